import * as z from 'zod/mini';

/** An execution as Step Functions describes it in its context object. */
const Execution = z.object({ Input: z.optional(z.unknown()), RedriveCount: z._default(z.int(), 0) });

export const Input = z.strictObject({
  /** The data of the state machine as the catch left it. */
  state: z.unknown(),
  /** The execution when the step failed. */
  failedExecution: Execution,
  /** The execution now: redriven meanwhile, or not. */
  execution: Execution,
});
export type Input = z.infer<typeof Input>;

/** Only a redriven execution gets so far: it starts over and does what is still missing. */
export const Output = z.strictObject({ resume: z.literal(true) });
export type Output = z.infer<typeof Output>;
