import { Sensitive } from '#shared/domain/sensitive.ts';
import { createTaskLink } from '#shared/tasks/task-link.ts';
import { recordOutcome } from '#shared/tasks/task-outcome.ts';
import { storeTask } from '#shared/tasks/task-store.ts';
import { attachStsPolicy } from '../../functions/attach-sts-policy/attach-sts-policy.ts';
import { beginRemoval } from '../../functions/begin-removal/begin-removal.ts';
import { createSecondAccessKey } from '../../functions/create-second-access-key/create-second-access-key.ts';
import { deactivateAccessKeys } from '../../functions/deactivate-access-keys/deactivate-access-keys.ts';
import { provisionIamPolicy } from '../../functions/provision-iam-policy/provision-iam-policy.ts';
import { provisionIamRole } from '../../functions/provision-iam-role/provision-iam-role.ts';
import { provisionIamUser } from '../../functions/provision-iam-user/provision-iam-user.ts';
import { selectSellingAccount } from '../../functions/select-selling-account/select-selling-account.ts';
import { aTask } from './a-task.ts';
import { type FakeServices, fakeServices } from './fakes/services.ts';
import { list, removalContext } from './removal.ts';
import {
  APP,
  anApplication,
  EXECUTION,
  PATHS,
  POLICY_ARN,
  ROLE_ARN,
  seedAuthorization,
  stepContext,
  USER_ARN,
  USER_NAME,
} from './subjects.ts';

type Step = (services: FakeServices) => Promise<unknown>;

/** What a person types to create it. */
export const typed = () => ({
  ...anApplication(),
  roles: undefined,
  notificationEmail: 'ops@example.com',
  authorizations: [],
});

const select: Step = (services) =>
  selectSellingAccount(services, typed(), stepContext('SelectSellingAccount'));
const subscribe: Step = async ({ subscriptions }) =>
  subscriptions.add('arn:aws:sns:eu-west-1:111122223333:topic:ours', JSON.stringify({ appName: [APP] }));
const start: Step = async ({ runningExecutions }) =>
  runningExecutions.add(EXECUTION, JSON.stringify({ appName: APP, marketplace: 'US' }));
const end: Step = ({ runningExecutions }) => runningExecutions.stop(EXECUTION, '', '');
const wait =
  (kind: Parameters<typeof aTask>[0]): Step =>
  async (services) => {
    const task = aTask(kind);
    await storeTask(services, task);
    await createTaskLink(services, task, { pageUrl: services.pageUrl, validSeconds: 60 });
  };
const register: Step = async (services) => {
  seedAuthorization(services.parameters);
  await recordOutcome(services, aTask('self-authorize'), 'done');
};
const finish: Step = async ({ parameters }) =>
  parameters.seed(APP, { [PATHS.summary]: '{}', [PATHS.status]: '{}', [PATHS.health]: '{}' });
const rotateKey: Step = async (services) => {
  const [key] = services.iamUsers.keysOf(USER_NAME);
  await createSecondAccessKey(services, { appName: APP, accessKeyId: key?.accessKeyId ?? '' });
};
const rotateSecret: Step = async ({ parameters }) =>
  parameters.seed(APP, {
    [PATHS.lwa.rotation]: '{}',
    [PATHS.lwa.previousClientSecret]: new Sensitive('FAKE_OLD_SECRET'),
  });

/** What a creation does, one after the other, and a rotation after it. */
const STEPS: [string, Step][] = [
  ['nothing', async () => undefined],
  ['the configuration', select],
  ['the start of its execution', start],
  ['the subscription', subscribe],
  ['the user and its key', (services) => provisionIamUser(services, { appName: APP })],
  ['the policy', (services) => provisionIamPolicy(services, { appName: APP, userArn: USER_ARN })],
  [
    'the role',
    (services) => provisionIamRole(services, { appName: APP, userArn: USER_ARN, policyArn: POLICY_ARN }),
  ],
  ['the inline policy', (services) => attachStsPolicy(services, { userArn: USER_ARN, roleArn: ROLE_ARN })],
  ['a wait for a person', wait('register-application')],
  ['a second wait', wait('self-authorize')],
  ['the registration', register],
  ['the end', finish],
  ['the end of its execution', end],
  ['the middle of a key rotation', rotateKey],
  ['the middle of a secret rotation', rotateSecret],
];

/** After which step a creation stopped. */
export const STATES = STEPS.map(([name], i) => [name, i] as const);

/** Brings the services to where a creation stands after a step. */
export async function createUntil(services: FakeServices, last = STEPS.length - 1): Promise<void> {
  for (const [, step] of STEPS.slice(0, last + 1)) await step(services);
}

/** What another application, and other people, have in the same account. */
export async function addOthers(services: FakeServices): Promise<void> {
  services.runningExecutions.add(`${EXECUTION}-other`, JSON.stringify({ appName: 'acme-other' }));
  services.runningExecutions.add(`${EXECUTION}-odd`, '"no object"');
  services.subscriptions.add('arn:others', JSON.stringify({ appName: ['acme-other'] }));
  services.subscriptions.add('arn:both', JSON.stringify({ appName: [APP, 'acme-other'] }));
  services.subscriptions.add('arn:all');
  await provisionIamUser(services, { appName: 'acme-other' });
  services.parameters.seed('acme-other', {
    '/sp-api/acme-other/config': '{}',
    [`${PATHS.root}-2/config`]: '{}',
  });
  const other = { ...aTask('self-authorize'), appName: 'acme-other' };
  await createTaskLink(services, other, { pageUrl: services.pageUrl, validSeconds: 60 });
}

export const OWNER = { appName: APP, adopted: [] };

/** An application in the middle of everything. */
export async function created(): Promise<FakeServices> {
  const services = fakeServices();
  await createUntil(services);
  return services;
}

/** A removal that was confirmed and has made the keys inactive. */
export async function deactivated(graceSeconds = 3600): Promise<FakeServices> {
  const services = await created();
  const { removed } = await list(services);
  await beginRemoval(services, { ...OWNER, removed }, removalContext);
  await deactivateAccessKeys(services, { ...OWNER, graceSeconds });
  return services;
}
