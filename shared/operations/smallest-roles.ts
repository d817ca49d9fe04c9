import type { Region } from '../domain/regions.ts';
import type { Operation } from './operation.ts';
import { rolesOf } from './operations.ts';

const RESTRICTED = / \(Restricted\)$/;

/** A role without the note that Amazon's table adds to it. */
export const plainRole = (role: string): string => role.replace(RESTRICTED, '');

/** Whether a role gives personal data: Amazon reviews a request for it longer. */
export const isRestricted = (role: string): boolean => RESTRICTED.test(role);

/** Which roles allow some operations, and what each of these needs. */
export interface SmallestRoles {
  roles: string[];
  /** Operations for which Amazon's page names no role: `grantless` ones need none. */
  unknown: Operation[];
  grantless: Operation[];
  /** Operations that no role allows in the region. */
  impossible: Operation[];
}

/**
 * The smallest set of data access roles that allows all operations: fewest roles, then fewest restricted ones.
 * @param region counts only the roles that are valid there
 */
export function smallestRoles(operations: readonly Operation[], region?: Region): SmallestRoles {
  const grantless = operations.filter((one) => one.grantless);
  const rest = operations.filter((one) => !one.grantless);
  const unknown = rest.filter(({ roles = [] }) => roles.length === 0);
  const listed = rest.filter(({ roles = [] }) => roles.length > 0);
  const impossible = listed.filter((one) => rolesOf(one, region).length === 0);
  const needs = listed.map((one) => rolesOf(one, region)).filter((roles) => roles.length > 0);
  return { roles: smallestCover(needs), unknown, grantless, impossible };
}

/** The best set that has one role of each list: fewest roles, then fewest restricted ones; with at most 17 roles all sets of a size can be tried. */
export function smallestCover(needs: string[][]): string[] {
  const lists = needs.filter((list, i) => !needs.some((other, k) => isWithin(other, list, k < i)));
  const roles = [...new Set(lists.flat())].toSorted();
  for (let size = 0; size <= roles.length; size += 1) {
    const sets = subsets(roles, size).filter((set) =>
      lists.every((list) => list.some((one) => set.includes(one))),
    );
    const [best] = sets.toSorted(
      (a, b) => restrictedIn(a) - restrictedIn(b) || a.join().localeCompare(b.join()),
    );
    if (best) return best;
  }
  return [];
}

// A list with more choices than another one adds nothing; of two equal ones the first stays.
const isWithin = (small: string[], large: string[], equalCounts: boolean): boolean =>
  small.every((role) => large.includes(role)) && (small.length < large.length || equalCounts);

const restrictedIn = (roles: string[]): number => roles.filter(isRestricted).length;

function subsets(items: string[], size: number): string[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, i) => subsets(items.slice(i + 1), size - 1).map((rest) => [item, ...rest]));
}
