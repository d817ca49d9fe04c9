import * as z from 'zod/mini';
import { EXPIRY_DAYS, Expiry } from './health.ts';
import { DAY_MS, daysAfter } from './times.ts';

/**
 * What the rotation of a client secret does about its end: Amazon rotates none of a `sandbox`; a person is `asked` to
 * register the queue; the queue may be `unregistered`; or a rotation is `planned`, `started` the first time, or
 * `repeated` because it has brought no new secret.
 */
export const SecretRotation = z.enum(['sandbox', 'asked', 'unregistered', 'planned', 'started', 'repeated']);
export type SecretRotation = z.infer<typeof SecretRotation>;

/** An expiry with what a message about it has to know. Times are ISO 8601, UTC. */
export const DueExpiry = z.strictObject({
  ...Expiry.def.shape,
  rotation: z.optional(SecretRotation),
  /** When the first rotation is due. */
  rotatesFrom: z.optional(z.string()),
  /** Set where a person entered the secret, so that it may expire earlier. */
  atLatest: z.optional(z.literal(true)),
});
export type DueExpiry = z.infer<typeof DueExpiry>;

/** The days before the end on which a rotation starts: at first, and whenever that has failed as often as people are told. */
const rotationDays = (daysBefore: number): number[] => [
  daysBefore,
  ...EXPIRY_DAYS.filter((days) => days < daysBefore),
];

/**
 * The rotation that is due now, by its number of days before the end; `undefined` while none is.
 * @param daysBefore the deployment's setting
 */
export const dueRotationDays = (endsAt: string, daysBefore: number, now: Date): number | undefined =>
  rotationDays(daysBefore)
    .filter((days) => Date.parse(endsAt) - now.getTime() <= days * DAY_MS)
    .at(-1);

/**
 * The end of a client secret, with what its rotation does about it.
 * @param daysBefore the deployment's setting
 */
export function secretExpiry(
  at: string,
  known: { sandbox: boolean; isAsked: boolean; isRegistered: boolean; isCertain: boolean },
  daysBefore: number,
  now: Date,
): DueExpiry {
  return {
    ...{ name: 'client secret', at },
    rotation: rotationOf(known, dueRotationDays(at, daysBefore, now), daysBefore),
    rotatesFrom: daysAfter(at, -daysBefore),
    ...(!known.isCertain && { atLatest: true as const }),
  };
}

function rotationOf(
  { sandbox, isAsked, isRegistered }: { sandbox: boolean; isAsked: boolean; isRegistered: boolean },
  due: number | undefined,
  daysBefore: number,
): SecretRotation {
  if (sandbox) return 'sandbox';
  if (isAsked) return 'asked';
  if (!isRegistered) return 'unregistered';
  if (due === undefined) return 'planned';
  return due === daysBefore ? 'started' : 'repeated';
}
