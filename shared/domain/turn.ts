import * as z from 'zod/mini';

/**
 * What only one at a time may do with an application: `creation` is held by the execution that makes it,
 * `secret-request` by whoever asks Amazon for a new client secret, `client-secret` by whoever stores one, `task-…` by
 * whoever answers the task of this name.
 */
export const TURNS = ['creation', 'secret-request', 'client-secret'] as const;
export type TurnName = (typeof TURNS)[number] | `task-${string}`;

/** Who has a turn, as JSON in the parameter of the turn; nobody when `holder` is empty. Times are ISO 8601, UTC. */
export const Turn = z.object({
  /** ARN of an execution, or who makes the call, in words for people. */
  holder: z.string(),
  since: z.string(),
  /** Version of the parameter that was read before this was written: it counts only as the very next one. */
  after: z.int(),
  /** When it ends by itself, where no execution tells. Like `since` by the clock of whoever wrote it, which may be wrong. */
  until: z.optional(z.string()),
  /** Tells the calls of one holder apart; absent where an execution has the turn, with all its calls. */
  call: z.optional(z.string()),
});
export type Turn = z.infer<typeof Turn>;

/**
 * How long a turn lasts that ends by itself, in milliseconds; both its times are of one clock.
 * @returns `undefined` for one that ends with its execution; not a number for one that is not readable
 */
export const durationOf = ({ since, until }: Turn): number | undefined =>
  until === undefined ? undefined : Date.parse(until) - Date.parse(since);

/** The state machine of an execution, as people know it. */
export const machineOf = (executionArn: string): string => executionArn.split(':')[6] ?? executionArn;
