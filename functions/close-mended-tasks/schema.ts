import * as z from 'zod/mini';
import { AppName } from '#shared/domain/application.ts';
import { WaitingSince } from '#shared/domain/health.ts';

export const Input = z.strictObject({ appName: AppName, waiting: z.array(WaitingSince) });
export type Input = z.infer<typeof Input>;

/** What waits still. */
export const Output = z.strictObject({ waiting: z.array(WaitingSince) });
export type Output = z.infer<typeof Output>;
