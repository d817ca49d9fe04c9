import { ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { poll } from '../../local/engine/processes.ts';
import { createExecutions, type ExecutionState, type Executions } from '../../local/execution/execution.ts';
import { enrolForRotation, sendToClientSecretQueue } from '../../local/stack/client-secrets.ts';
import { expiryMessage, newSecretMessage } from '../support/client-secrets.ts';
import { answeringServices, type DeployedStack, sharedStack } from '../support/deployed-stack.ts';
import { inOrder } from '../support/in-order.ts';
import { pathsOf } from '../support/installation.ts';
import { PATIENCE_MS } from '../support/patience.ts';
import { collectTexts, whereSecretForms, whereShown } from '../support/secret-search.ts';

let stack: DeployedStack;
let rotations: Executions;

beforeAll(async () => {
  stack = await sharedStack();
  const stateMachineArn = stack.deployment.outputs.RotateClientSecretArn ?? '';
  rotations = createExecutions({ engine: stack.engine, stateMachineArn });
});
afterAll(() => stack?.close());

/** What is stored of an application's client secret. */
async function stored(appName: string) {
  const { lwa } = pathsOf(appName);
  const { parameters } = answeringServices(stack);
  const plain = await parameters.get([lwa.clientId, lwa.secretDates]);
  const secrets = await parameters.getSecrets([lwa.clientSecret, lwa.previousClientSecret]);
  return {
    clientId: plain[lwa.clientId] ?? '',
    dates: JSON.parse(plain[lwa.secretDates] ?? '{}'),
    secret: secrets[lwa.clientSecret]?.reveal() ?? '',
    previous: secrets[lwa.previousClientSecret]?.reveal(),
  };
}

async function create(appName: string) {
  const { status } = await stack.run({ appName, marketplace: 'US' }, stack.person(appName));
  expect(status).toBe('SUCCEEDED');
  await stack.messages();
  return stored(appName);
}

async function rotate(input: unknown): Promise<ExecutionState> {
  return rotations.untilEnded(await rotations.start(input), { deadlineMs: PATIENCE_MS });
}

/** How many executions of the state machine there are. */
async function countRotations(): Promise<number> {
  const stateMachineArn = stack.deployment.outputs.RotateClientSecretArn;
  const { executions = [] } = await new SFNClient(stack.engine.clientConfig).send(
    new ListExecutionsCommand({ stateMachineArn }),
  );
  return executions.length;
}

/** How many messages are in the queue or, by the end of its name, its dead-letter queue, those included that come again. */
async function countMessages(which = ''): Promise<number> {
  const request = new GetQueueAttributesCommand({
    QueueUrl: `${stack.deployment.outputs.ClientSecretQueueUrl}${which}`,
    AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
  });
  const { Attributes = {} } = await new SQSClient(stack.engine.clientConfig).send(request);
  return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
}

async function untilQueueIsEmpty(): Promise<void> {
  const empty = async () => (await countMessages()) === 0 || undefined;
  expect(await poll(empty, { deadlineMs: PATIENCE_MS })).toBe(true);
}

const subjectsOf = (messages: { subject: string }[]) => messages.map(({ subject }) => subject);

describe('rotate-client-secret on the deployed stack', () => {
  const step = inOrder();

  step('replaces the secret, keeps the old one, proves the new one and tells people', async () => {
    const before = await create('acme-rotates');
    enrolForRotation(stack, before.clientId);

    const execution = await rotate({ appName: 'acme-rotates' });

    expect(execution.error).toBeUndefined();
    expect(execution.status).toBe('SUCCEEDED');
    const after = await stored('acme-rotates');
    expect(after.secret).not.toBe(before.secret);
    expect(after.previous).toBe(before.secret);
    expect(after.dates).toEqual({
      createdAt: expect.any(String),
      expiresAt: expect.any(String),
      previousExpiresAt: expect.any(String),
      notificationId: expect.any(String),
      takenAt: expect.any(String),
      dated: 'amazon',
    });
    expect(JSON.parse(execution.output ?? '')).toEqual({
      appName: 'acme-rotates',
      expiresAt: after.dates.expiresAt,
      previousExpiresAt: after.dates.previousExpiresAt,
      authorizations: ['us'],
      refused: [],
    });
    expect(subjectsOf(await stack.messages())).toEqual(['[acme-rotates] The client secret was rotated']);
    const asked = stack.amazon.requests.filter(
      ({ operation }) => operation === 'rotateApplicationClientSecret',
    );
    expect(asked.map(({ host, status }) => [host, status])).toEqual([['sellingpartnerapi-na', 204]]);

    const again = await stack.run({ appName: 'acme-rotates', marketplace: 'US' });
    expect(again.status).toBe('SUCCEEDED');
    expect(subjectsOf(await stack.messages())).toEqual(['[acme-rotates] Ready: the application works']);

    const texts = await collectTexts(stack, 'acme-rotates', [execution.executionArn, again.executionArn]);
    expect(texts[`/aws/lambda/${stack.deployment.stackName}-take-client-secret`]).toContain(
      'acme-rotates: taken',
    );
    expect([whereShown(texts, before.secret), whereShown(texts, after.secret)]).toEqual([[], []]);
    expect(whereSecretForms(texts)).toEqual([]);
  });

  step('asks Amazon for no second secret when it is started again', async () => {
    const before = await stored('acme-rotates');

    const execution = await rotate({ appName: 'acme-rotates' });

    expect(execution.status).toBe('SUCCEEDED');
    expect(await stored('acme-rotates')).toEqual(before);
    const asked = stack.amazon.requests.filter(
      ({ operation }) => operation === 'rotateApplicationClientSecret',
    );
    expect(asked).toHaveLength(1);
    await stack.messages();
  });

  step('tells people that no secret came, while the stored one still works', async () => {
    const before = await create('acme-waits');
    stack.amazon.world.enrollForRotation(before.clientId, () => {});

    const execution = await rotate({ appName: 'acme-waits', waitSeconds: 2 });

    expect([execution.status, execution.error]).toEqual(['FAILED', 'NewClientSecretMissing']);
    expect(await stored('acme-waits')).toEqual(before);
    expect(subjectsOf(await stack.messages())).toEqual([
      '[acme-waits] FindNewClientSecret failed: NewClientSecretMissing',
    ]);
  });

  step('takes a secret that nobody asked for, proves the authorizations and tells people', async () => {
    const { clientId, secret } = await create('acme-unasked');
    const unasked = stack.amazon.world.rotateClientSecret(clientId);
    const message = newSecretMessage({ clientId, secret: unasked });
    const count = await countRotations();

    await sendToClientSecretQueue(stack, message);
    await sendToClientSecretQueue(stack, message);
    const messages = await poll(
      async () => {
        const found = await stack.messages();
        return found.length > 0 ? found : undefined;
      },
      { deadlineMs: PATIENCE_MS },
    );
    await untilQueueIsEmpty();

    expect(subjectsOf(messages ?? [])).toEqual(['[acme-unasked] The client secret was rotated']);
    expect(await stored('acme-unasked')).toMatchObject({ secret: unasked, previous: secret });
    expect(await countRotations()).toBe(count + 1);
  });

  step('rotates when Amazon warns that the secret ends, once for each warning', async () => {
    const before = await create('acme-warned');
    enrolForRotation(stack, before.clientId);
    const inSevenDays = new Date(Date.now() + 7 * 86_400_000).toISOString();
    const warning = expiryMessage({ clientId: before.clientId, expiresAt: inSevenDays });

    await sendToClientSecretQueue(stack, warning);
    await sendToClientSecretQueue(stack, warning);
    const rotated = await poll(
      async () => {
        const now = await stored('acme-warned');
        return now.secret === before.secret ? undefined : now;
      },
      { deadlineMs: PATIENCE_MS },
    );
    await untilQueueIsEmpty();

    expect(rotated?.previous).toBe(before.secret);
    const asked = stack.amazon.requests.filter(
      ({ operation, userAgent }) =>
        operation === 'rotateApplicationClientSecret' && userAgent?.startsWith('acme-warned/'),
    );
    expect(asked).toHaveLength(1);
  });

  step(
    'changes nothing for an unreadable or forged message: puts the first aside, tells people, and tries the second again',
    async () => {
      const before = await stored('acme-rotates');
      const forged = `amzn1.oa2-cs.v1.${'f'.repeat(64)}`;

      await sendToClientSecretQueue(stack, { nothing: 'of Amazon' });
      await untilQueueIsEmpty();
      expect(subjectsOf(await stack.messages())).toContain(
        '[client secrets] A message about a client secret cannot be read',
      );
      expect(await countMessages('-dead')).toBe(1);
      await sendToClientSecretQueue(stack, newSecretMessage({ clientId: before.clientId, secret: forged }));
      const refused = await poll(
        async () => {
          const texts = await collectTexts(stack, 'acme-rotates', []);
          const log = texts[`/aws/lambda/${stack.deployment.stackName}-take-client-secret`] ?? '';
          return log.includes('ClientSecretRejected') ? texts : undefined;
        },
        { deadlineMs: PATIENCE_MS },
      );

      expect(await stored('acme-rotates')).toEqual(before);
      expect(await countMessages()).toBe(1);
      expect(whereShown(refused ?? {}, forged)).toEqual([]);
    },
  );
});
