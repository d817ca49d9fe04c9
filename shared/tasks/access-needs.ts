import type { TaskSubject } from '../domain/human-task.ts';
import type { Services } from '../services.ts';
import { readApplication } from './read-application.ts';

/** The tasks at Amazon that are for all accounts together. */
const FOR_ALL: readonly TaskSubject['kind'][] = ['request-data-access', 'register-application'];

/** So many roles stand in a task at the most, each in a line of that length. */
const MOST = { needs: 10, letters: 200 };

/**
 * What the tasks that are for all accounts together need to know of them: their kinds, and the roles to ask for.
 * @throws what Parameter Store throws
 */
export async function readAccessNeeds(
  services: Pick<Services, 'parameters'>,
  { kind, appName }: Pick<TaskSubject, 'kind' | 'appName'>,
): Promise<Pick<TaskSubject, 'kinds' | 'roleNeeds'>> {
  const application = FOR_ALL.includes(kind) ? await readApplication(services, appName) : undefined;
  if (!application) return {};
  const { authorizations, operations = [] } = application;
  const kinds = [...new Set(authorizations.map(({ sellingPartner }) => sellingPartner))];
  // The list of operations is loaded only where somebody is told roles.
  const { roleNeeds, sayNeed } = await import('../operations/role-needs.ts');
  const needs = roleNeeds(authorizations, operations).map((need) => sayNeed(need).slice(0, MOST.letters));
  return { kinds, roleNeeds: needs.slice(0, MOST.needs) };
}
