import * as z from 'zod/mini';
import { type Failure, readFailure } from './failure.ts';

/** What the checks of an application ended with. */
export interface CheckResults {
  /** What the catches of the states caught, by the name of the state. */
  failure: Record<string, unknown>;
  /** The same for each selling account. */
  authorizations: { name: string; failure?: Record<string, unknown> | undefined }[];
}

/** A check that failed. */
export interface FailedCheck extends Failure {
  /** The state, with the account where it is about one: the name under which people know the check. */
  check: string;
  /** Name of the authorization that it is about, if it is about one. */
  account?: string;
  /** It may pass by itself, so it says nothing about the credentials. */
  passing: boolean;
}

/** What may pass by itself says nothing about the credentials: such a check counts as not made. */
const PASSING = [
  'AwsThrottled',
  'AwsUnavailable',
  'LwaUnavailable',
  'SpApiThrottled',
  'SpApiUnavailable',
  'StepTimedOut',
  'IamNotConsistent',
];

/** Lambda itself was in trouble. */
const LAMBDA =
  /^Lambda\.(ClientExecutionTimeout|Service|AWSLambda|SdkClient|TooManyRequests|ResourceConflict|ResourceNotReady)Exception$/;

/** The checks that failed: first those of the application, then those of its accounts. */
export function failedChecks({ failure, authorizations }: CheckResults): FailedCheck[] {
  const own = Object.entries(failure).map(([state, caught]) => toCheck(state, caught));
  const accounts = authorizations.flatMap(({ name, failure: failed = {} }) =>
    Object.entries(failed).map(([state, caught]) => ({
      ...toCheck(state, caught),
      check: `${state} (${name})`,
      account: name,
    })),
  );
  return [...own, ...accounts];
}

function toCheck(state: string, caught: unknown): FailedCheck {
  const failure = readFailure({ failure: { [state]: caught } }, state);
  const name = z.safeParse(z.object({ Error: z.string() }), caught).data?.Error ?? '';
  return { ...failure, check: state, passing: PASSING.includes(failure.error) || LAMBDA.test(name) };
}
