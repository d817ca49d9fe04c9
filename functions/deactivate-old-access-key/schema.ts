import * as z from 'zod/mini';
import { RotatedKeys } from '#shared/domain/key-rotation.ts';

export const Input = z.strictObject({ ...RotatedKeys.shape, graceSeconds: z.int() });
export type Input = z.infer<typeof Input>;

export const Output = z.strictObject({
  /** How long the old key stays from now on, before it is deleted. */
  waitSeconds: z.int(),
});
export type Output = z.infer<typeof Output>;
