import * as z from 'zod/mini';
import { AppName, Authorization } from '#shared/domain/application.ts';
import { WaitingSince } from '#shared/domain/health.ts';
import { DueExpiry } from '#shared/domain/secret-expiry.ts';

export const Input = z.strictObject({
  appName: AppName,
  /** What waits for a person, as it was listed. */
  waiting: z.array(WaitingSince),
});
export type Input = z.infer<typeof Input>;

export const Output = z.strictObject({
  appName: z.string(),
  sandbox: z.boolean(),
  /** What VerifyPolicies and TestAssumeRole take; absent without IAM. */
  resources: z.optional(
    z.strictObject({
      appName: z.string(),
      mode: z.enum(['create', 'adopt']),
      userArn: z.string(),
      roleArn: z.string(),
      policyArn: z.string(),
    }),
  ),
  /** Its role signs the test calls. */
  iam: z.strictObject({ roleArn: z.optional(z.string()) }),
  authorizations: z.array(Authorization),
  expiries: z.array(DueExpiry),
  /** Present when the client secret has to be rotated: the last part of the name of the execution that does it. */
  rotateSecret: z.optional(z.string()),
  /** Present when Amazon has never brought a client secret by the queue, so that it may not know it. */
  registerQueue: z.optional(z.literal(true)),
  /** Changes when a credential is replaced. */
  credentialsMark: z.string(),
  /** When a rotation of the access key began that has not ended; empty when there is none. */
  keyRotationSince: z.string(),
  waiting: z.array(WaitingSince),
  /** What create-private-app is started with, to ask for what is missing. */
  input: z.unknown(),
});
export type Output = z.infer<typeof Output>;
