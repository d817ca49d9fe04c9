import * as z from 'zod/mini';
import { AppName } from '#shared/domain/application.ts';
import { AddressState } from '#shared/domain/notification-address.ts';

export const Input = z.strictObject({ appName: AppName, address: z.string() });
export type Input = z.infer<typeof Input>;

export const Output = z.strictObject({ state: AddressState });
export type Output = z.infer<typeof Output>;
