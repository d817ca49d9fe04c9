import * as z from 'zod/mini';

/**
 * The detail of the event "Step Functions Execution Status Change".
 * Source: docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
 */
export const Detail = z.object({
  executionArn: z.string(),
  stateMachineArn: z.string(),
  status: z.string(),
  /** Milliseconds since 1970. */
  stopDate: z.optional(z.nullable(z.number())),
  input: z.optional(z.nullable(z.string())),
  error: z.optional(z.nullable(z.string())),
});
export type Detail = z.infer<typeof Detail>;

/** Whether people were told here. */
export interface Output {
  told: boolean;
}
