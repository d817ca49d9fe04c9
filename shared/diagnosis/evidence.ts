import * as z from 'zod/mini';
import { asText } from '../domain/as-text.ts';

/** A text that may come as a number or as any JSON, as log readers hand it on. */
const Text = z.pipe(
  z.optional(z.unknown()),
  z.transform((value) => {
    if (value === undefined || value === null) return undefined;
    return asText(value);
  }),
);

/** A number, a number as text, `403 Forbidden`, `HTTP 403`, or a word for none. */
const STATUS = /^(?:(?:HTTP )?(\d{1,3})(?: [A-Za-z -]{1,40})?|none|null|n\/a|-)?$/i;
const readStatus = (value: unknown) => asText(value).trim().match(STATUS);

const Status = z.pipe(
  z.optional(
    z.unknown().check(z.refine((value) => readStatus(value) !== null, 'must be an HTTP status, or null')),
  ),
  z.transform((value) => Number(readStatus(value)?.[1] ?? 0) || undefined),
);

/** One answer, good or bad. Only `call` is needed; fields that are not here are ignored. */
export const Observation = z.object({
  call: z.string().check(z.minLength(1)),
  httpStatus: Status,
  code: Text,
  message: Text,
  details: Text,
  headers: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  at: Text,
  region: Text,
  host: Text,
  endpoint: Text,
  url: Text,
  note: Text,
});

/**
 * What was observed, and what is known besides. docs/diagnosis.md describes the calls and the facts.
 * Null stands for left out, numbers may be texts, unknown fields and facts do no harm.
 */
export const Evidence = z.object({
  observations: z.pipe(
    z.optional(z.nullable(z.array(Observation))),
    z.transform((list) => list ?? []),
  ),
  facts: z.pipe(
    z.optional(z.nullable(z.record(z.string(), z.unknown()))),
    z.transform((facts) => facts ?? {}),
  ),
});
export type Evidence = z.infer<typeof Evidence>;
/** Evidence as it is written down, before anything is filled in. */
export type GivenEvidence = z.input<typeof Evidence>;
