import type { RecordedRequest } from '../amazon/amazon.ts';
import type { Bill } from './billing.ts';

/** What one check of all applications took. */
export interface CheckFigures extends Bill {
  authorizations: number;
  applications: number;
  /** Executions of check-credentials: one, or one more than the parts. */
  executions: number;
  /** Applications found to work. */
  good: number;
  /** Accounts that the check has called, by what it recorded of each. */
  verified: number;
  calls: AmazonCalls;
  /** Calls of Lambdas to AWS by action, those of the machines started by the check too. */
  awsCalls: Record<string, number>;
  seconds: number;
  /** The largest Lambda process until now, in MiB; undefined where the system does not tell. */
  peakMiB?: number;
  largestPayloadBytes: number;
  /** Of the execution with the longest history, as AWS counts them. */
  mostEvents: number;
  /** What the check started: rotations that are due. */
  started: Bill & { executions: number };
}

/** Calls to Amazon. */
export interface AmazonCalls {
  /** Exchanges of refresh tokens. */
  exchanges: number;
  /** Proofs of client id and secret. */
  clientProofs: number;
  spApi: number;
  throttled: number;
}

/** Counts the calls among what the stand-in has recorded. */
export function countCalls(requests: RecordedRequest[]): AmazonCalls {
  const count = (of: (request: RecordedRequest) => boolean) => requests.filter(of).length;
  return {
    exchanges: count(({ operation }) => operation === 'refresh_token'),
    clientProofs: count(({ operation }) => operation === 'client_credentials'),
    spApi: count(({ target }) => target === 'sp-api'),
    throttled: count(({ status }) => status === 429),
  };
}

/** How often each action was called. */
export function tally(actions: string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const action of actions.toSorted()) counts[action] = (counts[action] ?? 0) + 1;
  return counts;
}
