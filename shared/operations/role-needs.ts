import type { Authorization, SellingPartner } from '../domain/application.ts';
import { DATA_ACCESS_ROLES, probeRoles } from '../domain/developer-profile.ts';
import { PROBES } from '../domain/probes.ts';
import type { Region } from '../domain/regions.ts';
import { accountOf, findOperations, type Operation, rolesOf } from './operations.ts';

type Account = Pick<Authorization, 'sellingPartner' | 'region'>;

/** A data access role to ask for, and what it is needed for. */
export interface RoleNeed {
  role: string;
  restricted: boolean;
  reasons: string[];
}

/** One call that needs any one of some roles. */
interface Requirement {
  reason: string;
  anyOf: string[];
}

/**
 * The smallest set of data access roles with which every account can make its test call and the operations that people
 * want to use; restricted roles only where nothing else will do.
 * @param operations as typed: names, or a method and a path
 */
export function roleNeeds(accounts: readonly Account[], operations: readonly string[]): RoleNeed[] {
  const requirements = [...probeRequirements(accounts), ...operationRequirements(accounts, operations)];
  // What an unrestricted role allows is no reason for a restricted one.
  const chosen = smallestSet(requirements).toSorted((a, b) => costOf([a]) - costOf([b]));
  return chosen.map((role) => ({
    role,
    restricted: isRestricted(role),
    reasons: [
      ...new Set(
        requirements
          .filter(({ anyOf }) => chosen.find((one) => anyOf.includes(one)) === role)
          .map(({ reason }) => reason),
      ),
    ],
  }));
}

/** A need as people read it, in one line. */
export const sayNeed = ({ role, restricted, reasons }: RoleNeed): string =>
  `${role}${restricted ? ' (restricted)' : ''}: for ${reasons.join(', ')}`;

/**
 * What is wrong with operations that somebody typed, one line each.
 * @param operations as typed
 */
export function operationProblems(operations: readonly string[]): string[] {
  return operations.flatMap((text, i) => {
    const found = findOperations(text);
    const [first] = found;
    if (!first)
      return [`operations.${i}: SP-API has no such operation; give its name, for example getOrders`];
    if (found.some(({ removed }) => !removed)) return [];
    const instead = first.removed?.successor ? `; use ${first.removed.successor}` : '';
    return [`operations.${i}: Amazon removed it on ${first.removed?.since}${instead}`];
  });
}

function probeRequirements(accounts: readonly Account[]): Requirement[] {
  return accounts.map(({ sellingPartner, region }) => ({
    reason: `${PROBES[sellingPartner].operation} (the connection test of ${sellingPartner} accounts)`,
    anyOf: probeRoles(sellingPartner, region),
  }));
}

function operationRequirements(accounts: readonly Account[], operations: readonly string[]): Requirement[] {
  return operations.flatMap((text) => {
    const operation = chooseOperation(findOperations(text), accounts);
    if (!operation) return [];
    return regionsOf(operation, accounts)
      .map((region) => ({ reason: operation.operation, anyOf: rolesOf(operation, region).map(plainName) }))
      .filter(({ anyOf }) => anyOf.length > 0);
  });
}

/** Of several with one name the first that one of the accounts can call, those of sellers before those of vendors. */
function chooseOperation(found: readonly Operation[], accounts: readonly Account[]): Operation | undefined {
  const kinds = new Set<SellingPartner>(accounts.map(({ sellingPartner }) => sellingPartner));
  const ours = found.filter(
    (one) => !one.removed && kinds.has(accountOf(one) ?? accounts[0]?.sellingPartner ?? 'seller'),
  );
  return ours.find((one) => accountOf(one) !== 'vendor') ?? ours[0];
}

const regionsOf = (operation: Operation, accounts: readonly Account[]): Region[] => {
  const kind = accountOf(operation);
  const callers = accounts.filter(({ sellingPartner }) => !kind || kind === sellingPartner);
  return [...new Set(callers.map(({ region }) => region))];
};

const plainName = (role: string) => role.replace(/ \(Restricted\)$/, '');

const isRestricted = (role: string): boolean =>
  DATA_ACCESS_ROLES.find(({ name }) => name === role)?.restricted ?? true;

/** More than any real wish needs; beyond it the set is good, not the smallest. */
const MOST_TRIES = 200_000;

/** A restricted role costs more than all that are not. */
const costOf = (roles: readonly string[]): number =>
  roles.reduce((sum, role) => sum + (isRestricted(role) ? 100 : 1), 0);

/** The cheapest set that meets all requirements, found by trying the roles of one requirement after the other. */
function smallestSet(requirements: readonly Requirement[]): string[] {
  let best: string[] | undefined;
  let tries = 0;
  const extend = (chosen: string[]): void => {
    tries += 1;
    if (best && (tries > MOST_TRIES || costOf(chosen) >= costOf(best))) return;
    const open = requirements
      .filter(({ anyOf }) => !anyOf.some((role) => chosen.includes(role)))
      .toSorted((a, b) => a.anyOf.length - b.anyOf.length)[0];
    if (!open) {
      best = chosen;
      return;
    }
    for (const role of open.anyOf.toSorted((a, b) => costOf([a]) - costOf([b]))) extend([...chosen, role]);
  };
  extend([]);
  return best ?? [];
}
