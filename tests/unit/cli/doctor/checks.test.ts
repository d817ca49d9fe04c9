import { describe, expect, it } from '@jest/globals';
import { AwsDenied } from '#shared/errors/refused.ts';
import type { Deployed } from '../../../../cli/doctor/deployed.ts';
import { examine } from '../../../../cli/doctor/examine.ts';
import type { Finding } from '../../../../cli/doctor/finding.ts';
import type { Alarm, DoctorServices, Subscription } from '../../../../cli/doctor/services.ts';
import {
  deployed,
  fakeDoctorServices,
  KEY_POLICY,
  PAGES,
  STACK,
  SUBJECT,
  TOPIC,
  webAnswer,
} from '../../../support/fakes/doctor-services.ts';

async function examined(change: Partial<DoctorServices> = {}): Promise<Finding[]> {
  const found: Finding[] = [];
  for await (const finding of examine(fakeDoctorServices(change), SUBJECT)) found.push(finding);
  return found;
}

/** What is not in order, as `level check: what`. */
const wrong = async (change: Partial<DoctorServices>) =>
  (await examined(change))
    .filter(({ level }) => level !== 'ok')
    .map(({ level, check, what }) => `${level} ${check}: ${what}`);

const remedies = async (change: Partial<DoctorServices>) =>
  (await examined(change)).flatMap(({ todo }) => (todo ? [todo] : []));

const stack = (change: Partial<Deployed>) => ({ findStack: async () => deployed(change) });
const without = (type: string) => deployed().resources.filter((resource) => resource.type !== type);

it('everything is in order after a deployment with a confirmed subscription, and each check says so', async () => {
  const found = await examined();

  expect(found.map(({ level, check }) => `${level} ${check}`)).toEqual(
    [
      ...['caller', 'clock', 'concurrency', 'stack', 'version', 'subscription'],
      ...['schedule', 'schedule', 'schedule', 'page', 'alarms', 'key', 'boundary', 'functions', 'rights'],
    ].map((check) => `ok ${check}`),
  );
});

describe('the stack', () => {
  it.each([
    ['is not there', undefined, `problem stack: There is no stack ${STACK} in eu-west-1.`],
    ['could not be made', { status: 'ROLLBACK_COMPLETE' }, `problem stack: ${STACK} is ROLLBACK_COMPLETE.`],
    ['could not be deleted', { status: 'DELETE_FAILED' }, `problem stack: ${STACK} is DELETE_FAILED.`],
    [
      'could not be updated',
      { status: 'UPDATE_ROLLBACK_COMPLETE' },
      `warning stack: ${STACK} is UPDATE_ROLLBACK_COMPLETE: the last deployment failed, and the one before it is active.`,
    ],
    [
      'is being updated',
      { status: 'UPDATE_IN_PROGRESS' },
      `warning stack: ${STACK} is UPDATE_IN_PROGRESS: it is being changed.`,
    ],
    [
      'has another version',
      { outputs: { ...deployed().outputs, Version: '1.0.0' } },
      'problem version: The stack has version 1.0.0, this command line has 1.2.3.',
    ],
    [
      'is older than versions',
      { outputs: { ...deployed().outputs, Version: undefined } },
      'problem version: The stack has a version older than this check, this command line has 1.2.3.',
    ],
  ])('that %s is named', async (_, change, expected) => {
    const findStack = async () => change && deployed(change);

    expect(await wrong({ findStack })).toEqual([expected]);
  });
});

describe('a subscription', () => {
  const one = (change: Partial<Subscription>): Subscription => ({
    ...{ protocol: 'email', endpoint: 'ops@example.com', state: 'confirmed', filtered: false },
    ...change,
  });
  const nobody = 'problem subscription: Nobody receives the messages';

  it.each<[string, Subscription[], string]>([
    ['is missing', [], `${nobody}: the topic has no subscription.`],
    ['was deleted', [one({ state: 'deleted' })], `${nobody}: the topic has no subscription.`],
    [
      'is pending',
      [one({ state: 'pending' })],
      `${nobody}: email ops@example.com has not confirmed the subscription.`,
    ],
    [
      'is pending beside a filtered one',
      [one({ state: 'pending' }), one({ endpoint: 'acme@example.com', filtered: true })],
      `${nobody} of all applications: email ops@example.com has not confirmed the subscription.`,
    ],
    [
      'is pending beside one that receives everything',
      [one({ state: 'pending', endpoint: 'late@example.com' }), one({})],
      'warning subscription: email late@example.com receives nothing: not confirmed.',
    ],
    [
      'has a filter',
      [one({ filtered: true })],
      'warning subscription: The topic has 1 confirmed subscription, each for the messages of some applications. Nobody receives those of other applications.',
    ],
  ])('that %s is named', async (_, all, expected) => {
    expect(await wrong({ subscriptions: async () => all })).toEqual([expected]);
  });

  it('that is missing has a command that makes it', async () => {
    expect(await remedies({ subscriptions: async () => [] })).toEqual([
      `Subscribe an address, then open the link in the e-mail: aws sns subscribe --topic-arn ${TOPIC} --protocol email --notification-endpoint you@example.com --region eu-west-1`,
    ]);
  });
});

describe('a rule', () => {
  it.each([
    ['check', 'The credentials are not checked, so nobody learns when one expires'],
    ['ended', 'Executions that end unexpectedly are not reported'],
    ['links', 'No links to the health page are sent'],
  ])('%s that is off is named with what is missing without it', async (rule, without) => {
    const ruleState = async (name: string) => (name.endsWith(rule) ? 'DISABLED' : 'ENABLED');

    expect(await wrong({ ruleState })).toEqual([
      `problem schedule: ${without}: the rule ${STACK}-${rule} is off.`,
    ]);
    expect(await remedies({ ruleState })).toEqual([
      `Turn it on: aws events enable-rule --name ${STACK}-${rule} --region eu-west-1`,
    ]);
  });

  it('that was deleted is named', async () => {
    const ruleState = async (name: string) => (name.endsWith('check') ? undefined : 'ENABLED');

    expect(await wrong({ ruleState })).toEqual([
      `problem schedule: The credentials are not checked, so nobody learns when one expires: the rule ${STACK}-check was deleted.`,
    ]);
  });
});

describe('the pages', () => {
  const answering = (answer: ReturnType<typeof webAnswer> | undefined) => ({
    fetch: async () => answer,
  });

  it.each([
    ['do not answer', undefined, ''],
    [
      'are forbidden',
      webAnswer(403, {}, '{"Message":"Forbidden"}'),
      ': 403 {"Message":"Forbidden"}. AWS refuses public access.',
    ],
    ['are throttled', webAnswer(429), ': 429. AWS has no free concurrency for the function.'],
    ['fail', webAnswer(502, {}, 'Internal Server Error'), ': 502 Internal Server Error'],
    ['are not ours', webAnswer(404, {}, '{"message":"Not Found"}'), ': 404 {"message":"Not Found"}'],
    ['are of a proxy', webAnswer(200, { 'content-type': 'text/html' }, 'Sign in'), ': 200 Sign in'],
  ])('that %s are named', async (_, answer, said) => {
    expect(await wrong(answering(answer))).toEqual([
      `problem page: The pages do not answer at ${PAGES}${said}`,
    ]);
  });

  it('may be off', async () => {
    const found = await examined({
      ...stack({ resources: without('AWS::Lambda::Url') }),
      ...answering(undefined),
    });

    expect(found.filter(({ check }) => check === 'page')).toEqual([
      {
        check: 'page',
        level: 'ok',
        what: 'The pages are off (--param pages=off): people answer with "spapi task".',
      },
    ]);
  });
});

describe('an alarm', () => {
  const changed = (change: Partial<Alarm>) => ({
    alarms: async (names: string[]) =>
      names.map((name) => ({
        ...{ name, actionsEnabled: true, actions: [TOPIC] },
        ...(name.endsWith('expiry') ? change : {}),
      })),
  });

  it.each([
    [
      'without an action',
      { actions: [] },
      `These alarms have no action, so they tell nobody: ${STACK}-expiry`,
    ],
    [
      'whose actions are off',
      { actionsEnabled: false },
      `The actions of these alarms are off, so they tell nobody: ${STACK}-expiry`,
    ],
  ])('%s is named', async (_, change, expected) => {
    expect(await wrong(changed(change))).toEqual([`problem alarms: ${expected}`]);
  });

  it('that was deleted is named', async () => {
    const alarms = async ([first = '']: string[]) => [
      { name: first, actionsEnabled: true, actions: [TOPIC] },
    ];

    expect(await wrong({ alarms })).toEqual([`problem alarms: Deleted: ${STACK}-expiry.`]);
  });

  it('may tell something else than the topic', async () => {
    expect(await wrong(changed({ actions: ['arn:aws:sns:eu-west-1:111122223333:pager'] }))).toEqual([]);
  });
});

describe('the key', () => {
  it.each([
    ['Disabled', 'Turn it on: aws kms enable-key'],
    ['PendingDeletion', 'Keep it: aws kms cancel-key-deletion'],
    ['Unavailable', 'Turn it on: aws kms enable-key'],
  ])('that is %s is named', async (state, todo) => {
    const findKey = async () => ({ arn: 'arn:key', state });

    expect(await wrong({ findKey })).toEqual([
      `problem key: The KMS key arn:key is ${state}. What is encrypted with it cannot be read, and new client secrets cannot arrive.`,
    ]);
    expect((await remedies({ findKey }))[0]).toContain(todo);
  });

  it('that does not exist is named', async () => {
    expect(await wrong({ findKey: async () => undefined })).toEqual([
      `problem key: The KMS key ${fakeKey} does not exist. New client secrets cannot arrive.`,
    ]);
  });

  it('whose policy keeps Amazon out is named', async () => {
    const [root] = KEY_POLICY.Statement;
    const keyPolicy = async () => ({ ...KEY_POLICY, Statement: root ? [root] : [] });

    expect(await wrong({ keyPolicy })).toEqual([
      `problem key: The policy of the KMS key ${fakeKey} does not allow kms:GenerateDataKey, kms:Decrypt to arn:aws:iam::437568002678:root, needed for new client secrets from Amazon.`,
    ]);
  });

  it('of the deployer must let in logs and alarms too', async () => {
    const found = await wrong(stack({ resources: without('AWS::KMS::Key') }));

    expect(found.map((text) => text.match(/to (\S+), needed/)?.[1])).toEqual([
      'logs.eu-west-1.amazonaws.com',
      'cloudwatch.amazonaws.com',
    ]);
  });
});

const fakeKey = 'arn:aws:kms:eu-west-1:111122223333:key/own';

describe('the clock of this machine', () => {
  const off = (seconds: number) => ({
    awsTime: async () => new Date(fakeDoctorServices().clock.now().getTime() - seconds * 1000),
  });

  it.each([
    [
      600,
      'problem clock: The clock of this machine is 600 seconds ahead of AWS. AWS and Amazon refuse signatures with such times.',
    ],
    [
      -300,
      'problem clock: The clock of this machine is 300 seconds behind AWS. AWS and Amazon refuse signatures with such times.',
    ],
    [60, 'warning clock: The clock of this machine is 60 seconds ahead of AWS.'],
  ])('that is off by %i seconds is named', async (seconds, expected) => {
    expect(await wrong(off(seconds))).toEqual([expected]);
  });

  it('cannot be compared where the answer of AWS has no time', async () => {
    expect(await wrong({ awsTime: async () => undefined })).toEqual([
      'warning clock: Could not look: the answer of AWS has no time.',
    ]);
  });

  it('may differ by some seconds', async () => {
    expect(await wrong(off(5))).toEqual([]);
  });
});

it.each([10, 15])('an account that may run %i functions at a time is named', async (free) => {
  expect(await wrong({ freeConcurrency: async () => free })).toEqual([
    `problem concurrency: Only ${free} functions of the account can run at a time; this stack runs up to 16. Pages fail and steps are delayed when the limit is reached.`,
  ]);
});

describe('what this identity may not read', () => {
  const denied = (action: string) => () =>
    Promise.reject(new AwsDenied({ what: 'denied', remedy: 'allow it', details: { action } }));

  it('is a warning that names the right, and everything else is looked at', async () => {
    const found = await wrong({
      alarms: denied('cloudwatch:DescribeAlarms'),
      freeConcurrency: denied('lambda:GetAccountSettings'),
      findKey: denied('kms:DescribeKey'),
      ruleState: async () => 'DISABLED',
    });

    expect(found.map((text) => text.slice(0, 70))).toEqual([
      'warning concurrency: Could not look: needs lambda:GetAccountSettings.',
      expect.stringContaining('problem schedule: The credentials are not checked'),
      expect.stringContaining('problem schedule: Executions that end unexpectedly'),
      expect.stringContaining('problem schedule: No links to the health page are sent'),
      'warning alarms: Could not look: needs cloudwatch:DescribeAlarms.',
      'warning key: Could not look: needs kms:DescribeKey.',
    ]);
  });

  it('is all that is said of the stack where its description is denied', async () => {
    expect(await wrong({ findStack: denied('cloudformation:DescribeStacks') })).toEqual([
      'warning stack: Could not look: needs cloudformation:DescribeStacks.',
    ]);
  });
});
