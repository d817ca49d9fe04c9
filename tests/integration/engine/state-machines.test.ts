import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { GetParametersByPathCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createExecutionHistory } from '#shared/clients/execution-history.ts';
import { findFailedStep } from '#shared/domain/failed-step.ts';
import { poll } from '../../../local/engine/processes.ts';
import { PATIENCE_MS } from '../../support/patience.ts';
import { startTestBed, type TestBed } from './engine-fixture.ts';

let bed: TestBed;
let sfn: SFNClient;

beforeAll(async () => {
  bed = await startTestBed();
  sfn = new SFNClient(bed.engine.clientConfig);
});

afterAll(() => bed?.close());

type Fields = Record<string, unknown>;

const task = (payload: Fields, rest: Fields = { End: true }) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Parameters: { FunctionName: bed.outputs.Act, Payload: payload },
  ...rest,
});

const waitingTask = (payload: Fields = {}, rest: Fields = { TimeoutSeconds: 3600 }) =>
  task(
    { ...payload, 'token.$': '$$.Task.Token' },
    { Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken', End: true, ...rest },
  );

const only = (state: object, rest: Fields = {}) => ({ StartAt: 'Only', States: { Only: state }, ...rest });

let machines = 0;

async function start(definition: object, role = 'MachineRole', input: object = {}): Promise<string> {
  const { stateMachineArn } = await sfn.send(
    new CreateStateMachineCommand({
      name: `test-${machines++}`,
      roleArn: bed.outputs[role],
      definition: JSON.stringify(definition),
    }),
  );
  const started = await sfn.send(
    new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }),
  );
  return started.executionArn ?? '';
}

/** The execution when it has ended, at most after 10 seconds. */
async function ended(executionArn: string) {
  const check = async () => {
    const execution = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    return execution.status === 'RUNNING' ? undefined : execution;
  };
  return poll(check, { deadlineMs: PATIENCE_MS, everyMs: 50 });
}

const run = async (...definition: Parameters<typeof start>) => ended(await start(...definition));

it('retries a function by the name of its error', async () => {
  const Retry = [{ ErrorEquals: ['NotYet'], IntervalSeconds: 1, MaxAttempts: 3 }];

  const execution = await run(only(task({ act: 'fail twice', name: 'NotYet' }, { Retry, End: true })));

  expect(execution?.status).toBe('SUCCEEDED');
});

it('catches a function by the name of its error, with the error as AWS tells it', async () => {
  const Catch = [{ ErrorEquals: ['Refused'], ResultPath: '$.failure.Act', Next: 'Stop' }];
  const Act = task({ act: 'fail', name: 'Refused' }, { Catch, Next: 'Stop' });
  const Stop = { Type: 'Fail', Error: 'Stopped', CausePath: 'States.JsonToString($.failure.Act)' };

  const execution = await run({ StartAt: 'Act', States: { Act, Stop } });
  const cause = JSON.parse(execution?.cause ?? '{}');

  expect(execution?.error).toBe('Stopped');
  expect(cause.Error).toBe('Refused');
  expect(JSON.parse(cause.Cause)).toMatchObject({ errorType: 'Refused', errorMessage: 'as told' });
});

it('may invoke only what its role allows', async () => {
  const execution = await run(only(task({})), 'PowerlessRole');

  expect(execution?.error).toBe('Lambda.AWSLambdaException');
});

it('fails a task that waits for a token when its function fails', async () => {
  const execution = await run(only(waitingTask({ act: 'fail', name: 'Broken' })));

  expect(execution?.error).toBe('Broken');
});

it('ends a task that waits for a token after the time its input names', async () => {
  const definition = only(waitingTask({}, { TimeoutSecondsPath: '$.limit' }));

  const execution = await run(definition, 'MachineRole', { limit: 1 });

  expect(execution?.error).toBe('States.Timeout');
});

it('ends an execution after the time of its definition', async () => {
  const execution = await run(only(waitingTask(), { TimeoutSeconds: 1 }));

  expect(execution?.status).toBe('TIMED_OUT');
});

it('keeps a stopped execution stopped', async () => {
  const arn = await start(only(waitingTask({}, { TimeoutSeconds: 1 })));
  await sfn.send(new StopExecutionCommand({ executionArn: arn }));

  // past the task's own timeout, which would have made it FAILED
  await poll(() => undefined, { deadlineMs: 1_500 });

  expect((await ended(arn))?.status).toBe('ABORTED');
});

it('ends a Parallel state with its first failure, though another branch waits for a person', async () => {
  const Branches = [only(waitingTask()), only(task({ act: 'fail', name: 'Refused' }))];

  const execution = await run(only({ Type: 'Parallel', Branches, End: true }));

  expect(execution?.error).toBe('Refused');
});

it('ends a Map state with its first failure, though another item waits for a person', async () => {
  const states = {
    Which: choice('$.wait', 'Wait', 'Fail'),
    Wait: waitingTask(),
    Fail: task({ act: 'fail', name: 'Refused' }),
  };
  const ItemProcessor = { StartAt: 'Which', States: states };
  const definition = only({ Type: 'Map', ItemsPath: '$.items', ItemProcessor, End: true });

  const execution = await run(definition, 'MachineRole', { items: [{ wait: true }, { wait: false }] });

  expect(execution?.error).toBe('Refused');
});

const choice = (Variable: string, Next: string, Default: string) => ({
  Type: 'Choice',
  Choices: [{ Variable, BooleanEquals: true, Next }],
  Default,
});

it('gives each attempt of a waiting task a token of its own, and says that the function died', async () => {
  const Retry = [{ ErrorEquals: ['Runtime.ExitError'], IntervalSeconds: 1, MaxAttempts: 1 }];
  const name = "States.Format('/allowed/token/{}', $$.Task.Token)";
  const dying = waitingTask({ act: 'put parameter and die', 'name.$': name }, { TimeoutSeconds: 60, Retry });

  const execution = await run(only(dying));

  expect(execution?.error).toBe('Runtime.ExitError');
  const { Parameters = [] } = await new SSMClient(bed.engine.clientConfig).send(
    new GetParametersByPathCommand({ Path: '/allowed/token' }),
  );
  expect(Parameters).toHaveLength(2);
});

it('leads in the history from the end to the state in a branch that failed', async () => {
  const failing = { StartAt: 'Failing', States: { Failing: task({ act: 'fail', name: 'Refused' }) } };
  const waiting = { StartAt: 'Waiting', States: { Waiting: waitingTask() } };
  const arn = await start(only({ Type: 'Parallel', Branches: [failing, waiting], End: true }));
  await ended(arn);

  const newest = await createExecutionHistory(bed.engine.clientConfig).newest(arn);

  expect(newest[0]?.type).toBe('ExecutionFailed');
  expect(findFailedStep(newest)).toEqual({ step: 'Failing', error: 'Refused' });
});

it('tells the states inside a branch in the history', async () => {
  const arn = await start(
    only({ Type: 'Parallel', Branches: [{ StartAt: 'Inner', States: { Inner: task({}) } }], End: true }),
  );
  await ended(arn);

  const { events = [] } = await sfn.send(new GetExecutionHistoryCommand({ executionArn: arn }));
  const entered = events.map((event) => event.stateEnteredEventDetails?.name).filter(Boolean);

  expect(entered).toEqual(['Only', 'Inner']);
});

it('ends an execution whose data outgrow 256 KiB, which States.ALL does not catch', async () => {
  const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }];
  const twice = (from: string) => ({
    'data.$': `States.Format('{}{}', $.${from}, $.${from})`,
  });
  const Act = task(
    {},
    { ResultSelector: { 'data.$': '$.Payload' }, ResultPath: '$.ignored', Catch, Next: 'Grow' },
  );
  const Grow = { Type: 'Pass', Parameters: twice('data'), Next: 'More' };
  const More = { Type: 'Pass', Parameters: twice('data'), End: true };
  const Caught = { Type: 'Succeed' };
  const definition = { StartAt: 'Act', States: { Act, Grow, More, Caught } };
  const grown = (length: number) => run(definition, 'MachineRole', { data: 'ä'.repeat(length) });

  const within = await grown(32_760);
  const beyond = await grown(32_770);

  expect(within?.status).toBe('SUCCEEDED');
  expect(beyond).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
});

it('ends an execution at 25,000 events', async () => {
  const Turn = { Type: 'Pass', Next: 'Again' };
  const Again = { Type: 'Pass', Next: 'Turn' };

  const execution = await run({ StartAt: 'Turn', States: { Turn, Again } });

  expect(execution).toMatchObject({ status: 'FAILED', cause: expect.stringContaining('(25000)') });
});
