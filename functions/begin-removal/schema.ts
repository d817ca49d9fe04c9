import * as z from 'zod/mini';
import { AppName } from '#shared/domain/application.ts';
import { Removed } from '#shared/domain/removal.ts';

export const Input = z.strictObject({ appName: AppName, adopted: z.array(z.string()), removed: Removed });
export type Input = z.infer<typeof Input>;

export const Output = z.strictObject({ stoppedExecutions: z.array(z.string()) });
export type Output = z.infer<typeof Output>;
