import type { Application } from '#shared/domain/application.ts';
import { roleNeeds } from '#shared/operations/role-needs.ts';
import { plainRole } from '#shared/operations/smallest-roles.ts';

/** Data access roles of an application. */
export interface ApplicationRoles {
  names: string[];
  /** Whether a person has named them; if not, they are those that step 2 asks for. */
  named: boolean;
}

/** The roles that were named at a start; where none were, those that step 2 asks for. */
export function rolesOfApplication({
  roles = [],
  authorizations,
  operations = [],
}: Pick<Application, 'roles' | 'authorizations' | 'operations'>): ApplicationRoles {
  if (roles.length > 0) return { names: roles.map(({ name }) => plainRole(name)), named: true };
  return { names: roleNeeds(authorizations, operations).map(({ role }) => role), named: false };
}

/** How to name the roles of an application, and what follows from it. */
export const howToName = (
  { appName, marketplace }: Pick<Application, 'appName' | 'marketplace'>,
  again: string,
) =>
  `If it has other roles, name all of them: spapi start ${appName} --marketplace ${marketplace} --role "Product Listing"${again}. Each account must then be authorized again, because only a new refresh token has a new role.`;
