import type { Region } from '../domain/regions.ts';
import type { Operation } from './operation.ts';
import data from './operations.json' with { type: 'json' };
import { REMOVED } from './removed-operations.ts';

/** Every operation of the models, and those that Amazon has removed since. */
export const OPERATIONS: readonly Operation[] = [...(data as Operation[]), ...REMOVED];

const METHOD = /^\s*(GET|POST|PUT|PATCH|DELETE)\b\s*/i;

/**
 * The operations that a text names, those that still exist first; none when it names none.
 * @param text an operation (`getOrders`), a path, a method and a path, or a whole address; the query is ignored
 */
export function findOperations(text: string): readonly Operation[] {
  const method = text.match(METHOD)?.[1]?.toUpperCase();
  const rest = text.replace(METHOD, '').trim();
  const path = pathOf(rest);
  if (path === undefined) return byName().get(rest.toLowerCase()) ?? [];
  const found = byLength().get(path.length) ?? [];
  const alike = found.filter(({ segments }) => fits(segments, path));
  // A path without placeholders is the better answer: /feeds/documents is no {feedId}.
  const best = Math.max(...alike.map(({ fixed }) => fixed));
  return alike
    .filter(({ fixed, operation }) => fixed === best && (!method || operation.method === method))
    .map(({ operation }) => operation);
}

/** The operation that a text names, where it names exactly one. See {@link findOperations}. */
export function findOperation(text: string): Operation | undefined {
  const found = findOperations(text);
  return found.length === 1 ? found[0] : undefined;
}

/**
 * The data access roles of which an operation needs one.
 * @param region only those that count there; without it all
 */
export function rolesOf({ roles = [], roleRegions = {} }: Operation, region?: Region): string[] {
  return region ? roles.filter((role) => roleRegions[role]?.includes(region) ?? true) : [...roles];
}

/** Whose token the operation takes; undefined where seller and vendor may both call it, or nobody's token is needed. */
export function accountOf({ path, grantless }: Operation): 'seller' | 'vendor' | undefined {
  if (
    grantless ||
    /^\/(notifications|tokens|applications|uploads|reports|feeds|dataKiosk|catalog)\//.test(path)
  )
    return undefined;
  return path.startsWith('/vendor/') ? 'vendor' : 'seller';
}

const segmentsOf = (path: string) => path.split('/').filter(Boolean);

/** The segments of a path; undefined where the text is a name. */
function pathOf(text: string): string[] | undefined {
  const path = text.replace(/^https?:\/\/[^/?#]*/i, '');
  if (path === text && !path.includes('/')) return undefined;
  return segmentsOf(path.replace(/[?#\s].*$/s, ''));
}

interface Route {
  operation: Operation;
  segments: string[];
  /** Number of segments that are no placeholder. */
  fixed: number;
}

const fits = (segments: string[], path: string[]) =>
  segments.every((segment, i) => segment.startsWith('{') || segment.toLowerCase() === path[i]?.toLowerCase());

const byLength = once(() =>
  grouped(
    OPERATIONS.map((operation): Route => {
      const segments = segmentsOf(operation.path);
      return { operation, segments, fixed: segments.filter((one) => !one.startsWith('{')).length };
    }),
    ({ segments }) => segments.length,
  ),
);
const byName = once(() => grouped(OPERATIONS, ({ operation }) => operation.toLowerCase()));

function grouped<T, K>(items: readonly T[], key: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
