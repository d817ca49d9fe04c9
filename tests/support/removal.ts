import type { StepContext } from '#shared/lambda/define-step.ts';
import { beginRemoval } from '../../functions/begin-removal/begin-removal.ts';
import { deactivateAccessKeys } from '../../functions/deactivate-access-keys/deactivate-access-keys.ts';
import { deleteIamPolicy } from '../../functions/delete-iam-policy/delete-iam-policy.ts';
import { deleteIamRole } from '../../functions/delete-iam-role/delete-iam-role.ts';
import { deleteIamUser } from '../../functions/delete-iam-user/delete-iam-user.ts';
import { deleteParameters } from '../../functions/delete-parameters/delete-parameters.ts';
import { deleteUserAccess } from '../../functions/delete-user-access/delete-user-access.ts';
import { listResources } from '../../functions/list-resources/list-resources.ts';
import { reportRemoval } from '../../functions/report-removal/report-removal.ts';
import type { FakeServices } from './fakes/services.ts';
import { APP, EXECUTION } from './subjects.ts';

export const REMOVAL = EXECUTION.replace('create-private-app', 'remove-private-app');
export const removalContext: StepContext = { execution: REMOVAL, executionName: 'first', state: 'AnyState' };

export const list = (services: FakeServices, graceSeconds = 3600) =>
  listResources(services, { appName: APP, graceSeconds }, removalContext);

/**
 * What the state machine does, without the person.
 * @param onConfirm runs where the person is asked
 */
export async function removeApplication(
  services: FakeServices,
  { graceSeconds = 3600, onConfirm }: { graceSeconds?: number; onConfirm?: () => void } = {},
) {
  const listing = await list(services, graceSeconds);
  if (listing.state === 'nothing-there') return undefined;
  if (listing.state === 'unconfirmed') onConfirm?.();
  const { appName, adopted, removed } = listing;
  const owner = { appName, adopted };
  await beginRemoval(services, { ...owner, removed }, removalContext);
  const { waitSeconds } = await deactivateAccessKeys(services, { ...owner, graceSeconds });
  services.clock.advance(waitSeconds * 1000);
  await deleteUserAccess(services, owner);
  await deleteIamRole(services, owner, removalContext);
  await deleteIamPolicy(services, owner, removalContext);
  await deleteIamUser(services, owner);
  await deleteParameters(services, { appName });
  return reportRemoval(services, { appName }, removalContext);
}

/** Everything there is, in IAM, Parameter Store, Step Functions and SNS, but for the record of the removal. */
export function inventory({
  iamUsers,
  iamRoles,
  iamPolicies,
  iamUserPolicies,
  parameters,
  runningExecutions,
  subscriptions,
}: FakeServices) {
  const stored = Object.entries(parameters.all()).filter(([name]) => !name.startsWith('/sp-api/_removed/'));
  return {
    users: iamUsers.names().map((name) => [name, iamUsers.keysOf(name)]),
    roles: iamRoles.all(),
    policies: iamPolicies.all(),
    userPolicies: iamUserPolicies.all(),
    parameters: Object.fromEntries(stored),
    executions: runningExecutions.names(),
    subscriptions: subscriptions.arns(),
  };
}
