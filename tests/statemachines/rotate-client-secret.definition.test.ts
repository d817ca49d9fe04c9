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

it('protects the dead-letter queue like the queue, and lets nobody but the queue and its function fill it', () => {
  const queue = Resources.ClientSecretQueue.Properties;
  const dead = Resources.ClientSecretDeadLetterQueue.Properties;

  expect(dead.KmsMasterKeyId).toEqual(queue.KmsMasterKeyId);
  expect(dead.RedriveAllowPolicy.redrivePermission).toBe('byQueue');
  expect(Resources.ClientSecretQueuePolicy.Properties.Queues).toEqual([{ Ref: 'ClientSecretQueue' }]);
});

const DAY_SECONDS = 86_400;

it('keeps and tries a message for more than three days, and in the dead-letter queue as long as SQS can', () => {
  const { RedrivePolicy, ...queue } = Resources.ClientSecretQueue.Properties;
  const dead = Resources.ClientSecretDeadLetterQueue.Properties;

  expect(RedrivePolicy.maxReceiveCount * queue.VisibilityTimeout).toBeGreaterThan(4 * DAY_SECONDS);
  expect([queue.MessageRetentionPeriod, dead.MessageRetentionPeriod]).toEqual(
    Array(2).fill(14 * DAY_SECONDS),
  );
});

it('tells people of a message that is tried for half a day, and reminds them of one that was put aside', () => {
  const alarms = ['ClientSecretWaitsAlarm', 'ClientSecretDeadLetterAlarm'].map(
    (id) => Resources[id].Properties,
  );

  expect(alarms.map(({ Dimensions: [queue], ...alarm }) => [queue.Value['Fn::GetAtt'][0], alarm])).toEqual([
    [
      'ClientSecretQueue',
      expect.objectContaining({ MetricName: 'ApproximateNumberOfMessagesNotVisible', EvaluationPeriods: 12 }),
    ],
    [
      'ClientSecretDeadLetterQueue',
      expect.objectContaining({ MetricName: 'ApproximateNumberOfMessagesVisible', EvaluationPeriods: 24 }),
    ],
  ]);
  for (const alarm of alarms)
    expect(alarm).toMatchObject({
      ...{ Statistic: 'Maximum', Period: 3600, Threshold: 0, AlarmActions: [{ Ref: 'Topic' }] },
      ComparisonOperator: 'GreaterThanThreshold',
    });
});

// The embedded AWS reads a function's queue without looking at its rights.
it('lets the function read the queue and use its key to decrypt, and leaves the message until it has ended well', () => {
  const file = new URL('../../functions/take-client-secret/function.yml', import.meta.url);
  const { iam, events, timeout } = parse(readFileSync(file, 'utf8'));
  const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

  expect(iam.slice(0, 4)).toEqual([
    {
      Effect: 'Allow',
      Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      Resource: arnOf('ClientSecretQueue'),
    },
    { Effect: 'Allow', Action: ['kms:Decrypt'], Resource: arnOf('ClientSecretKey') },
    { Effect: 'Allow', Action: ['sqs:SendMessage'], Resource: arnOf('ClientSecretDeadLetterQueue') },
    {
      Effect: 'Allow',
      Action: ['kms:GenerateDataKey'],
      Resource: arnOf('ClientSecretKey'),
      Condition: {
        StringEquals: { 'kms:ViaService': { 'Fn::Sub': `sqs.\${AWS::Region}.amazonaws.com` } },
      },
    },
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
