import { z } from 'zod';
import { invalidInput } from '../errors.ts';
import type { Answer, Received } from '../http.ts';

const DAY = 86_400_000;
const LONGEST_WINDOW = 7 * DAY;

/** ISO 8601 with or without offset; without one it is UTC. */
const date = z.iso
  .datetime({ offset: true, local: true })
  .transform((text) => Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`));
const wholeNumber = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number);
const bool = z.enum(['true', 'false']).transform((text) => text === 'true');

const common = {
  limit: wholeNumber.pipe(z.number().min(1).max(100)).default(100),
  sortOrder: z.enum(['ASC', 'DESC']).default('DESC'),
  nextToken: z.string().optional(),
  createdAfter: date.optional(),
  createdBefore: date.optional(),
  orderingVendorCode: z.string().optional(),
};

/** Query of getPurchaseOrders. */
export const PurchaseOrdersQuery = z.object({
  ...common,
  changedAfter: date.optional(),
  changedBefore: date.optional(),
  includeDetails: bool.default(true),
  isPOChanged: bool.optional(),
  poItemState: z.literal('Cancelled').optional(),
  purchaseOrderState: z.enum(['New', 'Acknowledged', 'Closed']).optional(),
});

/** Query of getPurchaseOrdersStatus. */
export const PurchaseOrdersStatusQuery = z.object({
  ...common,
  updatedAfter: date.optional(),
  updatedBefore: date.optional(),
  purchaseOrderNumber: z.string().optional(),
  purchaseOrderStatus: z.enum(['OPEN', 'CLOSED']).optional(),
  itemConfirmationStatus: z.enum(['ACCEPTED', 'PARTIALLY_ACCEPTED', 'REJECTED', 'UNCONFIRMED']).optional(),
  itemReceiveStatus: z.enum(['NOT_RECEIVED', 'PARTIALLY_RECEIVED', 'RECEIVED']).optional(),
  shipToPartyId: z.string().optional(),
});

/** From and to, in milliseconds. */
export type Window = [from: number, to: number];

type Query = Record<string, unknown>;

function windowOf(query: Query, prefix: string, now: number): Window | undefined {
  const after = query[`${prefix}After`] as number | undefined;
  const before = query[`${prefix}Before`] as number | undefined;
  if (after === undefined && before === undefined) return undefined;

  const to = before ?? now;
  return [after ?? to - LONGEST_WINDOW, to];
}

function windowFlaw([from, to]: Window): string | undefined {
  if (from > to) return 'The start of the time range must be before its end.';
  return to - from > LONGEST_WINDOW ? 'The time range must not be more than 7 days.' : undefined;
}

/** A query that passed: its parameters, and the two time ranges it asks for. */
export interface Valid<T> {
  query: T;
  created: Window;
  changed: Window | undefined;
}

/** Validates as Amazon does, or says what to answer instead. */
export function readQuery<T extends Query>(
  schema: z.ZodType<T>,
  received: Received,
  changedPrefix: 'changed' | 'updated',
  now: number,
): Valid<T> | { refusal: Answer } {
  const parsed = schema.safeParse(Object.fromEntries(received.query));
  if (!parsed.success) {
    return {
      refusal: invalidInput(`Invalid value for parameter ${parsed.error.issues[0]?.path.join('.')}.`),
    };
  }
  const query = parsed.data;
  const created = windowOf(query, 'created', now);
  const changed = windowOf(query, changedPrefix, now);
  const flaw = (created && windowFlaw(created)) ?? (changed && windowFlaw(changed));
  if (flaw) return { refusal: invalidInput(flaw) };

  return { query, created: created ?? (changed ? [0, now] : [now - LONGEST_WINDOW, now]), changed };
}

/** One page of a list and the token of the next; undefined when the token is not one of ours. */
export function paginate<T>(
  all: T[],
  limit: number,
  nextToken?: string,
): { items: T[]; next?: string } | undefined {
  const offset = nextToken === undefined ? 0 : Number(Buffer.from(nextToken, 'base64').toString() || 'none');
  if (!Number.isInteger(offset) || offset < 0 || offset > all.length) return undefined;

  const items = all.slice(offset, offset + limit);
  const end = offset + limit;
  return end < all.length
    ? { items, next: Buffer.from(String(end).padStart(10, '0')).toString('base64') }
    : { items };
}
