import type * as z from 'zod/mini';

/**
 * Reads a JSON value that an earlier step, or an earlier version, has stored.
 * @param text the stored text, if there is one
 * @returns `undefined` where there is none, or it is not of this form (any more)
 */
export function readStored<T>(schema: z.ZodMiniType<T>, text: string | undefined): T | undefined {
  if (text === undefined) return undefined;
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
