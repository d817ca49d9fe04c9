import * as z from 'zod/mini';
import { Authorization } from '#shared/domain/application.ts';
import { IamResources } from '#shared/domain/iam-resources.ts';
import { ActiveKey } from '#shared/domain/key-rotation.ts';

export const Input = z.strictObject({
  resources: IamResources,
  /** Their regions are those that the role is used in. */
  authorizations: z.array(Authorization),
});
export type Input = z.infer<typeof Input>;

export const Output = z.strictObject({
  userArn: z.string(),
  roleArn: z.string(),
  policyArn: z.string(),
  warnings: z.array(z.string()),
  accessKeys: z.array(ActiveKey),
});
export type Output = z.infer<typeof Output>;
