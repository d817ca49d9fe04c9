import { harmless, harmlessCharacters, shorten } from './plain-text.ts';

/**
 * Longest `what`, in characters. It may quote a server of any length, and Step Functions keeps the errors of ten accounts,
 * each with its stack, in one payload of 262,144 bytes.
 * Source: docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
const MOST_WHAT = 2_000;

/** What every error of this project says: what happened, what to do, and facts that are safe to log. */
export interface Explanation {
  /** What happened, one or two sentences. Never a secret. */
  what: string;
  /** What a person should do, one or two sentences. */
  remedy: string;
  /** Facts for the log: names, codes, request ids. Never a secret. */
  details?: Record<string, string | number | boolean | undefined>;
  cause?: unknown;
}

const REMEDY = '\nWhat to do: ';

/**
 * Base of all named errors. Step Functions matches on `name` and shows `message`, so the name is a literal that
 * no minifier changes and the message carries the remedy.
 */
export abstract class ExplainedError extends Error {
  abstract override readonly name: string;
  readonly what: string;
  readonly remedy: string;
  readonly details: NonNullable<Explanation['details']>;

  constructor({ what, remedy, details = {}, cause }: Explanation) {
    const short = shorten(harmless(what), MOST_WHAT);
    const advice = harmlessCharacters(remedy);
    super(`${short}${REMEDY}${advice}`, cause === undefined ? undefined : { cause });
    this.what = short;
    this.remedy = advice;
    this.details = details;
  }
}

/** The same call may work later: the state machine retries these by name. */
export abstract class RetryableError extends ExplainedError {}
/** Someone has to act before it can work: never retried. */
export abstract class RefusedError extends ExplainedError {}
/** Our bug or a broken set-up: never retried. */
export abstract class BrokenError extends ExplainedError {}

/**
 * Splits the message of an {@link ExplainedError} that came back as text, as Step Functions hands it on.
 * @param message the `errorMessage` of a failed Lambda
 */
export function splitMessage(message: string): { what: string; remedy?: string } {
  const at = message.indexOf(REMEDY);
  return at < 0
    ? { what: message }
    : { what: message.slice(0, at), remedy: message.slice(at + REMEDY.length) };
}
