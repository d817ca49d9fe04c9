import * as z from 'zod/mini';

/** Source: docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html */
export const Input = z.object({
  detail: z.object({
    executionArn: z.string(),
    stateMachineArn: z.string(),
    status: z.string(),
    input: z.optional(z.nullable(z.string())),
    error: z.optional(z.nullable(z.string())),
  }),
});
export type Input = z.infer<typeof Input>;

export const Output = z.strictObject({ told: z.boolean() });
export type Output = z.infer<typeof Output>;
