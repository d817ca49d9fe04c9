import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { CreateAccessKeyCommand, CreateUserCommand, IAMClient } from '@aws-sdk/client-iam';
import { DescribeExecutionCommand, SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect } from '../../../cli/connection.ts';
import { readLocalEnvironment } from '../../../cli/local-environment.ts';
import { poll } from '../../../local/engine/processes.ts';
import { removalPaths } from '../../support/installation.ts';
import { PATIENCE_MS } from '../../support/patience.ts';
import { anApplication } from '../../support/subjects.ts';
import { type Bed, startBed } from './cli-fixture.ts';

let bed: Bed;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cli-test-'));
  bed = await startBed();
});

afterAll(async () => {
  await bed?.close();
  rmSync(folder, { recursive: true, force: true });
});

const put = (appName: string, name: string, value: object) =>
  bed.parameters.put(appName, `/sp-api/${appName}/${name}`, JSON.stringify(value));

const stop = (executionArn: string) =>
  new SFNClient(bed.engine.clientConfig).send(new StopExecutionCommand({ executionArn }));

describe('start', () => {
  const executionOf = (stdout: string) => stdout.match(/^Execution: (\S+)$/m)?.[1] ?? '';

  async function inputOf(stdout: string): Promise<unknown> {
    const sfn = new SFNClient(bed.engine.clientConfig);
    const request = new DescribeExecutionCommand({ executionArn: executionOf(stdout) });
    return JSON.parse((await sfn.send(request)).input ?? '');
  }

  it('starts the state machine of the deployed stack with what was typed, and says how to go on', async () => {
    const cloudFormation = new CloudFormationClient(bed.engine.clientConfig);
    const StackName = 'sp-api-private-app-clitest';
    const TemplateBody = JSON.stringify({
      Resources: { Topic: { Type: 'AWS::SNS::Topic' } },
      Outputs: { CreatePrivateAppArn: { Value: bed.stateMachineArn } },
    });
    await cloudFormation.send(new CreateStackCommand({ StackName, TemplateBody }));
    await poll(
      async () => {
        const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
        return Stacks[0]?.StackStatus === 'CREATE_COMPLETE' || undefined;
      },
      { deadlineMs: PATIENCE_MS },
    );

    const options = [
      '--marketplace',
      'DE',
      '--selling-partner',
      'vendor',
      '--iam',
      'none',
      '--authorize',
      'FR',
    ];
    const run = await bed.spapi(['start', 'acme-start', ...options, '--stage', 'clitest']);

    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toContain('https://us-east-1.console.aws.amazon.com/states/home');
    expect(run.stdout).toContain('spapi task list acme-start');
    expect(await inputOf(run.stdout)).toEqual({
      appName: 'acme-start',
      marketplace: 'DE',
      sellingPartner: 'vendor',
      iam: { mode: 'none' },
      authorizations: [{ marketplace: 'FR' }],
    });
  });

  it.each(['file', '-'])('takes a whole input from %s', async (from) => {
    const input = {
      appName: from === '-' ? 'acme-piped' : 'acme-input',
      marketplace: 'US',
      waitSeconds: { dataAccess: 60 },
    };
    const file = join(folder, 'input.json');
    writeFileSync(file, JSON.stringify(input));

    const args = ['start', '--input', from === '-' ? '-' : file, '--state-machine-arn', bed.stateMachineArn];
    const run = await bed.spapi(args, input);

    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(await inputOf(run.stdout)).toEqual(input);
  });

  it('starts an application again with all that it was started with, and no other word', async () => {
    const typed = {
      ...{ appName: 'acme-again', marketplace: 'DE', sellingPartner: 'vendor', sandbox: false },
      ...{ iam: { mode: 'none' }, notificationEmail: 'ops@example.com', reminderSeconds: [60] },
      waitSeconds: { dataAccess: 600, registration: 700, authorization: 800 },
    };
    const account = { sellingPartner: 'vendor', marketplaceId: 'A1PA6795UKMFR9', region: 'EU' };
    const [first, second] = ['DE', 'FR'].map((marketplace) => ({ ...account, marketplace }));
    await put('acme-again', 'config', {
      ...typed,
      roles: [{ name: 'Brand Analytics', addedAt: '2026-03-10T12:00:00.000Z' }],
      authorizations: [
        { ...first, name: 'vendor-de' },
        { ...second, name: 'paris' },
      ],
    });
    const again = ['start', 'acme-again', '--again', '--state-machine-arn', bed.stateMachineArn];

    const run = await bed.spapi(again);
    const mixed = await bed.spapi([...again, '--marketplace', 'US']);

    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(await inputOf(run.stdout)).toEqual({
      ...typed,
      roles: ['Brand Analytics'],
      authorizations: [{ name: 'paris', marketplace: 'FR', sellingPartner: 'vendor' }],
    });
    expect(mixed).toMatchObject({ code: 2, stderr: expect.stringMatching(/--again.*cannot be used with/) });
  });

  it('replaces stored settings only where that is meant, and takes it back', async () => {
    const stored = anApplication({
      appName: 'acme-typo',
      reminderSeconds: [60],
      waitSeconds: { dataAccess: 600, registration: 700, authorization: 800 },
    });
    await put('acme-typo', 'config', stored);
    const arn = ['--state-machine-arn', bed.stateMachineArn];
    const mistyped = ['start', 'acme-typo', '-m', 'US', '--iam', 'none', ...arn];

    const refused = await bed.spapi(mistyped);
    const replaced = await bed.spapi([...mistyped, '--replace']);
    await stop(executionOf(replaced.stdout));
    await put('acme-typo', 'config', { ...stored, iam: { mode: 'none' } });
    const back = await bed.spapi(['start', 'acme-typo', '--undo', ...arn]);

    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain('- IAM mode: create -> none\nNothing was started.');
    expect(replaced).toMatchObject({ code: 0, stderr: '' });
    expect(replaced.stdout).toContain('spapi start acme-typo --undo');
    expect(await inputOf(back.stdout)).toEqual({ ...stored, authorizations: [] });
  });

  it('cannot start again what it does not know', async () => {
    const run = await bed.spapi(['start', 'acme-nobody', '--again']);

    expect(run).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('No application named "acme-nobody"'),
    });
  });

  it('lists every problem of the input and starts nothing', async () => {
    const run = await bed.spapi(['start', '--input', '-'], {
      appName: 'A',
      marketplace: 'XX',
      iam: { mode: 'x' },
    });

    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toMatch(/3 problem.*appName:.*marketplace:.*iam.*What to do/s);
  });

  it('says which execution runs already, and does not pile up', async () => {
    const { execution } = await bed.wait('register-application', 'acme-second');
    await put('acme-second', 'turns/creation', {
      holder: execution,
      since: '2026-01-01T00:00:00Z',
      after: 0,
    });
    const start = ['start', 'acme-second', '-m', 'US', '--state-machine-arn', bed.stateMachineArn];

    const run = await bed.spapi(start);

    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toContain(`waits for acme-second/register-application. Nothing was started.`);
    expect(run.stderr).toContain(execution);
  });

  it('is one execution, however many start at once', async () => {
    const start = ['start', 'acme-at-once', '--state-machine-arn', bed.stateMachineArn, '-m'];

    const runs = await Promise.all(['US', 'US', 'US', 'CA'].map((code) => bed.spapi([...start, code])));

    const [started, ...others] = runs.toSorted((a, b) => (a.code ?? 0) - (b.code ?? 0));
    const execution = executionOf(started?.stdout ?? '');
    expect(execution).toMatch(/:acme-at-once_0$/);
    expect(runs.map(({ code }) => code).toSorted()).toEqual([0, 1, 1, 1]);
    for (const { stdout, stderr } of others) {
      expect(stdout).toBe('');
      expect(stderr).toContain(
        `create-private-app is already running for acme-at-once. Nothing was started. Execution: ${execution}\n`,
      );
    }
    await stop(execution);
    const next = await bed.spapi([...start, 'US']);
    expect(executionOf(next.stdout)).toMatch(/:acme-at-once_0_2$/);
  });

  it('says where it looked when no stack is deployed', async () => {
    const run = await bed.spapi(['start', 'acme-start', '-m', 'US', '--stage', 'nowhere']);

    expect(run).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/sp-api-private-app-nowhere.*\nWhat to do: Deploy/),
    });
  });
});

describe('status', () => {
  it('shows what is ready, what failed and why, and what waits', async () => {
    const since = '2026-03-10T12:00:00.000Z';
    const authorization = {
      name: 'us',
      region: 'NA',
      operation: 'getMarketplaceParticipations',
      verifiedAt: since,
    };
    await put('acme-ready', 'status', { state: 'ready', since });
    await put('acme-ready', 'summary', { execution: 'arn:aws:states:x', authorizations: [authorization] });
    const { execution } = await bed.wait('self-authorize', 'acme-failed');
    await bed.spapi(['task', 'reject', 'acme-failed/self-authorize-us', '--reason', 'suspended']);
    await bed.ended(execution);
    const failure = { step: 'SelfAuthorize', error: 'TaskRejected', execution };
    const cause = {
      check: 'CheckClient',
      error: 'ClientSecretRejected',
      what: 'It ended.',
      remedy: 'Rotate it.',
    };
    await put('acme-ready', 'health', {
      ...{ state: 'bad', since, checkedAt: since, causes: [cause], toldDays: {} },
      expiries: [{ name: 'client secret', at: since }],
    });
    await put('acme-failed', 'status', { state: 'failed', since, ...failure });
    const problem = { error: 'AwsDenied', what: 'SNS refused.', remedy: 'Allow it.' };
    await put('acme-failed', 'notifications', {
      address: 'a@example.com',
      state: 'failed',
      at: since,
      problem,
    });
    await put('acme-ready', 'notifications', { address: 'b@example.com', state: 'pending', at: since });
    await bed.wait('request-data-access', 'acme-waits');
    await bed.wait('register-queue', 'acme-ready');

    const one = async (app: string) => (await bed.spapi(['status', app])).stdout;
    const all = await bed.spapi(['status']);

    expect(await one('acme-ready')).toMatch(/ready since 2026-03-10 12:00 UTC.*us \(NA\): getMarketplace/s);
    expect(await one('acme-ready')).toMatch(
      /Credentials: bad since 2026-03-10 12:00 UTC.*CheckClient: ClientSecretRejected. It ended.*What to do: Rotate it.*client secret ends on/s,
    );
    expect(await one('acme-ready')).toMatch(/Waits for you since .*: acme-ready\/register-queue/);
    expect(await one('acme-failed')).toMatch(
      /Failed at SelfAuthorize with TaskRejected.*suspended.*What to do: Start/s,
    );
    expect(await one('acme-failed')).toMatch(
      /a@example.com gets no messages: AwsDenied. SNS refused.*What to do: Allow it./s,
    );
    expect(await one('acme-ready')).toMatch(
      /Messages to b@example.com begin when it confirms the subscription/,
    );
    expect(await one('acme-waits')).toMatch(/waiting since.*task show acme-waits\/request-data-access/s);
    expect(all.stdout).toMatch(
      /^acme-ready {2}ready since 2026-03-10 12:00 UTC\n {2}client secret +-+ {2}expired \(10 Mar 2026\)/m,
    );
    expect(all.stdout).toMatch(
      /^ {2}authorization us +end not known yet\n {2}last check +bad, 2026-03-10 12:00 UTC$/m,
    );
    expect(all.stdout).toMatch(
      /^ {2}next to act +the primary user of the developer account: Register the queue/m,
    );
    expect(all.stdout).toMatch(
      /^acme-failed {2}failed since .*\n {2}next to act +.*: SelfAuthorize failed: TaskRejected\./m,
    );
    expect(all.stdout).toMatch(
      /^acme-waits {2}waiting for a person[\s\S]*task show acme-waits\/request-data-access/m,
    );
    const listed = JSON.parse((await bed.spapi(['status', '--json'])).stdout).applications;
    expect(listed.find(({ appName }: { appName: string }) => appName === 'acme-ready')).toMatchObject({
      ...{ state: 'ready', since, credentials: 'bad', tasks: ['register-queue'], checkedAt: since },
      expires: [{ name: 'client secret', expiresAt: since }, { name: 'authorization us' }],
      next: { task: 'register-queue' },
    });
    const json = JSON.parse((await bed.spapi(['status', 'acme-failed', '--json'])).stdout);
    expect(json).toMatchObject({ state: 'failed', failure: { step: 'SelfAuthorize' }, tasks: [] });
  });

  it('says that one is being removed, and since when', async () => {
    const removal = { confirmedAt: '2026-03-10T12:00:00.000Z', execution: 'arn:x', adopted: [] };
    const record = JSON.stringify({ ...removal, removed: { iam: [], parameters: [] } });
    await put('acme-leaving', 'config', {});
    await put('acme-leaving', 'status', { state: 'ready', since: '2026-01-01T00:00:00.000Z' });
    await bed.parameters.put('acme-leaving', removalPaths.open('acme-leaving'), record);

    const [one, all] = [await bed.spapi(['status', 'acme-leaving']), await bed.spapi(['status'])];

    expect(one.stdout).toMatch(/removing since 2026-03-10 12:00 UTC\n +Execution: arn:x/);
    expect(all.stdout).toMatch(/^acme-leaving +removing since 2026-03-10 12:00 UTC/m);
  });

  it('says what to do for a task whose execution has ended, and for a queue that nobody registered', async () => {
    const APP = 'acme-no-queue';
    await put(APP, 'config', anApplication({ appName: APP }));
    await put(APP, 'status', { state: 'ready', since: '2026-03-10T12:00:00.000Z' });
    const status = async () => (await bed.spapi(['status', APP])).stdout;
    const { execution } = await bed.wait('register-queue', APP);
    const asked = await status();
    await stop(execution);
    const ended = await status();
    await bed.parameters.delete([bed.parameters.paths.of(APP).task('register-queue')]);
    const gone = await status();
    await put(APP, 'lwa/secret-dates', { notificationId: 'n-1' });

    const again = 'spapi rotate client-secret acme-no-queue --namespace sp-api';
    expect(asked).not.toMatch(/What to do|by the queue/);
    expect(ended).toContain(`register-queue: its execution has ended\n  What to do: ${again}\n`);
    expect(ended).not.toContain('by the queue');
    expect(gone).toMatch(
      new RegExp(`No client secret has come by the queue yet: .*\n {2}What to do: ${again}\\. If Amazon`),
    );
    expect(await status()).not.toContain('by the queue');
  });

  it('says that it does not know an application', async () => {
    const run = await bed.spapi(['status', 'acme-nobody']);

    expect(run).toMatchObject({ code: 1, stderr: expect.stringContaining('No application named') });
  });

  it('shows one execution: what another one failed with is history, and a rotation moves the end', async () => {
    const since = '2026-03-10T12:00:00.000Z';
    const failure = { step: 'VerifyPolicies', error: 'IamNotAsExpected', execution: 'arn:aws:states:old' };
    await put('acme-one', 'status', { state: 'failed', since, ...failure });
    await put('acme-one', 'health', {
      ...{ state: 'good', since, checkedAt: since, causes: [], toldDays: {} },
      expiries: [{ name: 'client secret', at: since }],
    });
    await put('acme-one', 'lwa/secret-dates', { expiresAt: '2026-09-06T12:00:00.000Z' });
    const { execution } = await bed.wait('register-application', 'acme-one');
    await bed.spapi(['task', 'list', 'acme-one']);

    const { stdout } = await bed.spapi(['status', 'acme-one']);

    expect(stdout).toMatch(/waiting since .*Before that, on 2026-03-10 12:00 UTC: failed at VerifyPolicies/s);
    expect(stdout).toContain(`Execution: ${execution}`);
    expect(stdout).not.toMatch(/Failed at|arn:aws:states:old|ends on 2026-03-10/);
    expect(stdout).toContain('The client secret ends on 2026-09-06 12:00 UTC');
  });
});

describe('an application that does not exist', () => {
  it.each([
    ['remove', ['remove', 'no-such-app']],
    ['key store', ['key', 'store', 'no-such-app', '--from-stdin']],
    ['secret store', ['secret', 'store', 'no-such-app', '--from-stdin']],
    ['check', ['check', 'no-such-app', '--wait']],
    ['rotate', ['rotate', 'client-secret', 'no-such-app']],
  ])('is refused by %s, with those that do', async (_, args) => {
    await put('acme-known', 'config', {});

    const run = await bed.spapi(args, {});

    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toMatch(
      /No application named "no-such-app" \(.*\)\.\nWhat to do: Choose .*acme-known/,
    );
    expect(await bed.stored('no-such-app')).toEqual({});
  });
});

describe('check', () => {
  it('is refused while an application is set up, so that nobody is told that it no longer works', async () => {
    await put('acme-waiting', 'config', {});
    await bed.wait('register-application', 'acme-waiting');

    const run = await bed.spapi(['check', 'acme-waiting', '--wait']);

    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toMatch(
      /acme-waiting was never ready, so .*\nWhat to do: See what it waits for, .*: (npx )?spapi status acme-waiting/,
    );
    expect(Object.keys(await bed.stored('acme-waiting'))).not.toContain('health');
  });
});

describe('key store', () => {
  const iam = () => new IAMClient(bed.engine.clientConfig);

  async function makeUser(UserName: string) {
    const { User } = await iam().send(new CreateUserCommand({ UserName }));
    const { AccessKey } = await iam().send(new CreateAccessKeyCommand({ UserName }));
    const { AccessKeyId: accessKeyId = '', SecretAccessKey = '' } = AccessKey ?? {};
    return { arn: User?.Arn ?? '', key: { accessKeyId, secretAccessKey: bed.plant(SecretAccessKey) } };
  }

  async function configure(appName: string, iamInput: object) {
    await put(appName, 'config', {
      appName,
      marketplace: 'US',
      sellingPartner: 'seller',
      sandbox: false,
      iam: iamInput,
      authorizations: [],
      waitSeconds: { dataAccess: 60, registration: 60, authorization: 60 },
    });
  }

  const arns = {
    roleArn: 'arn:aws:iam::123456789012:role/SellingPartnerAPI',
    policyArn: 'arn:aws:iam::123456789012:policy/SellingPartnerAPI',
  };

  it('stores a key of the adopted user, and refuses one of somebody else', async () => {
    const mine = await makeUser('cli-adopted');
    const other = await makeUser('cli-other');
    await configure('acme-adopt', { mode: 'adopt', userArn: mine.arn, ...arns });
    const store = (key: object) => bed.spapi(['key', 'store', 'acme-adopt', '--from-stdin'], key);

    const foreign = await store(other.key);
    const afterwards = Object.keys(await bed.stored('acme-adopt'));
    const own = await store(mine.key);

    expect(foreign).toMatchObject({ code: 1, stderr: expect.stringContaining('user/cli-other, not to') });
    expect(afterwards).toEqual(['config']);
    expect(own).toMatchObject({ code: 0, stderr: '' });
    expect(await bed.stored('acme-adopt')).toMatchObject({
      'iam/access-key-id': mine.key.accessKeyId,
      'iam/secret-access-key': mine.key.secretAccessKey,
    });
  });

  it('refuses temporary credentials by their form', async () => {
    await configure('acme-temporary', {
      mode: 'adopt',
      userArn: 'arn:aws:iam::123456789012:user/x',
      ...arns,
    });
    const key = {
      accessKeyId: `ASIA${'A'.repeat(16)}`,
      secretAccessKey: bed.plant('planted/secret/access/key'),
    };

    const run = await bed.spapi(['key', 'store', 'acme-temporary', '--from-stdin'], key);

    expect(run).toMatchObject({ code: 1, stderr: expect.stringContaining('temporary credentials') });
  });

  it.each(['create', 'none'])('refuses an application with IAM mode %s', async (mode) => {
    await configure(`acme-${mode}`, { mode });

    const run = await bed.spapi(['key', 'store', `acme-${mode}`, '--from-stdin'], {});

    expect(run).toMatchObject({ code: 1, stderr: expect.stringContaining(`"mode":"${mode}"`) });
  });
});

describe('surroundings', () => {
  it('does not send secrets to an LWA address without encryption', async () => {
    await expect(connect({ region: 'us-east-1', lwaEndpoint: 'http://lwa.example.com/' })).rejects.toThrow(
      'https',
    );
  });

  it('says how to sign in when AWS knows no credentials', async () => {
    const { AWS_ACCESS_KEY_ID: _, ...environment } = bed.environment;
    Object.assign(environment, { AWS_EC2_METADATA_DISABLED: 'true' });

    const run = await bed.spapi(['status'], '', environment);

    expect(run).toMatchObject({ code: 1, stderr: expect.stringContaining('Sign in to AWS') });
  });

  it('reads the description of a local stack, and says when there is none', () => {
    const file = join(folder, 'environment.json');
    const local = {
      endpoint: 'http://127.0.0.1:4566',
      region: 'us-east-1',
      stage: 'local',
      namespace: 'sp-api',
      accessKeyId: 'AKIA',
      secretAccessKey: 'planted',
      lwaEndpoint: 'http://127.0.0.1:1/auth/o2/token',
      centralEndpoint: 'http://127.0.0.1:3/{host}',
      spApiEndpoint: 'http://127.0.0.1:1/{host}',
      stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:x',
    };

    writeFileSync(file, JSON.stringify(local));
    expect(readLocalEnvironment(file)).toEqual(local);
    writeFileSync(file, '{"secretAccessKey":"planted"');
    expect(() => readLocalEnvironment(file)).toThrow(/No local stack is running.*\n.*npm run local/);
    expect(() => readLocalEnvironment(join(folder, 'absent.json'))).toThrow(/is not there/);
  });
});
