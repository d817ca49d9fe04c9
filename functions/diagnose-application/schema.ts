import * as z from 'zod/mini';
import { CheckDiagnosis } from '#shared/diagnosis/check-diagnosis.ts';
import { AppName, Authorization } from '#shared/domain/application.ts';

const Caught = z.record(z.string(), z.unknown());

export const Input = z.strictObject({
  /** What LoadApplication answered, as far as it is needed here. */
  application: z.object({
    appName: AppName,
    sandbox: z.boolean(),
    /** Absent without IAM. */
    resources: z.optional(z.object({ userArn: z.string(), roleArn: z.string() })),
    /** With a role calls are signed. */
    iam: z.object({ roleArn: z.optional(z.string()) }),
    authorizations: z.array(Authorization),
  }),
  /** What each check ended with, by the name of its state. */
  failure: Caught,
  /** The same for each selling account. */
  authorizations: z.array(z.object({ name: z.string(), failure: z.optional(Caught) })),
});
export type Input = z.infer<typeof Input>;

/** One diagnosis for each check that failed; none for what may pass by itself. */
export const Output = z.strictObject({ diagnoses: z.array(CheckDiagnosis) });
export type Output = z.infer<typeof Output>;
