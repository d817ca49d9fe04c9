import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { TASK_STATES } from '#shared/domain/human-task.ts';
import { functionOf, isHuman, readMachine } from './definition.ts';

const { definition, deployment, tasks, stateOf } = readMachine('rotate-client-secret');
const create = readMachine('create-private-app');
const { Resources } = deployment.resources;
const AMAZON = { AWS: 'arn:aws:iam::437568002678:root' };

it('ends by itself after a year, like create-private-app', () => {
  expect(definition.TimeoutSeconds).toBe(create.definition.TimeoutSeconds);
});

it('names each state after its function, but for the one that asks a person', () => {
  const software = tasks.filter((task) => !isHuman(task) && task.name !== 'AnnounceFailure');

  expect(software.map(functionOf)).toEqual(software.map(({ name }) => `${name}LambdaFunction`));
  expect(tasks.filter(isHuman).map((task) => [task.name, functionOf(task)])).toEqual([
    [TASK_STATES['register-queue'].state, 'RequestHumanTaskLambdaFunction'],
  ]);
});

it('catches every failure under the name of its state', () => {
  const steps = tasks.filter(({ name }) => !/^(Notify|Announce)Failure$/.test(name));

  expect(steps.map(({ state }) => state.Catch?.at(-1))).toEqual(
    steps.map(({ name }) => ({
      ErrorEquals: ['States.ALL'],
      ResultPath: `$.failure.${name}`,
      Next: 'RememberFailure',
    })),
  );
});

it('waits for a person as create-private-app does', () => {
  const rulesOf = ({ Type, Resource, TimeoutSecondsPath, Catch = [] }: ReturnType<typeof stateOf>) => ({
    Type,
    Resource,
    TimeoutSecondsPath,
    caught: Catch.map(({ ErrorEquals }) => ErrorEquals),
  });

  expect(rulesOf(stateOf('RegisterQueue'))).toEqual(rulesOf(create.stateOf('RegisterApplication')));
});

it('waits for the refill of the operation, which is once a minute', () => {
  const retrier = stateOf('RequestNewClientSecret').Retry?.find(({ ErrorEquals }) =>
    ErrorEquals.includes('SpApiThrottled'),
  );

  expect(retrier).toMatchObject({ IntervalSeconds: 65, BackoffRate: 2, MaxAttempts: 5 });
});

it('lets Amazon send to the queue and use its key, and do nothing else', () => {
  const [send] = Resources.ClientSecretQueuePolicy.Properties.PolicyDocument.Statement;
  const key = Resources.ClientSecretKey.Properties.KeyPolicy.Statement.find(
    ({ Sid }: { Sid: string }) => Sid === 'LetAmazonSend',
  );

  expect(Resources.ClientSecretQueuePolicy.Properties.PolicyDocument.Statement).toHaveLength(1);
  expect([send.Principal, send.Action]).toEqual([AMAZON, ['sqs:SendMessage', 'sqs:GetQueueAttributes']]);
  expect([key.Principal, key.Action]).toEqual([AMAZON, ['kms:GenerateDataKey', 'kms:Decrypt']]);
});

it('protects the dead-letter queue like the queue, and lets nobody but the queue fill it', () => {
  const queue = Resources.ClientSecretQueue.Properties;
  const dead = Resources.ClientSecretDeadLetterQueue.Properties;

  expect(dead.KmsMasterKeyId).toEqual(queue.KmsMasterKeyId);
  expect(queue.RedrivePolicy.maxReceiveCount).toBe(5);
  expect(dead.RedriveAllowPolicy.redrivePermission).toBe('byQueue');
  expect(Resources.ClientSecretQueuePolicy.Properties.Queues).toEqual([{ Ref: 'ClientSecretQueue' }]);
});

// The embedded AWS reads a function's queue without looking at its rights.
it('lets the function read the queue and use its key to decrypt, and leaves the message until it has ended well', () => {
  const file = new URL('../../functions/take-client-secret/function.yml', import.meta.url);
  const { iam, events, timeout } = parse(readFileSync(file, 'utf8'));
  const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

  expect(iam.slice(0, 2)).toEqual([
    {
      Effect: 'Allow',
      Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      Resource: arnOf('ClientSecretQueue'),
    },
    { Effect: 'Allow', Action: ['kms:Decrypt'], Resource: arnOf('ClientSecretKey') },
  ]);
  expect(events).toEqual([
    {
      sqs: {
        arn: arnOf('ClientSecretQueue'),
        batchSize: 1,
        functionResponseType: 'ReportBatchItemFailures',
      },
    },
  ]);
  expect(Resources.ClientSecretQueue.Properties.VisibilityTimeout).toBe(6 * timeout);
});
