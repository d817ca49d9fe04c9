import {
  CreateAccessKeyCommand,
  DeleteAccessKeyCommand,
  IAMClient,
  ListAccessKeysCommand,
} from '@aws-sdk/client-iam';
import { GetExecutionHistoryCommand, SFNClient } from '@aws-sdk/client-sfn';
import { readStoredKey } from '#shared/iam/stored-access-key.ts';
import { createExecutions, type ExecutionState, type Executions } from '../../local/execution/execution.ts';
import { writtenParameters } from '../../local/execution/results.ts';
import { answeringServices, type DeployedStack, sharedStack } from '../support/deployed-stack.ts';
import { pathsOf } from '../support/installation.ts';
import { PATIENCE_MS } from '../support/patience.ts';
import { collectTexts, whereShown } from '../support/secret-search.ts';

const APP = 'acme-rotates';
const INPUT = { appName: APP, marketplace: 'US' };

let stack: DeployedStack;
let rotations: Executions;
let created: ExecutionState;

beforeAll(async () => {
  stack = await sharedStack();
  const { RotateAccessKeyArn: stateMachineArn = '' } = stack.deployment.outputs;
  rotations = createExecutions({ engine: stack.engine, stateMachineArn });
  created = await stack.run(INPUT, stack.person(APP));
});
afterAll(() => stack?.close());

async function rotate(input: unknown): Promise<ExecutionState> {
  const executionArn = await rotations.start(input);
  return rotations.untilEnded(executionArn, { deadlineMs: PATIENCE_MS });
}

async function keysOfUser() {
  const iam = new IAMClient(stack.engine.clientConfig);
  const { AccessKeyMetadata = [] } = await iam.send(new ListAccessKeysCommand({ UserName: `sp-api-${APP}` }));
  return AccessKeyMetadata.map(({ AccessKeyId: id = '', Status: status = '' }) => ({ id, status }));
}

/** The states that an execution entered, in order. */
async function statesOf({ executionArn }: ExecutionState): Promise<string[]> {
  const { events = [] } = await new SFNClient(stack.engine.clientConfig).send(
    new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }),
  );
  return events.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []);
}

const storedKey = () => readStoredKey(answeringServices(stack), APP);
const outputOf = ({ output = '{}' }: ExecutionState) => JSON.parse(output);

it('leaves a young key as it is, and says so', async () => {
  const before = await keysOfUser();

  const execution = await rotate({ appName: APP });

  expect([created.status, execution.status]).toEqual(['SUCCEEDED', 'SUCCEEDED']);
  expect(outputOf(execution)).toMatchObject({
    due: false,
    reason: 'The access key is 0 days old; the limit is 90.',
  });
  expect(await keysOfUser()).toEqual(before);
});

it('replaces the key when forced, after both have worked for a while and the grace period, and shows no secret', async () => {
  const before = await storedKey();
  const parameters = await writtenParameters(stack, APP);

  const execution = await rotate({ appName: APP, force: true, settleSeconds: 300, graceSeconds: 200 });
  const after = await storedKey();
  const again = await stack.run(INPUT);

  expect([execution.error, execution.status, again.status]).toEqual([undefined, 'SUCCEEDED', 'SUCCEEDED']);
  const states = await statesOf(execution);
  const between = states.slice(
    states.indexOf('ReplaceStoredAccessKey'),
    states.indexOf('DeactivateOldAccessKey'),
  );
  expect(between.filter((name) => name === 'ProveSpreadingAccessKey')).toHaveLength(5);
  expect(outputOf(execution).deletion).toEqual({ accessKeyId: after?.accessKeyId, deleted: true });
  expect(after?.accessKeyId).not.toBe(before?.accessKeyId);
  expect(after?.complete).toBe(true);
  expect(await keysOfUser()).toEqual([{ id: after?.accessKeyId, status: 'Active' }]);
  expect(await writtenParameters(stack, APP)).toEqual(parameters);
  const call = stack.amazon.requests.findLast(({ userAgent }) => userAgent?.startsWith(`${APP}/`));
  expect([call?.status, call?.signature?.verdict]).toEqual([200, 'valid']);
  const texts = await collectTexts(stack, APP, [execution.executionArn, again.executionArn]);
  for (const key of [before, after])
    expect(whereShown(texts, key?.secretAccessKey.reveal() ?? 'no secret')).toEqual([]);
});

it('does nothing for an application without IAM', async () => {
  const plain = { appName: 'acme-plain', marketplace: 'US', iam: { mode: 'none' } };
  await stack.run(plain, stack.person('acme-plain'));
  const parameters = await writtenParameters(stack, 'acme-plain');

  const execution = await rotate({ appName: 'acme-plain', force: true });

  expect(execution.status).toBe('SUCCEEDED');
  expect(outputOf(execution)).toMatchObject({ due: false, reason: 'iam.mode is none: no key is made here.' });
  expect(await writtenParameters(stack, 'acme-plain')).toEqual(parameters);
});

it('tells people when somebody else has made the second key, and leaves it alone', async () => {
  const iam = new IAMClient(stack.engine.clientConfig);
  const UserName = `sp-api-${APP}`;
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  const before = await keysOfUser();
  await stack.messages();

  const execution = await rotate({ appName: APP, force: true });
  const after = await keysOfUser();
  await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId: AccessKey?.AccessKeyId }));

  expect([execution.status, execution.error]).toEqual(['FAILED', 'AccessKeyLimitReached']);
  expect((await stack.messages()).map(({ subject }) => subject)).toEqual([
    `[${APP}] CreateSecondAccessKey failed: AccessKeyLimitReached`,
  ]);
  expect(after).toEqual(before);
  const { record } = pathsOf(APP).keyRotation;
  expect(await answeringServices(stack).parameters.get([record])).toEqual({});
});

it('names the problems of a wrong input', async () => {
  const execution = await rotate('acme-rotates');

  expect([execution.status, execution.error]).toEqual(['FAILED', 'InvalidInput']);
  expect(execution.cause).toContain('{\\"appName\\":\\"acme-orders\\"}');
});
