import * as z from 'zod/mini';
import { AppName } from '#shared/domain/application.ts';

export const Input = z.strictObject({ appName: AppName, adopted: z.array(z.string()) });
export type Input = z.infer<typeof Input>;

export const Output = z.strictObject({ deleted: z.boolean() });
export type Output = z.infer<typeof Output>;
