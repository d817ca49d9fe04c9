import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createDeadLetters } from '#shared/clients/dead-letters.ts';
import { createExecutionHistory } from '#shared/clients/execution-history.ts';
import { createExecutions } from '#shared/clients/executions.ts';
import { createIamClient } from '#shared/clients/iam-call.ts';
import { createIamInspector } from '#shared/clients/iam-inspector.ts';
import { createIamPolicies } from '#shared/clients/iam-policies.ts';
import { createIamRoles } from '#shared/clients/iam-roles.ts';
import { createIamUserPolicies } from '#shared/clients/iam-user-policies.ts';
import { createIamUsers } from '#shared/clients/iam-users.ts';
import { createParameterStore } from '#shared/clients/parameter-store.ts';
import { createPrivateFunction } from '#shared/clients/private-function.ts';
import { createRunningExecutions } from '#shared/clients/running-executions.ts';
import { createSts } from '#shared/clients/sts.ts';
import { createSubscriptions } from '#shared/clients/subscriptions.ts';
import { createTaskTokens } from '#shared/clients/task-tokens.ts';
import { createTopic } from '#shared/clients/topic.ts';
import { sellingPartnerPolicy, trustPolicy } from '#shared/domain/iam-documents.ts';
import { Sensitive } from '#shared/domain/sensitive.ts';
import { UnexpectedReply } from '#shared/errors/broken.ts';
import { INSTALLATION } from '../../support/installation.ts';
import {
  jsonCall,
  jsonError,
  queryCall,
  queryError,
  queryReply,
  stubConfig,
} from '../../support/stub-aws.ts';
import { type Answer, type Stub, startStub } from '../../support/stub-server.ts';
import {
  EXECUTION,
  errorOf,
  POLICY_ARN,
  ROLE_ARN,
  ROLE_NAME,
  USER_ARN,
  USER_NAME,
} from '../../support/subjects.ts';

const TOPIC = 'arn:aws:sns:us-east-1:111122223333:topic';
const SUBSCRIPTION = `${TOPIC}:b`;
const MACHINE = 'arn:aws:states:us-east-1:111122223333:stateMachine:rotate-client-secret';
const QUEUE = 'https://sqs.us-east-1.amazonaws.com/111122223333/dead';
const NAME = '/sp-api/acme/status';
const SECRET = new Sensitive('FAKE_SECRET');
const KEY = { accessKeyId: 'AKIAFAKE', secretAccessKey: SECRET };
const NEW = { path: '/sp-api/', description: 'd', tags: { app: 'acme' }, boundaryArn: POLICY_ARN };
const MESSAGE = { appName: 'acme', subject: 's', body: 'b' };
const SIMULATION = {
  principalArn: USER_ARN,
  action: 'sts:AssumeRole',
  resourceArn: ROLE_ARN,
  region: 'eu-west-1',
  at: new Date('2027-01-01T00:00:00Z'),
};

function clientsOf(stub: Stub) {
  const config = stubConfig(stub);
  const iam = createIamClient(config);
  return {
    users: createIamUsers(config),
    roles: createIamRoles(iam),
    policies: createIamPolicies(iam),
    userPolicies: createIamUserPolicies(iam),
    inspector: createIamInspector(iam),
    sts: createSts(config),
    topic: createTopic(TOPIC, { stage: 'dev' }, config),
    subscriptions: createSubscriptions(TOPIC, config),
    parameters: createParameterStore({ ...config, installation: INSTALLATION }),
    history: createExecutionHistory(config),
    executions: createExecutions(MACHINE, config),
    running: createRunningExecutions(config),
    taskTokens: createTaskTokens(config),
    deadLetters: createDeadLetters(QUEUE, config),
    privateFunction: createPrivateFunction('handle-task', config),
  };
}
type Clients = ReturnType<typeof clientsOf>;

/** A method, on what it makes the call that AWS refuses, and what was answered before. */
type Row = [method: string, on: string, run: (clients: Clients) => Promise<unknown>, before?: Answer[]];

const TRUST = trustPolicy(USER_ARN);
const POLICY = sellingPartnerPolicy();
const NAMES_OF_POLICIES = queryReply('ListUserPolicies', '<PolicyNames><member>p</member></PolicyNames>');
const FOUND_POLICY = queryReply('GetPolicy', '<Policy><DefaultVersionId>v3</DefaultVersionId></Policy>');

/** AWS's words are repeated. */
const QUOTED: Row[] = [
  ['users.find', USER_NAME, ({ users }) => users.find(USER_NAME)],
  ['users.create', USER_NAME, ({ users }) => users.create({ userName: USER_NAME, ...NEW })],
  ['users.tag', USER_NAME, ({ users }) => users.tag(USER_NAME, NEW.tags)],
  ['users.setBoundary', USER_NAME, ({ users }) => users.setBoundary(USER_NAME, POLICY_ARN)],
  ['users.listAccessKeys', USER_NAME, ({ users }) => users.listAccessKeys(USER_NAME)],
  ['users.wasUsed', 'AKIAFAKE', ({ users }) => users.wasUsed('AKIAFAKE')],
  [
    'users.setAccessKeyActive',
    'AKIAFAKE',
    ({ users }) => users.setAccessKeyActive(USER_NAME, 'AKIAFAKE', false),
  ],
  ['users.deleteAccessKey', 'AKIAFAKE', ({ users }) => users.deleteAccessKey(USER_NAME, 'AKIAFAKE')],
  ['users.listGroups', USER_NAME, ({ users }) => users.listGroups(USER_NAME)],
  ['users.delete', USER_NAME, ({ users }) => users.delete(USER_NAME)],
  ['roles.find', ROLE_NAME, ({ roles }) => roles.find(ROLE_NAME)],
  ['roles.create', ROLE_NAME, ({ roles }) => roles.create({ roleName: ROLE_NAME, trust: TRUST, ...NEW })],
  ['roles.tag', ROLE_NAME, ({ roles }) => roles.tag(ROLE_NAME, NEW.tags)],
  ['roles.updateTrust', ROLE_NAME, ({ roles }) => roles.updateTrust(ROLE_NAME, TRUST)],
  ['roles.setBoundary', ROLE_NAME, ({ roles }) => roles.setBoundary(ROLE_NAME, POLICY_ARN)],
  ['roles.listAttachedPolicyArns', ROLE_NAME, ({ roles }) => roles.listAttachedPolicyArns(ROLE_NAME)],
  ['roles.attachPolicy', ROLE_NAME, ({ roles }) => roles.attachPolicy(ROLE_NAME, POLICY_ARN)],
  ['roles.listInlinePolicies', ROLE_NAME, ({ roles }) => roles.listInlinePolicies(ROLE_NAME)],
  ['roles.detachPolicy', ROLE_NAME, ({ roles }) => roles.detachPolicy(ROLE_NAME, POLICY_ARN)],
  ['roles.delete', ROLE_NAME, ({ roles }) => roles.delete(ROLE_NAME)],
  ['policies.find', POLICY_ARN, ({ policies }) => policies.find(POLICY_ARN)],
  ['policies.create', 'p', ({ policies }) => policies.create({ policyName: 'p', document: POLICY, ...NEW })],
  ['policies.tag', POLICY_ARN, ({ policies }) => policies.tag(POLICY_ARN, NEW.tags)],
  ['policies.documentOf', POLICY_ARN, ({ policies }) => policies.documentOf(POLICY_ARN, 'v1')],
  ['policies.listVersions', POLICY_ARN, ({ policies }) => policies.listVersions(POLICY_ARN)],
  [
    'policies.createDefaultVersion',
    POLICY_ARN,
    ({ policies }) => policies.createDefaultVersion(POLICY_ARN, POLICY),
  ],
  ['policies.deleteVersion', POLICY_ARN, ({ policies }) => policies.deleteVersion(POLICY_ARN, 'v1')],
  ['policies.listEntities', POLICY_ARN, ({ policies }) => policies.listEntities(POLICY_ARN)],
  ['policies.delete', POLICY_ARN, ({ policies }) => policies.delete(POLICY_ARN)],
  ['userPolicies.find', USER_NAME, ({ userPolicies }) => userPolicies.find(USER_NAME, 'p')],
  ['userPolicies.put', USER_NAME, ({ userPolicies }) => userPolicies.put(USER_NAME, 'p', POLICY)],
  ['userPolicies.list', USER_NAME, ({ userPolicies }) => userPolicies.list(USER_NAME)],
  ['userPolicies.listAttached', USER_NAME, ({ userPolicies }) => userPolicies.listAttached(USER_NAME)],
  ['userPolicies.delete', USER_NAME, ({ userPolicies }) => userPolicies.delete(USER_NAME, 'p')],
  ['inspector.userPolicies', USER_NAME, ({ inspector }) => inspector.userPolicies(USER_NAME)],
  [
    'inspector.userPolicies',
    USER_NAME,
    ({ inspector }) => inspector.userPolicies(USER_NAME),
    [NAMES_OF_POLICIES],
  ],
  [
    'inspector.policiesAttachedToUser',
    USER_NAME,
    ({ inspector }) => inspector.policiesAttachedToUser(USER_NAME),
  ],
  ['inspector.trustOf', ROLE_NAME, ({ inspector }) => inspector.trustOf(ROLE_NAME)],
  ['inspector.rolePolicyNames', ROLE_NAME, ({ inspector }) => inspector.rolePolicyNames(ROLE_NAME)],
  ['inspector.rolePolicy', ROLE_NAME, ({ inspector }) => inspector.rolePolicy(ROLE_NAME, 'p')],
  [
    'inspector.policiesAttachedToRole',
    ROLE_NAME,
    ({ inspector }) => inspector.policiesAttachedToRole(ROLE_NAME),
  ],
  ['inspector.policyDocument', POLICY_ARN, ({ inspector }) => inspector.policyDocument(POLICY_ARN)],
  [
    'inspector.policyDocument',
    POLICY_ARN,
    ({ inspector }) => inspector.policyDocument(POLICY_ARN),
    [FOUND_POLICY],
  ],
  ['inspector.simulate', USER_ARN, ({ inspector }) => inspector.simulate(SIMULATION)],
  ['sts.identify', 'AKIAFAKE', ({ sts }) => sts.identify(KEY)],
  ['sts.assumeRole', ROLE_ARN, ({ sts }) => sts.assumeRole(KEY, ROLE_ARN, 's')],
  ['topic.publish', TOPIC, ({ topic }) => topic.publish(MESSAGE)],
  ['subscriptions.listEmail', TOPIC, ({ subscriptions }) => subscriptions.listEmail()],
  ['subscriptions.filterOf', SUBSCRIPTION, ({ subscriptions }) => subscriptions.filterOf(SUBSCRIPTION)],
  ['subscriptions.subscribe', TOPIC, ({ subscriptions }) => subscriptions.subscribe('a@example.com', '{}')],
  [
    'subscriptions.setFilter',
    SUBSCRIPTION,
    ({ subscriptions }) => subscriptions.setFilter(SUBSCRIPTION, '{}'),
  ],
  ['subscriptions.remove', SUBSCRIPTION, ({ subscriptions }) => subscriptions.remove(SUBSCRIPTION)],
  ['parameters.get', `${NAME}, x`, ({ parameters }) => parameters.get([NAME, 'x'])],
  ['parameters.getSecrets', `${NAME}, x`, ({ parameters }) => parameters.getSecrets([NAME, 'x'])],
  ['parameters.getDatedSecrets', `${NAME}, x`, ({ parameters }) => parameters.getDatedSecrets([NAME, 'x'])],
  ['parameters.getDatedSecret', NAME, ({ parameters }) => parameters.getDatedSecret(NAME)],
  ['parameters.getVersion', `${NAME}:3`, ({ parameters }) => parameters.getVersion(NAME, 3)],
  ['parameters.putVersion', NAME, ({ parameters }) => parameters.putVersion('acme', NAME, 'v', 1)],
  ['parameters.put', NAME, ({ parameters }) => parameters.put('acme', NAME, 'v')],
  [
    'parameters.put',
    NAME,
    ({ parameters }) => parameters.put('acme', NAME, 'v'),
    [{ status: 200, body: { Version: 1 } }],
  ],
  ['parameters.delete', `${NAME}, x`, ({ parameters }) => parameters.delete([NAME, 'x'])],
  ['parameters.listSecrets', '/t', ({ parameters }) => parameters.listSecrets('/t')],
  ['parameters.findBelow', '', ({ parameters }) => parameters.findBelow('/t')],
  ['history.newest', EXECUTION, ({ history }) => history.newest(EXECUTION)],
  ['executions.start', MACHINE, ({ executions }) => executions.start('n', {})],
  ['running.list', MACHINE, ({ running }) => running.list(MACHINE)],
  ['running.isRunning', EXECUTION, ({ running }) => running.isRunning(EXECUTION)],
  ['running.inputOf', EXECUTION, ({ running }) => running.inputOf(EXECUTION)],
  ['running.stop', EXECUTION, ({ running }) => running.stop(EXECUTION, 'e', 'c')],
];
/** A secret is sent, so AWS's words are not repeated. */
const SECRETS: Row[] = [
  ['users.createAccessKey', USER_NAME, ({ users }) => users.createAccessKey(USER_NAME)],
  ['parameters.put', NAME, ({ parameters }) => parameters.put('acme', NAME, SECRET)],
  ['taskTokens.succeed', '', ({ taskTokens }) => taskTokens.succeed(SECRET, {})],
  ['taskTokens.fail', '', ({ taskTokens }) => taskTokens.fail(SECRET, 'e', 'c')],
  ['deadLetters.send', QUEUE, ({ deadLetters }) => deadLetters.send('FAKE_SECRET')],
  ['privateFunction.call', 'handle-task', ({ privateFunction }) => privateFunction.call({})],
];

let stub: Stub;
let clients: Clients;
beforeAll(async () => {
  stub = await startStub();
  clients = clientsOf(stub);
});
afterAll(() => stub.stop());

const SERVICES: Record<keyof Clients, string> = {
  users: 'iam',
  roles: 'iam',
  policies: 'iam',
  userPolicies: 'iam',
  inspector: 'iam',
  sts: 'sts',
  topic: 'sns',
  subscriptions: 'sns',
  parameters: 'ssm',
  history: 'states',
  executions: 'states',
  running: 'states',
  taskTokens: 'states',
  deadLetters: 'sqs',
  privateFunction: 'lambda',
};
const serviceOf = (method: string) => SERVICES[method.replace(/\..*/, '') as keyof Clients];
const isQuery = (service: string) => ['iam', 'sts', 'sns'].includes(service);

/** The action that the last request needs. Of Lambda's requests the path names it. */
function actionAsked(service: string): string {
  const last = stub.received.at(-1);
  if (!last) return 'none';
  if (last.url.endsWith('/handle-task/invocations')) return `${service}:InvokeFunction`;
  return `${service}:${(isQuery(service) ? queryCall : jsonCall)(last)[0]}`;
}

it.each([
  ...QUOTED.map(([method, ...row]) => [method, ': said', ...row] as const),
  ...SECRETS.map(([method, ...row]) => [method, '', ...row] as const),
])(
  '%s that AWS refuses names its action, and of what AWS says: %j',
  async (method, said, on, run, before = []) => {
    const service = serviceOf(method);
    stub.answer(...before, isQuery(service) ? queryError(400, 'Odd') : jsonError('Odd'));

    const error = await errorOf(run(clients));

    expect(error).toBeInstanceOf(UnexpectedReply);
    expect(error.what).toBe(`${actionAsked(service)}${on && ` on ${on}`} failed with Odd${said}.`);
  },
);

it('these are all methods of the clients', () => {
  const methods = Object.entries(clients).flatMap(([client, methodsOf]) =>
    Object.entries(methodsOf).flatMap(([name, value]) =>
      typeof value === 'function' ? `${client}.${name}` : [],
    ),
  );

  expect([...new Set([...QUOTED, ...SECRETS].map(([method]) => method))].toSorted()).toEqual(
    methods.toSorted(),
  );
});
