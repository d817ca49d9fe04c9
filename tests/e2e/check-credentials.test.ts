import type { Health } from '#shared/domain/health.ts';
import { Sensitive } from '#shared/domain/sensitive.ts';
import { poll } from '../../local/engine/processes.ts';
import { createExecutions, type ExecutionState } from '../../local/execution/execution.ts';
import { seedApplication } from '../../local/stack/seeded-application.ts';
import { answeringServices, type DeployedStack, sharedStack } from '../support/deployed-stack.ts';
import { inOrder } from '../support/in-order.ts';
import { pathsOf } from '../support/installation.ts';
import { attachServiceControlPolicy, onlyRegion } from '../support/organization.ts';
import { PATIENCE_MS, until } from '../support/patience.ts';

let stack: DeployedStack;

beforeAll(async () => {
  stack = await sharedStack();
});
afterAll(() => stack?.close());

const PLAIN = { marketplace: 'US', iam: { mode: 'none' } };
const DAY_MS = 24 * 60 * 60_000;

/** Runs a check to its end; resolves to what it ended with and the messages it sent. */
async function check(input: object) {
  const stateMachineArn = stack.deployment.outputs.CheckCredentialsArn ?? '';
  const executions = createExecutions({ engine: stack.engine, stateMachineArn });
  await stack.messages();
  const ended: ExecutionState = await executions.untilEnded(
    await executions.start(input, `check-${Date.now()}`),
    { deadlineMs: PATIENCE_MS },
  );
  const messages = await stack.messages();
  return { status: ended.status, output: JSON.parse(ended.output ?? '{}'), messages };
}

async function health(appName: string): Promise<Health> {
  const { health: name } = pathsOf(appName);
  const { [name]: text = 'null' } = await answeringServices(stack).parameters.get([name]);
  return JSON.parse(text);
}

/** So that nobody is asked to register the queue. */
async function secretCameByQueue(appName: string): Promise<void> {
  const { secretDates } = pathsOf(appName).lwa;
  await answeringServices(stack).parameters.put(appName, secretDates, '{"notificationId":"seeded"}');
}

async function clientIdOf(appName: string): Promise<string> {
  const { lwa } = pathsOf(appName);
  const { [lwa.clientId]: clientId = '' } = await answeringServices(stack).parameters.get([lwa.clientId]);
  return clientId;
}

const asksOf = (appName: string) =>
  stack.inbox.all
    .map(({ subject }) => subject)
    .filter((subject) => subject.startsWith(`[${appName}] SelfAuthorize`));

/** How a person was asked again to authorize an application, besides the first time. */
async function askedFor(appName: string): Promise<string[]> {
  await until(() => asksOf(appName).length >= 2, stack.inbox.receive);
  return asksOf(appName).slice(1);
}

/** The messages of the check itself, without those of the machines that it starts. */
const subjects = ({ messages }: { messages: { subject: string }[] }) =>
  messages.map(({ subject }) => subject).filter((subject) => !/ waits for you| failed: /.test(subject));
/** That a creation beside the check is complete is said at any moment. */
const ofTheCheck = (checked: Parameters<typeof subjects>[0]) =>
  subjects(checked).filter((subject) => !subject.includes('] Ready: '));

describe('a check of an application', () => {
  const step = inOrder();

  step('that works with IAM finds nothing and tells nobody', async () => {
    await stack.run({ appName: 'check-iam', marketplace: 'US' }, stack.person('check-iam'));
    await secretCameByQueue('check-iam');

    const checked = await check({ appName: 'check-iam' });

    expect([checked.status, checked.output.checked]).toEqual([
      'SUCCEEDED',
      [{ appName: 'check-iam', state: 'good', told: 0 }],
    ]);
    expect(checked.messages).toEqual([]);
    expect(await health('check-iam')).toMatchObject({ state: 'good', causes: [] });
  });

  step('with an interrupted rotation of its key starts the rotation again, which completes it', async () => {
    const appName = 'check-iam';
    const { iam, keyRotation } = pathsOf(appName);
    const { parameters } = answeringServices(stack);
    const { [iam.accessKeyId]: oldAccessKeyId = '' } = await parameters.get([iam.accessKeyId]);
    const startedAt = new Date().toISOString();
    await parameters.put(appName, keyRotation.record, JSON.stringify({ oldAccessKeyId, startedAt }));

    await check({ appName });

    const newKey = async () => {
      const { [iam.accessKeyId]: now } = await parameters.get([iam.accessKeyId]);
      return now !== oldAccessKeyId || undefined;
    };
    expect(await poll(newKey, { deadlineMs: PATIENCE_MS })).toBe(true);
  });

  step('tells of trouble once, of another cause once, and of the recovery once', async () => {
    const appName = 'check-rot';
    const { world } = stack.amazon;
    await stack.run({ ...PLAIN, appName }, stack.person(appName));
    const { lwa, authorization } = pathsOf(appName);
    const { parameters } = answeringServices(stack);
    const clientId = await clientIdOf(appName);
    world.expireClientSecret(clientId);

    const bad = await check({ appName });
    const next = await check({ appName });
    await parameters.put(appName, lwa.clientSecret, new Sensitive(world.rotateClientSecret(clientId)));
    const { [authorization('us').refreshToken]: token } = await parameters.getSecrets([
      authorization('us').refreshToken,
    ]);
    world.revokeAuthorization(token?.reveal() ?? '');
    const changed = await check({ appName });
    const grant = {
      clientId,
      region: 'NA',
      sellingPartner: 'seller',
      marketplaces: ['ATVPDKIKX0DER'],
    } as const;
    const asked = await askedFor(appName);
    const again = await check({ appName });
    const fresh = world.authorize({ ...grant, marketplaces: [...grant.marketplaces] });
    await parameters.put(appName, authorization('us').refreshToken, new Sensitive(fresh));
    const mended = await check({ appName });
    const after = await check({ appName });

    expect(subjects(bad)).toEqual(['[check-rot] no longer works: CheckClient: ClientSecretRejected']);
    expect(bad.messages[0]?.body).toMatch(
      /401 invalid_client[\s\S]*What to do: Copy client id and client secret again/,
    );
    expect(subjects(next)).toEqual([]);
    expect(subjects(changed)).toEqual([
      '[check-rot] fails in another way: CallSellingPartnerApi (us): AuthorizationRevoked',
    ]);
    expect(changed.messages[0]?.body).toMatch(
      /400 invalid_grant[\s\S]*What to do: Authorize the application again/,
    );
    expect(asked).toEqual([
      '[check-rot] SelfAuthorize waits for you: Authorize the application (account us)',
    ]);
    expect(subjects(again)).toEqual([]);
    expect(ofTheCheck(mended)).toEqual(['[check-rot] works again']);
    expect(ofTheCheck(after)).toEqual([]);
  });

  step('names what was changed in IAM', async () => {
    const { IAMClient, PutUserPolicyCommand } = await import('@aws-sdk/client-iam');
    const { iam } = pathsOf('check-iam');
    const stored = await answeringServices(stack).parameters.get([iam.userArn]);
    const UserName = stored[iam.userArn]?.split('/').at(-1);
    const PolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::111122223333:role/other' },
      ],
    });
    const put = new PutUserPolicyCommand({
      UserName,
      PolicyName: 'SellingPartnerAPI-AssumeRole',
      PolicyDocument,
    });
    await new IAMClient(stack.engine.clientConfig).send(put);

    const checked = await check({ appName: 'check-iam' });

    expect(subjects(checked)).toEqual(['[check-iam] no longer works: VerifyPolicies: IamNotAsExpected']);
    expect((await health('check-iam')).causes[0]).toMatchObject({
      check: 'VerifyPolicies',
      error: 'IamNotAsExpected',
      what: expect.stringContaining('has no inline policy that allows sts:AssumeRole'),
    });
  });

  step(
    'creates and checks an application though the organization denies its region, as the simulator says',
    async () => {
      const appName = 'check-scp';
      const input = { appName, marketplace: 'US' };
      const warnings = async () => {
        const { verification } = pathsOf(appName).iam;
        const { [verification]: text = '{}' } = await answeringServices(stack).parameters.get([verification]);
        return JSON.parse(text).warnings;
      };
      const denying = await attachServiceControlPolicy(stack.engine, onlyRegion('eu-west-1'));
      const created = await stack.run(input, stack.person(appName));
      const warned = await warnings();
      await secretCameByQueue(appName);
      const checked = await check({ appName });
      await denying.detach();
      const allowing = await attachServiceControlPolicy(stack.engine, onlyRegion('us-east-1'));
      const again = await stack.run(input);
      await allowing.detach();

      expect([created.status, checked.status, again.status]).toEqual(Array(3).fill('SUCCEEDED'));
      expect([subjects(checked), (await health(appName)).state]).toEqual([[], 'good']);
      expect(warned).toEqual([
        expect.stringContaining("organization's policies deny arn:aws:iam::"),
        expect.stringContaining('execute-api:Invoke in us-east-1'),
      ]);
      expect(await warnings()).toEqual([]);
    },
  );

  step('tells of an expiry at each threshold once', async () => {
    const appName = 'check-expiry';
    await stack.run({ ...PLAIN, appName }, stack.person(appName));
    const { lwa } = pathsOf(appName);
    const { parameters } = answeringServices(stack);
    const told: string[][] = [];

    for (const daysLeft of [31, 30, 29, 14, 7, 6, 3, 1]) {
      // The time goes on: what was told about the same expiry keeps its name.
      const expiresAt = new Date(Date.now() + daysLeft * DAY_MS - 60_000).toISOString();
      const dates = { createdAt: expiresAt, expiresAt, notificationId: 'seeded' };
      await parameters.put(appName, lwa.secretDates, JSON.stringify(dates));
      const { health: path } = pathsOf(appName);
      const before = await health(appName);
      const renamed = Object.fromEntries(
        Object.entries(before?.toldDays ?? {}).map(([key, days]) => [
          key.startsWith('client secret') ? `client secret ${expiresAt}` : key,
          days,
        ]),
      );
      if (before) await parameters.put(appName, path, JSON.stringify({ ...before, toldDays: renamed }));
      // A rotation may be asked for once in a minute.
      stack.amazon.world.refillRateLimits();
      told.push(subjects(await check({ appName })));
    }

    expect(told).toEqual([
      [],
      ['[check-expiry] client secret expires in 30 days'],
      [],
      ['[check-expiry] client secret expires in 14 days'],
      ['[check-expiry] client secret expires in 7 days'],
      [],
      ['[check-expiry] client secret expires in 3 days'],
      ['[check-expiry] client secret expires in 1 day'],
    ]);
  });

  step(
    'starts the rotation of a client secret that ends soon; a person is asked once for what stands in its way',
    async () => {
      const about = () =>
        stack.inbox.all
          .map(({ subject }) => subject)
          .filter((subject) => subject.startsWith('[check-expiry] RegisterQueue'));
      await until(() => about().length > 0, stack.inbox.receive);

      expect(about()).toEqual([
        '[check-expiry] RegisterQueue waits for you: Register the queue for client secrets',
      ]);
    },
  );

  step('does not call throttling a failure, and says so', async () => {
    const appName = 'check-expiry';
    const fault = stack.amazon.world.fail({ target: 'sp-api', times: Infinity, answer: 'throttle' });

    const checked = await check({ appName });
    fault.stop();

    expect(checked.output.checked).toEqual([{ appName, state: 'not-checked', told: 0 }]);
    expect(checked.messages).toEqual([]);
  });
});

describe('a role that was added to the application', () => {
  const appName = 'check-role';

  it('asks for a new refresh token of each account, and a check finds one that came in another way', async () => {
    const { executions, amazon } = stack;
    const { parameters } = answeringServices(stack);
    const input = { ...PLAIN, appName };
    await stack.run(input, stack.person(appName));
    await secretCameByQueue(appName);
    const again = await executions.start({ ...input, roles: ['Brand Analytics'] });
    await askedFor(appName);
    const asked = stack.inbox.all.filter(({ subject }) => subject.startsWith(`[${appName}] SelfAuthorize`));
    const waiting = await check({ appName });
    const stillAsked = (await health(appName)).waiting;

    const clientId = await clientIdOf(appName);
    const marketplaces = ['ATVPDKIKX0DER'];
    const fresh = amazon.world.authorize({ clientId, region: 'NA', sellingPartner: 'seller', marketplaces });
    const { refreshToken } = pathsOf(appName).authorization('us');
    await parameters.put(appName, refreshToken, new Sensitive(fresh));
    const mended = await check({ appName });
    const ended = await executions.untilEnded(again, { deadlineMs: PATIENCE_MS });

    expect(asked.at(-1)?.body).toMatch(
      /^Why again: A data access role was added on .* UTC; the refresh token of .* does not have it\.$/m,
    );
    expect([waiting.output.checked, subjects(waiting)]).toEqual([[{ appName, state: 'good', told: 0 }], []]);
    expect(stillAsked).toEqual([{ task: 'self-authorize-us', askedAt: expect.any(String) }]);
    expect([ended.status, ofTheCheck(mended)]).toEqual(['SUCCEEDED', []]);
    expect((await health(appName)).waiting).toBeUndefined();
  });
});

describe('a check of all', () => {
  const COUNT = 200;
  const BROKEN = ['many-007', 'many-100', 'many-199'];

  it('reports exactly the three of 200 applications that are broken', async () => {
    const { world } = stack.amazon;
    for (let i = 0; i < COUNT; i++) {
      const { appName, refreshToken } = await seedApplication(stack, `many-${String(i).padStart(3, '0')}`);
      if (BROKEN.includes(appName)) world.revokeAuthorization(refreshToken);
    }

    const checked = await check({});
    const about = () =>
      stack.inbox.all
        .map(({ subject }) => subject)
        .filter((subject) => subject.startsWith('[many-') && !subject.includes(' waits for you'));
    const done = async () => (await Promise.all(['many-050', 'many-199'].map(health))).every(Boolean);
    await until(async () => about().length >= BROKEN.length && (await done()), stack.inbox.receive);

    expect(checked.status).toBe('SUCCEEDED');
    expect(about().toSorted()).toEqual(
      BROKEN.map(
        (appName) => `[${appName}] no longer works: CallSellingPartnerApi (us): AuthorizationRevoked`,
      ),
    );
  });
});
