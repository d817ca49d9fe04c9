import * as z from 'zod/mini';

export const Input = z.strictObject({
  userArn: z.string(),
  /** When IAM made the user: for some minutes it is not known everywhere. */
  userCreatedAt: z.optional(z.string()),
  roleArn: z.string(),
});
export type Input = z.infer<typeof Input>;
export const Output = z.strictObject({
  policyName: z.string(),
  change: z.enum(['written', 'none']),
  /** When the IAM resources were complete: STS and IAM may need a minute from then on. ISO 8601, UTC. */
  provisionedAt: z.string(),
});
export type Output = z.infer<typeof Output>;
