import * as z from 'zod/mini';
import { AppName } from '#shared/domain/application.ts';
import { RotatedKeys } from '#shared/domain/key-rotation.ts';

/** The key that was the stored one when the execution looked. */
export const Input = z.strictObject({ appName: AppName, accessKeyId: z.string() });
export type Input = z.infer<typeof Input>;

export const Output = RotatedKeys;
export type Output = RotatedKeys;
