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
  /** ARN of an execution, or an id of a function call, which has `until`. */
  holder: z.string(),
  since: z.string(),
  /** Version of the parameter that was read before this was written: it counts only as the very next one. */
  after: z.int(),
  /** When it ends by itself, where no execution tells. */
  until: z.optional(z.string()),
});
export type Turn = z.infer<typeof Turn>;

/** The state machine of an execution, as people know it. */
export const machineOf = (executionArn: string): string => executionArn.split(':')[6] ?? executionArn;
