import * as z from 'zod/mini';
import { AppName, Authorization } from '#shared/domain/application.ts';

export const Input = z.strictObject({
  appName: AppName,
  sandbox: z.boolean(),
  authorization: Authorization,
  /** Its role's credentials sign the call; without a role it is not signed. */
  iam: z.object({
    roleArn: z.optional(z.string()),
    /** When it was assumed before; soon after that it may be refused elsewhere. */
    testedAt: z.optional(z.string()),
  }),
});
export type Input = z.infer<typeof Input>;

export const Output = z.strictObject({
  name: z.string(),
  region: z.string(),
  operation: z.string(),
  signed: z.boolean(),
  requestId: z.optional(z.string()),
  /** Marketplaces the selling account takes part in; empty for vendors. */
  marketplaceIds: z.array(z.string()),
  warnings: z.array(z.string()),
  verifiedAt: z.string(),
  /** When the refresh token was stored. */
  authorizedAt: z.string(),
});
export type Output = z.infer<typeof Output>;
