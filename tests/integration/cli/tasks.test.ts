import { DescribeExecutionCommand, SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Bed, startBed } from './cli-fixture.ts';

let bed: Bed;

beforeAll(async () => {
  bed = await startBed();
});

afterAll(() => bed?.close());

const ROLE = 'arn:aws:iam::123456789012:role/sp-api/SellingPartnerAPIRole-acme-orders';

/** An application at Amazon, its secret planted. */
function register(name = 'Acme') {
  const application = bed.amazon.world.registerApplication({ name });
  bed.plant(application.clientSecret);
  return application;
}

const authorize = (clientId: string) =>
  bed.plant(
    bed.amazon.world.authorize({
      clientId,
      region: 'NA',
      sellingPartner: 'seller',
      marketplaces: ['ATVPDKIKX0DER'],
    }),
  );

const complete = (task: string, answers: unknown) =>
  bed.spapi(['task', 'complete', task, '--from-stdin'], answers);

/** An application whose client is stored, as RegisterApplication leaves it. */
async function registered(appName: string) {
  const application = register();
  await bed.wait('register-application', appName);
  const run = await complete(`${appName}/register-application`, application);
  expect(run).toMatchObject({ code: 0, stderr: '' });
  return application;
}

const DONE =
  /^\{"outcome":"done","at":"2\d{3}-[^"]+","execution":"arn:[^"]+","round":0,"by":"the command line \(arn:aws:[^"]+\)",.*\}$/;

describe('list and show', () => {
  it('lists what waits, and marks a task whose execution has ended', async () => {
    await bed.wait('request-data-access', 'acme-list');
    const gone = await bed.wait('self-authorize', 'acme-list');
    await new SFNClient(bed.engine.clientConfig).send(
      new StopExecutionCommand({ executionArn: gone.execution }),
    );
    await bed.ended(gone.execution);

    const { stdout } = await bed.spapi(['task', 'list', 'acme-list']);
    const all = await bed.spapi(['task', 'list', '--json']);

    expect(stdout).toMatch(/acme-list\/request-data-access .* waits/);
    expect(stdout).toMatch(/acme-list\/self-authorize-us .* ended/);
    const { tasks } = JSON.parse(all.stdout);
    const ours = tasks.filter(({ appName }: { appName: string }) => appName === 'acme-list');
    expect(ours).toMatchObject([{ ended: false }, { task: 'acme-list/self-authorize-us', ended: true }]);
  });

  it('shows page, steps and fields, and the role ARN on a line of its own', async () => {
    await bed.wait('register-application', 'acme-show', { roleArn: ROLE });

    const { stdout } = await bed.spapi(['task', 'show', 'acme-show/register-application']);
    const json = JSON.parse(
      (await bed.spapi(['task', 'show', 'acme-show/register-application', '--json'])).stdout,
    );

    expect(stdout.split('\n')).toContain(ROLE);
    expect(stdout).toContain('https://sellercentral.amazon.com');
    expect(stdout).toContain('[clientSecret]');
    expect(json).toMatchObject({ roleArn: ROLE, fields: [{ name: 'applicationId' }, {}, {}] });
  });

  it('shows the ARN of the queue to register on a line of its own', async () => {
    const arn = 'arn:aws:sqs:us-east-1:123456789012:client-secrets';
    const queue = { arn, since: new Date().toISOString() };
    await bed.wait('register-queue', 'acme-queue', { queue });

    const { stdout } = await bed.spapi(['task', 'show', 'acme-queue/register-queue']);
    const json = JSON.parse(
      (await bed.spapi(['task', 'show', 'acme-queue/register-queue', '--json'])).stdout,
    );

    expect(stdout.split('\n')).toContain(arn);
    expect(stdout).toContain('"Application Client New Secret"');
    expect(json).toMatchObject({ queue, fields: [] });
  });

  it('says which tasks wait when the name is none', async () => {
    await bed.wait('request-data-access', 'acme-unknown');

    const run = await bed.spapi(['task', 'show', 'acme-unknown/register-application']);

    expect(run).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('acme-unknown/request-data-access'),
    });
  });
});

describe('complete', () => {
  it('approves the developer profile', async () => {
    const { execution } = await bed.wait('request-data-access', 'acme-approve');

    const run = await complete('acme-approve/request-data-access', {});

    expect(run).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('execution goes on') });
    const parameters = ['/sp-api/acme-approve/developer-profile'];
    expect(JSON.parse((await bed.ended(execution)).output ?? '')).toEqual({ status: 'approved', parameters });
    expect(await bed.stored('acme-approve')).toEqual({
      'developer-profile': 'approved',
      'outcomes/request-data-access': expect.stringMatching(DONE),
    });
  });

  it('says that the queue is registered, stores nothing else, and tells what follows', async () => {
    const queue = {
      arn: 'arn:aws:sqs:us-east-1:123456789012:client-secrets',
      since: new Date().toISOString(),
    };
    const { execution } = await bed.wait('register-queue', 'acme-registered', { queue });

    const run = await complete('acme-registered/register-queue', {});

    expect(run).toMatchObject({ code: 0, stdout: expect.stringContaining('the task comes back') });
    expect(JSON.parse((await bed.ended(execution)).output ?? '')).toEqual({ status: 'done', parameters: [] });
    expect(await bed.stored('acme-registered')).toEqual({
      'outcomes/register-queue': expect.stringMatching(DONE),
    });
  });

  it('stores client and refresh token once Amazon accepts them; the execution gets names only', async () => {
    const { applicationId, clientId, clientSecret } = await registered('acme-done');
    const refreshToken = authorize(clientId);
    const { execution } = await bed.wait('self-authorize', 'acme-done');

    const run = await complete('acme-done/self-authorize-us', { refreshToken });

    expect(run.code).toBe(0);
    expect((await bed.ended(execution)).output).not.toContain(refreshToken);
    expect(await bed.stored('acme-done')).toEqual({
      'lwa/application-id': applicationId,
      'lwa/client-id': clientId,
      'lwa/client-secret': clientSecret,
      'lwa/secret-dates': expect.stringMatching(
        /^\{"createdAt":"2\d{3}-[^"]+","expiresAt":"2\d{3}-[^"]+","dated":"here"\}$/,
      ),
      'outcomes/register-application': expect.stringMatching(DONE),
      'outcomes/self-authorize-us': expect.stringMatching(DONE),
      'authorizations/us/refresh-token': refreshToken,
    });
    expect((await bed.spapi(['task', 'list', 'acme-done'])).stdout).toContain('No task waits');
  });

  it('refuses an application id as client id, and a secret that is not the client id’s', async () => {
    const mine = register();
    const { clientSecret } = register('Other');
    const { execution } = await bed.wait('register-application', 'acme-wrong');
    const task = 'acme-wrong/register-application';

    const swapped = await complete(task, { ...mine, clientId: mine.applicationId });
    const foreign = await complete(task, { ...mine, clientSecret });

    expect(swapped).toMatchObject({ code: 1, stderr: expect.stringContaining('this is the application id') });
    expect(foreign).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/invalid_client.*\nWhat to do: Copy/),
    });
    expect(await bed.stored('acme-wrong')).toEqual({});
    expect(await statusOf(execution)).toBe('RUNNING');
  });

  it('refuses a refresh token that was revoked, and one of another application', async () => {
    const { clientId } = await registered('acme-token');
    const revoked = authorize(clientId);
    bed.amazon.world.revokeAuthorization(revoked);
    const foreign = authorize(register('Other').clientId);
    const { execution } = await bed.wait('self-authorize', 'acme-token');
    const task = 'acme-token/self-authorize-us';

    const ofRevoked = await complete(task, { refreshToken: revoked });
    const ofOther = await complete(task, { refreshToken: foreign });

    expect(ofRevoked).toMatchObject({ code: 1, stderr: expect.stringContaining('invalid_grant') });
    expect(ofOther).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('that was made for this application'),
    });
    expect(Object.keys(await bed.stored('acme-token'))).not.toContain('authorizations/us/refresh-token');
    expect(await statusOf(execution)).toBe('RUNNING');
  });

  it('keeps the answers for a new execution when this one has ended', async () => {
    const { execution } = await bed.wait('register-application', 'acme-late');
    await new SFNClient(bed.engine.clientConfig).send(new StopExecutionCommand({ executionArn: execution }));
    await bed.ended(execution);

    const run = await complete('acme-late/register-application', register());

    expect(run).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/kept\.\nWhat to do: Start .* again/),
    });
    expect(Object.keys(await bed.stored('acme-late')).toSorted()).toEqual([
      'lwa/application-id',
      'lwa/client-id',
      'lwa/client-secret',
      'lwa/secret-dates',
      'outcomes/register-application',
    ]);
    expect((await bed.spapi(['task', 'list', 'acme-late'])).stdout).toContain('No task waits');
  });

  it.each([
    ['no terminal', [], '', 2],
    ['no JSON', ['--from-stdin'], 'Atzr|planted-in-broken-json{', 1],
    ['no texts', ['--from-stdin'], '{"refreshToken":["Atzr|planted-in-a-list"]}', 1],
    ['a secret as option', ['--refresh-token=Atzr|planted-on-the-command-line'], '', 2],
  ])('refuses %s without repeating it', async (_, args, stdin, code) => {
    const run = await bed.spapi(['task', 'complete', 'acme-orders/self-authorize-us', ...args], stdin);

    expect(run.code).toBe(code);
    expect(run.stderr).toMatch(/from-stdin|JSON object/);
    expect(run.stderr).not.toContain('planted');
  });
});

describe('reject', () => {
  it('gives a rejected developer profile back to the person', async () => {
    const { execution } = await bed.wait('request-data-access', 'acme-again', { rejections: 1 });

    const run = await bed.spapi([
      'task',
      'reject',
      'acme-again/request-data-access',
      '--reason',
      'no policy',
    ]);

    expect(run).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('asks again') });
    const output = { status: 'rejected', parameters: [], rejections: 2, reason: 'no policy' };
    expect(JSON.parse((await bed.ended(execution)).output ?? '')).toEqual(output);
  });

  it('ends the execution with TaskRejected for the others, and for one that is given up', async () => {
    const first = await bed.wait('request-data-access', 'acme-give-up');
    const second = await bed.wait('self-authorize', 'acme-give-up');
    const reject = (task: string, ...more: string[]) =>
      bed.spapi(['task', 'reject', `acme-give-up/${task}`, '--reason', 'suspended', ...more]);

    const runs = [await reject('request-data-access', '--give-up'), await reject('self-authorize-us')];

    expect(runs).toMatchObject([
      { code: 0, stderr: '' },
      { code: 0, stderr: '' },
    ]);
    for (const { execution } of [first, second])
      expect(await bed.ended(execution)).toMatchObject({
        error: 'TaskRejected',
        cause: expect.stringMatching(/suspended\nWhat to do: Start/),
      });
  });

  it('wants a reason', async () => {
    const run = await bed.spapi(['task', 'reject', 'acme-orders/self-authorize-us']);

    expect(run).toMatchObject({ code: 2, stderr: expect.stringContaining('--reason') });
  });
});

async function statusOf(executionArn: string): Promise<string | undefined> {
  const sfn = new SFNClient(bed.engine.clientConfig);
  return (await sfn.send(new DescribeExecutionCommand({ executionArn }))).status;
}

describe('secret store', () => {
  it('stores a client secret that was rotated at Amazon, and keeps the former one', async () => {
    const { clientId, clientSecret: former } = await registered('acme-rotated');
    const clientSecret = bed.plant(bed.amazon.world.rotateClientSecret(clientId));

    const run = await bed.spapi(['secret', 'store', 'acme-rotated', '--from-stdin'], { clientSecret });

    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toContain('The new client secret of acme-rotated works and is stored.');
    expect(await bed.stored('acme-rotated')).toMatchObject({
      'lwa/client-secret': clientSecret,
      'lwa/previous-client-secret': former,
    });
  });

  it('refuses one of another application, and stores nothing', async () => {
    const { clientSecret: own } = await registered('acme-mixed');
    const { clientSecret } = register('Other');

    const run = await bed.spapi(['secret', 'store', 'acme-mixed', '--from-stdin'], { clientSecret });

    expect(run).toMatchObject({ code: 1, stderr: expect.stringContaining('invalid_client') });
    const stored = await bed.stored('acme-mixed');
    expect([stored['lwa/client-secret'], stored['lwa/previous-client-secret']]).toEqual([own, undefined]);
  });

  it('says which applications there are where there is none of this name', async () => {
    const clientSecret = bed.plant(`amzn1.oa2-cs.v1.${'e'.repeat(64)}`);

    const run = await bed.spapi(['secret', 'store', 'acme-none', '--from-stdin'], { clientSecret });

    expect(run).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('No application named "acme-none"'),
    });
  });
});
