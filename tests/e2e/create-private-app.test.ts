import { Sensitive } from '#shared/domain/sensitive.ts';
import { rejectTask } from '#shared/tasks/reject-task.ts';
import { listTasks } from '#shared/tasks/task-store.ts';
import { expectedParameters, writtenParameters } from '../../local/execution/results.ts';
import { answerByCli, runCli } from '../../local/person/answer-by-cli.ts';
import { createPerson } from '../../local/person/person.ts';
import { seedIam } from '../../local/stack/seeded-iam.ts';
import { answeringServices, type DeployedStack, deployStack } from '../support/deployed-stack.ts';
import { inOrder } from '../support/in-order.ts';
import { pathsOf } from '../support/installation.ts';
import { iamInventory } from '../support/inventory.ts';
import { PATIENCE_MS } from '../support/patience.ts';

let stack: DeployedStack;

beforeAll(async () => {
  stack = await deployStack('e2e-create', { kmsKeyArn: undefined });
});
afterAll(() => stack?.close());

describe('create-private-app on the deployed stack', () => {
  const step = inOrder();

  step('goes from the typed input to a signed call and every result in Parameter Store', async () => {
    const person = createPerson(stack, 'acme-orders', answerByCli);

    const execution = await stack.run({ appName: 'acme-orders', marketplace: 'US' }, person);

    expect(execution.error).toBeUndefined();
    expect(execution.status).toBe('SUCCEEDED');
    expect(JSON.parse(execution.output ?? '')).toEqual({
      appName: 'acme-orders',
      status: 'ready',
      summary: '/sp-api/acme-orders/summary',
      authorizations: ['us'],
      warnings: [],
    });
    expect(await writtenParameters(stack, 'acme-orders')).toEqual(
      expectedParameters(pathsOf('acme-orders'), 'us'),
    );
    const call = stack.amazon.requests.findLast(({ target }) => target === 'sp-api');
    expect(call).toMatchObject({
      operation: 'getMarketplaceParticipations',
      host: 'sellingpartnerapi-na',
      status: 200,
      signature: { verdict: 'valid' },
    });
    expect((await stack.messages()).map(({ subject }) => subject)).toEqual([
      '[acme-orders] RequestDataAccess waits for you: Request data access',
      '[acme-orders] RegisterApplication waits for you: Register the application',
      '[acme-orders] SelfAuthorize waits for you: Authorize the application (account us)',
      '[acme-orders] Ready: the application works',
    ]);
  });

  step('lets the command line make a call that the role of the application signs', async () => {
    const words = ['call', 'acme-orders/us', 'getMarketplaceParticipations', '--signed'];
    const shown = await runCli(stack, [...words, '--query', 'payload[0].storeName']);

    expect(JSON.parse(shown)).toBe('Example Store');
    expect(stack.amazon.requests.findLast(({ target }) => target === 'sp-api')).toMatchObject({
      status: 200,
      signature: { verdict: 'valid', principalArn: expect.stringContaining(':assumed-role/') },
    });
  });

  step('makes nothing again and asks nobody when it runs again for the same application', async () => {
    const before = await iamInventory(stack.engine);
    const parametersBefore = await writtenParameters(stack, 'acme-orders');

    const execution = await stack.run({ appName: 'acme-orders', marketplace: 'US' });

    expect(execution.status).toBe('SUCCEEDED');
    expect(await iamInventory(stack.engine)).toEqual(before);
    expect({ users: before.users.length, roles: before.roles.length, keys: before.keys.length }).toEqual({
      users: 1,
      roles: 1,
      keys: 1,
    });
    expect(await writtenParameters(stack, 'acme-orders')).toEqual(parametersBefore);
    expect((await stack.messages()).map(({ subject }) => subject)).toEqual([
      '[acme-orders] Ready: the application works',
    ]);
  });

  step(
    'authorizes further accounts in other regions, vendors too, each with its own token and call',
    async () => {
      const input = {
        appName: 'acme-world',
        marketplace: 'DE',
        authorizations: [
          { marketplace: 'JP' },
          { name: 'wholesale', marketplace: 'UK', sellingPartner: 'vendor' },
        ],
      };

      const execution = await stack.run(input, stack.person('acme-world'));

      expect(execution.error).toBeUndefined();
      expect(JSON.parse(execution.output ?? '{}').authorizations).toEqual(['de', 'jp', 'wholesale']);
      const calls = stack.amazon.requests.filter(({ userAgent }) => userAgent?.startsWith('acme-world/'));
      // The first call for each account proves the token that the person entered; the steps' own calls are signed.
      const seen = calls.map(({ operation, host, status, signature }) => [
        operation,
        host,
        status,
        signature?.verdict,
      ]);
      expect(seen.toSorted()).toEqual([
        ['getMarketplaceParticipations', 'sellingpartnerapi-eu', 200, 'absent'],
        ['getMarketplaceParticipations', 'sellingpartnerapi-eu', 200, 'valid'],
        ['getMarketplaceParticipations', 'sellingpartnerapi-fe', 200, 'absent'],
        ['getMarketplaceParticipations', 'sellingpartnerapi-fe', 200, 'valid'],
        ['getPurchaseOrders', 'sellingpartnerapi-eu', 200, 'absent'],
        ['getPurchaseOrders', 'sellingpartnerapi-eu', 200, 'valid'],
      ]);
    },
  );

  step('uses no IAM and no signature with iam.mode none', async () => {
    const before = await iamInventory(stack.engine);

    const execution = await stack.run(
      { appName: 'acme-plain', marketplace: 'US', iam: { mode: 'none' } },
      stack.person('acme-plain'),
    );

    expect(execution.error).toBeUndefined();
    expect(await iamInventory(stack.engine)).toEqual(before);
    const call = stack.amazon.requests.findLast(({ userAgent }) => userAgent?.startsWith('acme-plain/'));
    expect([call?.status, call?.signature?.verdict]).toEqual([200, 'absent']);
  });

  step('verifies and uses what the former Quick Start made, and changes nothing of it', async () => {
    const adopted = await seedIam(stack, 'quick-start', { trusted: 'own account', inline: true });
    const { userArn, roleArn, key } = adopted;
    const services = answeringServices(stack);
    const adopter = pathsOf('acme-adopts').iam;
    await services.parameters.put('acme-adopts', adopter.accessKeyId, key.accessKeyId);
    await services.parameters.put('acme-adopts', adopter.secretAccessKey, new Sensitive(key.secretAccessKey));
    const before = await iamInventory(stack.engine);

    const execution = await stack.run(
      { appName: 'acme-adopts', marketplace: 'US', iam: { mode: 'adopt', userArn, roleArn } },
      stack.person('acme-adopts'),
    );

    expect(execution.cause).toBeUndefined();
    expect(execution.error).toBeUndefined();
    expect(await iamInventory(stack.engine)).toEqual(before);
    const call = stack.amazon.requests.findLast(({ userAgent }) => userAgent?.startsWith('acme-adopts/'));
    expect([call?.status, call?.signature?.verdict]).toEqual([200, 'valid']);
  });

  step(
    'lets one of two executions for the same application go on, and tells why the other stops',
    async () => {
      const appName = 'acme-twice';
      const input = { appName, marketplace: 'US', iam: { mode: 'none' } };
      const { executions } = stack;
      const started = await Promise.all(
        ['one', 'two'].map((name) => executions.start(input, `twice-${name}`)),
      );
      const ended = await Promise.race(
        started.map((arn) => executions.untilEnded(arn, { deadlineMs: PATIENCE_MS })),
      );
      const [other = ''] = started.filter((arn) => arn !== ended.executionArn);
      const person = stack.person(appName);
      const onPoll = async () => void (await person.answerWaiting());

      const whole = await executions.untilEnded(other, { deadlineMs: PATIENCE_MS, onPoll });

      expect([ended.status, ended.error, whole.status]).toEqual(['FAILED', 'ApplicationBusy', 'SUCCEEDED']);
      const told = (await stack.messages()).filter(({ subject }) => subject.includes('ApplicationBusy'));
      expect(told.map(({ subject }) => subject)).toEqual([
        `[${appName}] SelectSellingAccount failed: ApplicationBusy`,
      ]);
      expect(told[0]?.body).toContain(other);
    },
  );

  step('gives a rejected developer profile back with the reason until it is approved', async () => {
    const appName = 'acme-rejected';
    const reasons = ['No privacy policy.', 'Website unreachable.'];
    const left = [...reasons];
    const seen = new Set<string>();
    const usual = stack.person(appName);
    const person = {
      answerWaiting: async () => {
        const [task] = await listTasks(answeringServices(stack), appName);
        // A task that was sent back stays stored until the execution asks again; a person sees it only then. What comes
        // between this look and the next is for the next.
        if (!task || seen.has(task.token)) return [];
        seen.add(task.token);
        const reason = task.kind === 'request-data-access' ? left.shift() : undefined;
        if (!reason) return usual.answerWaiting();
        await rejectTask(answeringServices(stack), task, { reason, giveUp: false });
        return [];
      },
    };
    await stack.messages();

    const execution = await stack.run({ appName, marketplace: 'US', iam: { mode: 'none' } }, person);

    expect(execution.error).toBeUndefined();
    const asked = (await stack.messages()).filter(({ subject }) => subject.includes('RequestDataAccess'));
    expect(asked.map(({ body }) => body.split('\n')[2])).toEqual([
      'Needs: Amazon login of the primary user.',
      'Amazon rejected it once; last reason: No privacy policy.',
      'Amazon rejected it 2 times; last reason: Website unreachable.',
    ]);
  });
});
