import * as z from 'zod/mini';
import { RotatedKeys } from '#shared/domain/key-rotation.ts';

export const Input = RotatedKeys;
export type Input = RotatedKeys;

export const Output = z.strictObject({
  accessKeyId: z.string(),
  /** Whether the old key was there until now. */
  deleted: z.boolean(),
});
export type Output = z.infer<typeof Output>;
