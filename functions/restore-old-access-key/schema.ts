import * as z from 'zod/mini';
import { RotatedKeys } from '#shared/domain/key-rotation.ts';

export const Input = RotatedKeys;
export type Input = RotatedKeys;

export const Output = z.strictObject({
  /** Whether the old key is the stored one now. */
  restored: z.boolean(),
});
export type Output = z.infer<typeof Output>;
