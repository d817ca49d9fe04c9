import * as z from 'zod/mini';

export const Input = z.unknown();
export type Input = z.infer<typeof Input>;

export const Output = z.strictObject({ removed: z.int() });
export type Output = z.infer<typeof Output>;
