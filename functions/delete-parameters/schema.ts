import * as z from 'zod/mini';
import { AppName } from '#shared/domain/application.ts';

export const Input = z.strictObject({ appName: AppName });
export type Input = z.infer<typeof Input>;

export const Output = z.strictObject({ parameters: z.int(), links: z.int() });
export type Output = z.infer<typeof Output>;
