import type { Authorization, SellingPartner } from '../domain/application.ts';
import { DATA_ACCESS_ROLES, probeRoles } from '../domain/developer-profile.ts';
import { PROBES } from '../domain/probes.ts';
import type { Region } from '../domain/regions.ts';
import type { Operation } from './operation.ts';
import { accountOf, findOperations, rolesOf } from './operations.ts';
import { isRestricted, plainRole, smallestCover } from './smallest-roles.ts';

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
  const chosen = smallestCover(requirements.map(({ anyOf }) => anyOf)).toSorted(
    (a, b) => Number(isRestricted(a)) - Number(isRestricted(b)),
  );
  return chosen.map((role) => ({
    role: plainRole(role),
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
    anyOf: probeRoles(sellingPartner, region).map(inTable),
  }));
}

function operationRequirements(accounts: readonly Account[], operations: readonly string[]): Requirement[] {
  return operations.flatMap((text) => {
    const operation = chooseOperation(findOperations(text), accounts);
    if (!operation) return [];
    return regionsOf(operation, accounts)
      .map((region) => ({ reason: operation.operation, anyOf: rolesOf(operation, region) }))
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

const RESTRICTED = new Set(DATA_ACCESS_ROLES.filter(({ restricted }) => restricted).map(({ name }) => name));

/** The name of a role as Amazon's table of operations has it. */
const inTable = (role: string): string => (RESTRICTED.has(role) ? `${role} (Restricted)` : role);
