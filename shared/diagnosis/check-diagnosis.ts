import * as z from 'zod/mini';
import { Confidence } from '../domain/health.ts';

/** The diagnosis of a failed check, as the state machine carries it: no token, no secret, no answer of Amazon. */
export const CheckDiagnosis = z.strictObject({
  check: z.string(),
  /** Most specific and surest first; none where the error itself says it all. */
  causes: z.array(
    z.strictObject({
      id: z.string(),
      /** Who can act, and what kind of thing to do: a key of FAMILIES. */
      family: z.optional(z.string()),
      confidence: Confidence,
      cause: z.string(),
      remedy: z.string(),
    }),
  ),
  /** What to look at to tell them apart, cheapest first. */
  next: z.array(z.string()),
  /** Whether every probe that was to be made got an answer. */
  complete: z.boolean(),
});
export type CheckDiagnosis = z.infer<typeof CheckDiagnosis>;
