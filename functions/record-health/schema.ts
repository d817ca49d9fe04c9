import * as z from 'zod/mini';
import { CheckDiagnosis } from '#shared/diagnosis/check-diagnosis.ts';
import { AppName, Authorization } from '#shared/domain/application.ts';
import { Cause, WaitingSince } from '#shared/domain/health.ts';
import { ActiveKey } from '#shared/domain/key-rotation.ts';
import { DueExpiry } from '#shared/domain/secret-expiry.ts';

export const Input = z.strictObject({
  appName: AppName,
  expiries: z._default(z.array(DueExpiry), []),
  /** What each check ended with, by the name of its state: nothing, or what its catch caught. */
  failure: z._default(z.record(z.string(), z.unknown()), {}),
  /** The active access keys of the IAM user; none without IAM, or where IAM could not be read. */
  accessKeys: z._default(z.array(ActiveKey), []),
  /** What {@link credentialsMark} was before the checks; empty where it could not be read. */
  credentialsMark: z._default(z.string(), ''),
  /** When a rotation of the access key began that has not ended; empty when there is none. */
  keyRotationSince: z._default(z.string(), ''),
  /** What waits for a person. */
  waiting: z._default(z.array(WaitingSince), []),
  /** The selling accounts of the application. */
  accounts: z._default(z.array(Authorization), []),
  /** What the check of each account ended with, and when the refresh token was stored that worked. */
  authorizations: z._default(
    z.array(
      z.object({
        name: z.string(),
        authorizedAt: z.optional(z.string()),
        failure: z.optional(z.record(z.string(), z.unknown())),
      }),
    ),
    [],
  ),
  /** The root causes that DiagnoseApplication found, where it was asked and could answer. */
  diagnoses: z._default(z.array(CheckDiagnosis), []),
});
export type Input = z.infer<typeof Input>;

export const Output = z.strictObject({
  appName: z.string(),
  state: z.enum(['good', 'bad', 'not-checked']),
  causes: z.array(Cause),
  /** A person has to authorize an account again. */
  authorizeAgain: z.boolean(),
  /** Names this trouble in the name of an execution. */
  troubleKey: z.string(),
  /** Name of the execution that has to rotate the access key; empty when none has to. */
  keyRotation: z.string(),
  /** How many messages were sent. */
  told: z.int(),
});
export type Output = z.infer<typeof Output>;
