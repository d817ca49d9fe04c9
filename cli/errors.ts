import { ExplainedError, RetryableError } from '#shared/errors/base.ts';

/** The command was called in a way that cannot work: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';

  readonly remedy: string | undefined;

  constructor(message: string, remedy?: string) {
    super(message);
    this.remedy = remedy;
  }
}

/** The command was understood and could not be done: exit code 1. */
export class CommandRefused extends ExplainedError {
  override readonly name = 'CommandRefused';
}

/** An error as a person reads it. */
export interface Explained {
  what: string;
  remedy?: string;
}

/**
 * Words for an error. Those of a step speak to whoever runs the execution; here a person sits before the terminal,
 * so what they can do is said anew where it differs. The text of an unexpected error is left out: it may quote what
 * was entered.
 */
export function explainError(error: unknown): Explained {
  if (error instanceof UsageError) {
    const { message: what, remedy } = error;
    return remedy ? { what, remedy } : { what };
  }
  if (error instanceof ExplainedError) return { what: error.what, remedy: remedyOf(error) };
  const { name = 'Error', code } = (error ?? {}) as { name?: string; code?: string };
  if (name === 'ExitPromptError' || name === 'AbortPromptError')
    return { what: 'Stopped. Nothing was stored.' };
  return {
    what: `The command ended with an unexpected ${name}${code ? ` (${code})` : ''}.`,
    remedy: 'This is a fault of the program: report it with the command, without what you entered.',
  };
}

const NO_CREDENTIALS =
  /Credentials|CredentialsProvider|TokenProvider|SSOToken|Expired|InvalidClientTokenId|Unrecognized/;

function remedyOf(error: ExplainedError): string {
  const code = String(error.details.code ?? '');
  if (error.details.action && NO_CREDENTIALS.test(code))
    return 'Sign in to AWS and run the command again: set AWS_PROFILE or the other variables of the AWS SDK, or use --local.';
  if (error.name === 'AwsDenied')
    return `Allow ${error.details.action} to the AWS identity you use, or choose another one with AWS_PROFILE.`;
  if (error.name === 'UnexpectedReply' && error.details.action)
    return `Look at the request id ${error.details.requestId ?? '(none)'} in CloudTrail.`;
  return error instanceof RetryableError
    ? error.remedy.replace(/^Nothing at first, it is tried again\./, 'Run the command again in a minute.')
    : error.remedy;
}
