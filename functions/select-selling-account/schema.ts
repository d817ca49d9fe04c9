import * as z from 'zod/mini';
import { Application, ExecutionInput } from '#shared/domain/application.ts';
import { WaitRound } from '#shared/domain/wait-plan.ts';

export const Input = ExecutionInput;
export type Input = ExecutionInput;

export const Output = z.strictObject({
  application: Application,
  /** The rounds in which each kind of task waits for a person. */
  waits: z.strictObject({ dataAccess: WaitRound, registration: WaitRound, authorization: WaitRound }),
});
export type Output = z.infer<typeof Output>;
