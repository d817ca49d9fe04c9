import type { Successor } from '#shared/mws/mws.ts';
import { fullName } from '#shared/operations/named-operations.ts';
import type { Operation } from '#shared/operations/operation.ts';

/** A rate as people read it: Amazon gives it in requests a second, which says little where it is small. */
export function rateWords({ rate, burst }: Pick<Operation, 'rate' | 'burst'>): string {
  if (rate === undefined) return 'Amazon publishes no rate';
  const pace = rate >= 1 ? `${rate} a second` : `one every ${Math.round(1 / rate)} s`;
  return `${pace}${burst === undefined ? '' : `, at most ${burst} at once`}`;
}

/** Roles with the regions in which they count, where it is not all. */
export function rolesWords({ roles = [], roleRegions = {}, grantless }: Operation): string {
  if (grantless) return 'none: it is grantless';
  if (roles.length === 0) return "Amazon's list names none";
  return roles
    .map((role) => (roleRegions[role] ? `${role} (${roleRegions[role].join(', ')} only)` : role))
    .join(', ');
}

const STATUS: Record<Successor['status'], string> = {
  primary: 'Now',
  alternative: 'Or',
  deprecated: 'Deprecated',
};

/** What takes the place of an operation of MWS. */
export function describeSuccessor({ operation, status, removal }: Successor): string[] {
  return [
    `${STATUS[status]}: ${fullName(operation)}  ${operation.method} ${operation.path}${removal ? `  (Amazon removes it on ${removal})` : ''}`,
    ...(status === 'deprecated'
      ? []
      : [`  Rate: ${rateWords(operation)}`, `  Any one of these roles: ${rolesWords(operation)}`]),
  ];
}
