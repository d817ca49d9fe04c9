import * as z from 'zod/mini';
import { RotatedKeys, SettleRound } from '#shared/domain/key-rotation.ts';

export const Input = z.strictObject({ ...RotatedKeys.shape, settleSeconds: z.int() });
export type Input = z.infer<typeof Input>;

export const Output = z.strictObject({
  accessKeyId: z.string(),
  /** The first round of the wait in which both keys work. */
  round: SettleRound,
});
export type Output = z.infer<typeof Output>;
