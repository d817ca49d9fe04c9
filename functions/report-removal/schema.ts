import * as z from 'zod/mini';
import { AppName } from '#shared/domain/application.ts';

import { Removed } from '#shared/domain/removal.ts';

export const Input = z.strictObject({ appName: AppName });
export type Input = z.infer<typeof Input>;

export const Output = z.strictObject({ appName: z.string(), removed: Removed, remains: z.array(z.string()) });
export type Output = z.infer<typeof Output>;
