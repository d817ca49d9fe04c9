import { ALIKE, likeness } from '../domain/similar-names.ts';
import type { Operation } from './operation.ts';
import { accountOf, findOperations, OPERATIONS } from './operations.ts';
import { plannedRemovalOf } from './planned-removals.ts';

/** The name that tells an operation from its namesakes: `orders/2026-01-01/searchOrders`. */
export const fullName = ({ api, version, operation }: Operation): string => `${api}/${version}/${operation}`;

/** Whether a text has the form of {@link fullName}, or leaves the version out: `orders/searchOrders`. */
const FULL = /^([a-z][\w-]*)\/(?:([\w.-]+)\/)?([A-Za-z]+)$/i;

/**
 * The operations that a person means, those that still exist first; none when it is none of SP-API.
 * @param text `searchOrders`, `orders/2026-01-01/searchOrders`, `orders/searchOrders`, `GET /orders/v0/orders`, a path or an address
 */
export function namedOperations(text: string): readonly Operation[] {
  const [, api, version, name] = text.trim().match(FULL) ?? [];
  if (!name) return findOperations(text);
  return findOperations(name).filter(
    (one) =>
      one.api.toLowerCase() === api?.toLowerCase() &&
      (!version || one.version.toLowerCase() === version.toLowerCase()),
  );
}

/** Those of several namesakes that an account of this kind may call and that still exist; all where none does. */
export function narrowed(
  operations: readonly Operation[],
  account: 'seller' | 'vendor',
): readonly Operation[] {
  const usable = operations.filter((one) => !one.removed && (accountOf(one) ?? account) === account);
  return usable.length > 0 ? usable : operations;
}

/** At most this many names are offered for one that is wrong. */
const MOST_SUGGESTIONS = 5;

/** Full names that resemble a text, the nearest first. */
export function similarNames(text: string): string[] {
  const wanted = text.split('/').at(-1) ?? '';
  const scored = OPERATIONS.filter(({ removed }) => !removed).map((one) => ({
    name: fullName(one),
    score: likeness(wanted, one.operation),
  }));
  return scored
    .filter(({ score }) => score >= ALIKE)
    .toSorted((a, b) => b.score - a.score || a.name.localeCompare(b.name))
    .slice(0, MOST_SUGGESTIONS)
    .map(({ name }) => name);
}

/**
 * What a person must know before they build on an operation: that it is gone or going, and what replaces it.
 * @param today decides whether the day has passed
 */
export function endOf(operation: Operation, today: Date): string | undefined {
  const { removed } = operation;
  if (removed)
    return `${fullName(operation)}: Amazon removed this operation on ${removed.since}.${removed.successor ? ` Call ${removed.successor} instead.` : ' Nothing replaces it.'}`;
  const planned = plannedRemovalOf(operation);
  if (planned) {
    const over = planned.on <= today.toISOString().slice(0, 10);
    return `${fullName(operation)} is deprecated: Amazon's schedule ${over ? 'removed' : 'removes'} it on ${planned.on}. Call ${planned.successor} instead.`;
  }
  return operation.deprecated ? `${fullName(operation)} is deprecated.` : undefined;
}
