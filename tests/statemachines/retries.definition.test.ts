import { describe, expect, it } from '@jest/globals';
import { functionOf, isHuman, MACHINE_FILES, type Retrier, readMachine, type State } from './definition.ts';

/** Source: docs.aws.amazon.com/step-functions/latest/dg/bp-lambda-serviceexception.html */
const BY_LAMBDA = [
  'Lambda.ClientExecutionTimeoutException',
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.TooManyRequestsException',
  // A version that nobody called for weeks is made ready by the first call, which fails.
  // Source: docs.aws.amazon.com/lambda/latest/dg/functions-states.html
  'Lambda.ResourceConflictException',
  'Lambda.ResourceNotReadyException',
];
/** Source: github.com/aws/aws-lambda-runtime-interface-emulator and aws-lambda-nodejs-runtime-interface-client */
const CRASHES = [
  'Lambda.Unknown',
  'Runtime.ExitError',
  'Runtime.InitError',
  'Runtime.InvokeTimeout',
  'Runtime.NodeJsExit',
  'Runtime.OutOfMemory',
  'Runtime.TruncatedResponse',
  'Runtime.UnhandledPromiseRejection',
  'Runtime.Unknown',
  'Sandbox.Failure',
  'Sandbox.Timedout',
];

/** Other functions of the account, or a flood of requests for the task pages, take all concurrent executions. */
const NO_ROOM = 'Lambda.TooManyRequestsException';
const FLOOD_SECONDS = 600;

const attempts = ({ Retry = [] }: State, error: string) =>
  Retry.find(({ ErrorEquals }) => ErrorEquals.includes(error))?.MaxAttempts ?? 0;
const byAttempts = (state: State, errors: string[]) =>
  Object.fromEntries(errors.map((error) => [error, attempts(state, error)]));
const times = (errors: string[], count: number) => Object.fromEntries(errors.map((error) => [error, count]));

/** How long the attempts of a retrier last at least: full jitter may shorten every wait to nothing. */
function shortest(retrier: Retrier | undefined): number {
  if (retrier?.JitterStrategy !== 'NONE') return 0;
  const { IntervalSeconds, BackoffRate, MaxAttempts, MaxDelaySeconds = Infinity } = retrier;
  const waits = Array.from({ length: MaxAttempts }, (_, i) =>
    Math.min(IntervalSeconds * BackoffRate ** i, MaxDelaySeconds),
  );
  return waits.reduce((sum, wait) => sum + wait, 0);
}

/** Where a function that took too long is not asked again. */
const ONCE = {
  NotifyFailure: 'it fails on purpose, and maybe with StepTimedOut',
  DiagnoseApplication: 'its calls count in the quotas of the accounts',
};

describe.each(MACHINE_FILES)('in %s', (file) => {
  const { tasks } = readMachine(file);
  const calls = tasks.filter((task) => functionOf(task) !== undefined);

  it.each(calls.map((task) => [task.name, task] as const))(
    '%s is repeated where Lambda fails or the function dies',
    (_, { state }) => {
      expect(byAttempts(state, BY_LAMBDA)).toEqual({ ...times(BY_LAMBDA, 6), [NO_ROOM]: 8 });
      expect(byAttempts(state, CRASHES)).toEqual(times(CRASHES, 4));
    },
  );

  it.each(calls.map((task) => [task.name, task] as const))(
    '%s outlasts a flood of ten minutes',
    (_, { state }) => {
      const retrier = state.Retry?.find(({ ErrorEquals }) => ErrorEquals.includes(NO_ROOM));

      expect(shortest(retrier)).toBe(782);
      expect(shortest(retrier)).toBeGreaterThan(FLOOD_SECONDS);
    },
  );

  it('a function that took too long is asked again, a person only by a reminder', () => {
    const found = calls.map((task) => [
      task.name,
      attempts(task.state, 'StepTimedOut'),
      attempts(task.state, 'States.Timeout'),
    ]);

    expect(found).toEqual(
      calls.map((task) => [task.name, task.name in ONCE ? 0 : 2, isHuman(task) || task.name in ONCE ? 0 : 2]),
    );
  });

  it('starts of other executions are repeated where Step Functions fails or is slow', () => {
    const starts = tasks.filter(({ state }) => state.Resource?.includes(':states:startExecution'));

    for (const { state } of starts)
      expect(state.Retry?.flatMap(({ ErrorEquals }) => ErrorEquals)).toEqual([
        'StepFunctions.AWSStepFunctionsException',
        'StepFunctions.ExecutionLimitExceededException',
        'StepFunctions.SdkClientException',
        'StepFunctions.ThrottlingException',
        'States.Timeout',
      ]);
  });

  it('only the last message is tried again whatever the error', () => {
    const whatever = tasks.filter(({ state }) =>
      state.Retry?.some(({ ErrorEquals }) =>
        ErrorEquals.some((name) => /^States\.(ALL|TaskFailed)$/.test(name)),
      ),
    );

    expect(whatever.map(({ name }) => name)).toEqual(['AnnounceFailure']);
  });
});

describe('where the function that tells people of a failure fails', () => {
  const create = readMachine('create-private-app');
  const last = [
    'NotifyFailure',
    'DescribeFailure',
    'AnnounceFailure',
    'FailureAnnounced',
    'FailureNotAnnounced',
  ];
  const others = MACHINE_FILES.filter((file) => file !== 'create-private-app');

  it('the definition does, whether the function died, was refused by SNS or was never called', () => {
    const ways = create.stateOf('NotifyFailure').Catch ?? [];

    expect(ways.flatMap(({ ErrorEquals }) => ErrorEquals)).toEqual([
      ...BY_LAMBDA,
      ...CRASHES,
      'NotificationFailed',
      'States.Timeout',
    ]);
    expect(new Set(ways.map(({ Next }) => Next))).toEqual(new Set(['DescribeFailure']));
  });

  it.each(others)('%s does it as create-private-app', (file) => {
    const { stateOf } = readMachine(file);
    // Where the flow begins again differs, as do branches and applications.
    const common = (of: typeof stateOf) =>
      last.map((name) => {
        const { Next: _, Comment: __, Cause: ___, Parameters, ...rest } = of(name);
        return [name, rest, name === 'DescribeFailure' ? undefined : Parameters];
      });
    const described = (of: typeof stateOf) => {
      const { step, error, region } = Object.fromEntries(
        Object.entries(of('DescribeFailure').Parameters ?? {}).map(([key, value]) => [
          key.replace('.$', ''),
          value,
        ]),
      );
      return { step, error, region };
    };

    expect(common(stateOf)).toEqual(common(create.stateOf));
    expect(described(stateOf)).toEqual(described(create.stateOf));
  });
});
