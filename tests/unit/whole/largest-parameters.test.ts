import { describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { asSubject } from '#shared/clients/topic.ts';
import {
  type Application,
  ExecutionInput,
  inputOf,
  MAX_AUTHORIZATIONS,
  MOST_ARN,
  MOST_OPERATION,
  MOST_OPERATIONS,
  MOST_ROLE_NAME,
  MOST_ROLES,
} from '#shared/domain/application.ts';
import { TASK_KINDS, taskName, type WaitingTask } from '#shared/domain/human-task.ts';
import { parameterPaths } from '#shared/domain/parameter-paths.ts';
import { Sensitive } from '#shared/domain/sensitive.ts';
import { SpApiDenied } from '#shared/errors/refused.ts';
import { keepKey, writeRotation } from '#shared/iam/key-rotation.ts';
import { storeKey } from '#shared/iam/stored-access-key.ts';
import { readApplication } from '#shared/tasks/read-application.ts';
import { MAX_REASON_BYTES } from '#shared/tasks/reject-task.ts';
import { createTaskLink } from '#shared/tasks/task-link.ts';
import { recordOutcome } from '#shared/tasks/task-outcome.ts';
import { storeTask } from '#shared/tasks/task-store.ts';
import { takeTurn } from '#shared/tasks/turns.ts';
import { beginRemoval } from '../../../functions/begin-removal/begin-removal.ts';
import { callSellingPartnerApi } from '../../../functions/call-selling-partner-api/call-selling-partner-api.ts';
import { exchangeLwaToken } from '../../../functions/exchange-lwa-token/exchange-lwa-token.ts';
import { planOf } from '../../../functions/list-resources/plan.ts';
import { notifyFailure } from '../../../functions/notify-failure/notify-failure.ts';
import { recordHealth } from '../../../functions/record-health/record-health.ts';
import { recordResults } from '../../../functions/record-results/record-results.ts';
import { reportRemoval } from '../../../functions/report-removal/report-removal.ts';
import { selectSellingAccount } from '../../../functions/select-selling-account/select-selling-account.ts';
import { subscribeAddress } from '../../../functions/subscribe-address/subscribe-address.ts';
import { packVerification } from '../../../functions/verify-policies/pack-verification.ts';
import { thrown } from '../../support/failures.ts';
import { FAKE_CLIENT_ID, FAKE_CLIENT_SECRET, FAKE_REFRESH_TOKEN } from '../../support/fakes/lwa.ts';
import { type FakeServices, fakeServices } from '../../support/fakes/services.ts';
import { participation } from '../../support/fakes/sp-api.ts';
import { errorOf } from '../../support/subjects.ts';

/** What a standard parameter holds. Source: docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html */
const MOST_BYTES = 4096;

/** Source: docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const MOST_MESSAGE = 262_144;

const APP = 'a'.repeat(40);
const AT = '2027-01-01T00:00:00.123Z';
const ACCOUNT = '111122223333';
const EXECUTION = `arn:aws:states:ap-southeast-1:${ACCOUNT}:execution:${'m'.repeat(80)}:${'e'.repeat(80)}`;
const WHO = `the command line (arn:aws:sts::${ACCOUNT}:assumed-role/${'r'.repeat(64)}/${'s'.repeat(64)})`;
const context = { execution: EXECUTION, executionName: 'e'.repeat(80), state: 'AnyState' };
const filledTo = (length: number, start: string) => start.padEnd(length, 'x');
const arn = (kind: string) => filledTo(MOST_ARN, `arn:aws:iam::${ACCOUNT}:${kind}/`);
const arns = { userArn: arn('user'), roleArn: arn('role'), policyArn: arn('policy') };
/** Whatever somebody says: long, of several bytes a letter, with characters that JSON escapes. */
const SAID = '"販\n\\é🙂'.repeat(2_000);

const accountsOf = (sellingPartner: 'seller' | 'vendor') =>
  Array.from({ length: MAX_AUTHORIZATIONS }, (_, i) => ({
    name: filledTo(40, `${sellingPartner}${i}-`),
    marketplace: 'US',
    sellingPartner,
  }));
/** The first account is that of the developer profile, and has no name of its own. */
const [, ...others] = [...accountsOf('seller'), ...accountsOf('vendor')];

/** Everything that a person may type, at its longest; it is parsed as an input is. */
const INPUT = z.parse(ExecutionInput, {
  appName: APP,
  marketplace: 'US',
  iam: { mode: 'adopt', ...arns },
  authorizations: others,
  roles: Array.from({ length: MOST_ROLES }, (_, i) => filledTo(MOST_ROLE_NAME, `${i} `)),
  operations: Array.from({ length: MOST_OPERATIONS }, () =>
    filledTo(MOST_OPERATION, 'GET /orders/v0/orders/'),
  ),
  notificationEmail: `${'a'.repeat(64)}@${`${'b'.repeat(61)}.`.repeat(3)}com`,
  waitSeconds: { dataAccess: 31_536_000, registration: 31_536_000, authorization: 31_536_000 },
  reminderSeconds: Array.from({ length: 20 }, (_, i) => 31_535_900 + i),
});

async function largest() {
  const services = fakeServices();
  services.parameters.paths = parameterPaths({ namespace: 'n'.repeat(23) });
  // What is deleted on the way is looked at as well.
  services.parameters.delete = async () => undefined;
  const { parameters } = services;
  const paths = parameters.paths.of(APP);
  const selected = await selectSellingAccount(services, INPUT, context);
  const { application } = selected;
  const accounts = application.authorizations;
  await parameters.put(APP, paths.lwa.clientId, FAKE_CLIENT_ID);
  await parameters.put(APP, paths.lwa.clientSecret, new Sensitive(FAKE_CLIENT_SECRET));
  for (const authorization of accounts) await answerSteps(services, authorization);
  await storeSecrets(services);
  const tasks = await storeTasks(services, application);
  await recordResults(services, { application, iam: arns, authorizations: accounts.map(verified) }, context);
  await recordHealth(services, healthInput(application, tasks));
  await parameters.put(APP, paths.iam.verification, packVerification(VERIFICATION));
  await fail(services, application);
  services.subscriptions.addAddress(INPUT.notificationEmail ?? '', '{"team":["a"]}');
  const topicArn = `arn:aws:sns:ap-southeast-1:${ACCOUNT}:${'t'.repeat(256)}`;
  await subscribeAddress(
    { ...services, topicArn },
    { appName: APP, address: INPUT.notificationEmail ?? '' },
    context,
  );
  const names = Object.keys(parameters.all());
  await remove(services, names);
  return { services, selected };
}
type Selected = Awaited<ReturnType<typeof selectSellingAccount>>['application'];
type Account = Selected['authorizations'][number];

/** What people bring, at the longest that is taken, and what the rotations keep. */
async function storeSecrets(services: FakeServices): Promise<void> {
  const { parameters } = services;
  const paths = parameters.paths.of(APP);
  const secret = new Sensitive('s'.repeat(500));
  const key = { accessKeyId: 'A'.repeat(128), secretAccessKey: new Sensitive('k'.repeat(128)) };
  await storeKey(services, APP, key);
  for (const which of ['pending', 'previous'] as const) await keepKey(services, APP, which, key);
  await writeRotation(services, APP, { oldAccessKeyId: key.accessKeyId, startedAt: AT, inactiveSince: AT });
  const { iam, lwa } = paths;
  for (const [name, value] of Object.entries({ ...arns }))
    await parameters.put(APP, iam[name as 'userArn'], value);
  for (const name of [lwa.clientSecret, lwa.previousClientSecret]) await parameters.put(APP, name, secret);
  for (const name of [lwa.clientId, lwa.applicationId]) await parameters.put(APP, name, 'i'.repeat(500));
  const dates = {
    createdAt: AT,
    expiresAt: AT,
    previousExpiresAt: AT,
    takenAt: AT,
    arriving: AT,
    replacing: AT,
    dated: 'amazon',
    unsure: true,
  };
  await parameters.put(APP, lwa.secretDates, JSON.stringify({ ...dates, notificationId: '"'.repeat(300) }));
  await parameters.put(APP, lwa.rotation, JSON.stringify({ requestedAt: AT, until: AT, confirmedAt: AT }));
  for (const turn of ['secret-request', 'client-secret', 'task-self-authorize-us'] as const)
    await takeTurn(services, {
      appName: APP,
      turn,
      holder: `${WHO} ${EXECUTION}`,
      call: 'c'.repeat(36),
      untilMs: 1,
    });
  await parameters.put(APP, paths.developerProfile, 'approved');
  await parameters.put(
    APP,
    iam.assumeRoleTest,
    JSON.stringify({ ...arns, testedAt: AT, credentialsExpireAt: AT }),
  );
}

/** Steps 7 and 8, and then the longest token that is taken. */
async function answerSteps(services: FakeServices, authorization: Account): Promise<void> {
  const { parameters, spApi } = services;
  const { refreshToken } = parameters.paths.of(APP).authorization(authorization.name);
  await parameters.put(APP, refreshToken, new Sensitive(FAKE_REFRESH_TOKEN));
  const ids = Array.from({ length: 300 }, (_, i) =>
    participation(`${SAID.slice(0, 40)}${i}`, SAID, true, true),
  );
  const own = participation(authorization.marketplaceId, 'Amazon.com');
  spApi.answer('getMarketplaceParticipations', { payload: [own, ...ids] });
  const input = { appName: APP, sandbox: true, authorization };
  await exchangeLwaToken(services, input);
  await callSellingPartnerApi(services, { ...input, iam: {} });
  await parameters.put(APP, refreshToken, new Sensitive('Atzr|'.padEnd(2048, 'x')));
}

const verified = ({ name, region, sellingPartner }: Account) => ({
  name,
  region,
  operation: sellingPartner === 'seller' ? 'getMarketplaceParticipations' : 'getPurchaseOrders',
  verifiedAt: AT,
  warnings: [],
});

/** Every task with the longest token that Step Functions makes, and its outcome. */
async function storeTasks(services: FakeServices, application: Selected): Promise<WaitingTask[]> {
  const { root } = services.parameters.paths.of(APP);
  const found = { appName: APP, root, application, graceSeconds: 7_776_000, iam: LISTED };
  const parameters = Array.from({ length: 300 }, (_, i) => ({
    path: '',
    name: `tasks/self-authorize-${filledTo(40, `${i}`)}`,
    secret: true,
  }));
  const about = { appName: APP, marketplace: 'US', sellingPartner: 'seller' as const, sandbox: false };
  const tasks = TASK_KINDS.flatMap((kind): WaitingTask[] => {
    const task = {
      ...{ ...about, kind, token: 't'.repeat(2048), execution: EXECUTION, requestedAt: AT, expiresAt: AT },
      ...{ reason: SAID, rejections: 1000, roleArn: arns.roleArn },
      queue: { arn: `arn:aws:sqs:ap-southeast-1:${ACCOUNT}:${'q'.repeat(80)}`, since: AT, secretEnds: AT },
      ...(kind === 'confirm-removal' && { removal: planOf({ ...found, parameters }) }),
    };
    return kind === 'self-authorize'
      ? application.authorizations.map((authorization) => ({ ...task, authorization }))
      : [task];
  });
  for (const task of tasks) {
    await storeTask(services, task);
    await createTaskLink(services, task, { pageUrl: 'https://pages.example/', validSeconds: 31_536_000 });
    const reason = 'é'.repeat(MAX_REASON_BYTES / 2);
    const names = Array(3).fill(services.parameters.paths.of(APP).authorization('n'.repeat(40)).refreshToken);
    const output = { status: 'rejected' as const, parameters: names, rejections: 1000, reason };
    await recordOutcome(services, task, 'given-up', { by: WHO, output, mark: 'm'.repeat(64) });
  }
  return tasks;
}
const LISTED = {
  ours: [...Object.values(arns), 'A'.repeat(128), 'A'.repeat(128)],
  deletes: Object.values(arns).map((one) => `the IAM user ${one} with its access keys ${'A'.repeat(128)}`),
  keeps: [...Object.values(arns), ...Object.values(arns)].map((one) => `${one}: adopted, not made here`),
};

const VERIFICATION = {
  verifiedAt: AT,
  warnings: Array.from({ length: 200 }, () => SAID.slice(0, 400)),
  simulations: {
    assumeRole: { decision: 'implicitDeny' as const, missingKeys: Array(500).fill('aws:PrincipalTag/Long') },
    invoke: { 'us-east-1': { decision: 'allowed' as const, missingKeys: Array(500).fill('aws:SourceVpc') } },
  },
};

/** Everything fails, with the longest words, and everything waits. */
function healthInput({ authorizations }: Selected, tasks: WaitingTask[]) {
  const failure = {
    CallSellingPartnerApi: thrown('AuthorizationOfAnotherApplication', `${SAID}\nWhat to do: ${SAID}`),
  };
  const names = ['client secret', ...authorizations.map(({ name }) => `authorization ${name}`)];
  return {
    ...{ appName: APP, credentialsMark: '', keyRotationSince: '', diagnoses: [] },
    failure: { VerifyPolicies: failure.CallSellingPartnerApi, TestAssumeRole: failure.CallSellingPartnerApi },
    // Each ends in a day, so people are told of each, which is kept too.
    expiries: names.map((name) => ({ name, at: '2027-01-02T00:00:00.123Z' })),
    accessKeys: [{ createdAt: AT, ours: false }],
    waiting: tasks.map((task) => ({ task: taskName(task), askedAt: AT })),
    accounts: authorizations,
    authorizations: authorizations.map(({ name }) => ({ name, failure })),
  };
}

async function fail(services: FakeServices, application: Selected): Promise<void> {
  const { message: errorMessage } = new SpApiDenied({ what: SAID, remedy: SAID });
  const caught = { Error: 'E'.repeat(256), Cause: JSON.stringify({ errorMessage }) };
  const state = { application, failure: { CallSellingPartnerApi: caught } };
  const execution = { Input: { appName: APP }, RedriveCount: 0 };
  await errorOf(notifyFailure(services, { state, failedExecution: execution, execution }, context));
}

async function remove(services: FakeServices, names: string[]): Promise<void> {
  const removed = { iam: LISTED.ours, parameters: names.map((name) => name.split('/').slice(3).join('/')) };
  const adopted = [...Object.values(arns), ...Object.values(arns).map((one) => one.replace(/x$/, 'y'))];
  await beginRemoval(services, { appName: APP, adopted, removed }, context);
  await reportRemoval(services, { appName: APP }, context);
}

/** Names of all parameters that an application can have, of one account and one task. */
function leaves(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'function') return leaves((value as (name: string) => unknown)('*'));
  return Object.values(value as object).flatMap(leaves);
}
const patternOf = (leaf: string) => new RegExp(`^${leaf.replaceAll('*', '[^/]+')}$`);

describe('the largest application', () => {
  it('has every parameter that there is, and each fits', async () => {
    const { services } = await largest();
    const stored = services.parameters.all();
    const { root, tasks, ...paths } = services.parameters.paths.of(APP);
    const { removals, links } = services.parameters.paths;
    const all = [...leaves(paths), ...[removals.open(APP), removals.removed(APP), links.link('*')]];

    const missing = all.filter((leaf) => !Object.keys(stored).some((name) => patternOf(leaf).test(name)));
    const sizes = Object.entries(stored).map(
      ([name, { value }]) => [name, Buffer.byteLength(value)] as const,
    );

    expect(missing).toEqual([]);
    expect(sizes.filter(([, bytes]) => bytes > MOST_BYTES)).toEqual([]);
  });

  it('leaves the state machine room, and SNS takes each of its messages', async () => {
    const { services, selected } = await largest();
    const bytes = services.topic.messages.map(({ body }) => Buffer.byteLength(body));
    const subjects = services.topic.messages.map(({ subject }) => asSubject(subject));

    // 20 accounts have it beside their failures, which take the rest.
    expect(Buffer.byteLength(JSON.stringify(selected))).toBeLessThan(40_000);
    expect(bytes.length).toBeGreaterThan(10);
    expect(Math.max(...bytes)).toBeLessThan(MOST_MESSAGE);
    expect(subjects.filter((subject) => !/^[ -~]{1,99}$/.test(subject))).toEqual([]);
  });

  it('is started again with the same input', async () => {
    const { services } = await largest();
    const application = await readApplication(services, APP);

    const again = z.parse(ExecutionInput, inputOf(application as Application));

    expect(again).toEqual(INPUT);
  });
});
