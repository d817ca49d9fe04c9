import { describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import * as broken from '#shared/errors/broken.ts';
import * as refused from '#shared/errors/refused.ts';
import * as retryable from '#shared/errors/retryable.ts';
import { writeRemoval } from '#shared/removal/open-removal.ts';
import { listTasks, storeTask } from '#shared/tasks/task-store.ts';
import { reportEndedExecution } from '../../../functions/report-ended-execution/report-ended-execution.ts';
import { Detail } from '../../../functions/report-ended-execution/schema.ts';
import { aTask, OTHER_EXECUTION } from '../../support/a-task.ts';
import { NOW } from '../../support/fakes/clock.ts';
import { fakeServices } from '../../support/fakes/services.ts';
import { APP, EXECUTION, EXECUTION_LINK, errorOf, PATHS } from '../../support/subjects.ts';

const DETAIL = {
  executionArn: EXECUTION,
  stateMachineArn:
    'arn:aws:states:eu-west-1:111122223333:stateMachine:sp-api-private-app-dev-create-private-app',
  name: 'first',
  status: 'FAILED',
  startDate: 1,
  stopDate: 2,
  input: JSON.stringify({ appName: APP, marketplace: 'US' }),
  output: null,
  error: null,
  cause: null,
};

async function report(changes: object, services = fakeServices()) {
  const output = await reportEndedExecution(services, z.parse(Detail, { ...DETAIL, ...changes }));
  return { output, messages: services.topic.messages };
}

const ours = [broken, refused, retryable]
  .flatMap((family) => Object.keys(family))
  .filter((name) => name !== 'NotificationFailed');

describe('nobody is told again of an execution that told itself', () => {
  it.each(ours)('and so failed with %s', async (error) => {
    expect(await report({ error })).toEqual({ output: { told: false }, messages: [] });
  });
});

it('nobody is told of an execution that a removal stopped: the removal tells', async () => {
  expect(await report({ status: 'ABORTED', error: 'ApplicationRemoved' })).toEqual({
    output: { told: false },
    messages: [],
  });
});

describe('beside a removal that a person has confirmed', () => {
  const REMOVAL = EXECUTION.replace('create-private-app', 'remove-private-app');

  async function reportBeside(changes: object) {
    const services = fakeServices();
    const removal = {
      confirmedAt: NOW,
      execution: REMOVAL,
      adopted: [],
      removed: { iam: [], parameters: [] },
    };
    await writeRemoval(services, APP, removal);
    return reportEndedExecution(services, z.parse(Detail, { ...DETAIL, ...changes }));
  }

  it.each(['ApplicationRemoved', null])(
    'nobody is told of what it stopped, with error %p: it tells',
    async (error) => {
      expect(await reportBeside({ status: 'ABORTED', error })).toEqual({ told: false });
    },
  );

  it.each([
    ['the removal itself that somebody stopped', { status: 'ABORTED', executionArn: REMOVAL }],
    ['what failed without a word', { status: 'FAILED', error: 'States.Runtime' }],
  ])('people are told of %s', async (_, changes) => {
    expect(await reportBeside(changes)).toEqual({ told: true });
  });
});

describe('people are told of an execution', () => {
  it('with which it was, how it ended and where', async () => {
    const { output, messages } = await report({ status: 'TIMED_OUT', error: 'States.Timeout' });

    expect(output).toEqual({ told: true });
    expect(messages).toEqual([
      {
        appName: APP,
        subject: `[${APP}] sp-api-private-app-dev-create-private-app ended: TIMED_OUT (States.Timeout)`,
        body: [
          `Setup only: no call fails because of this. The setup of ${APP} ran out of time, and no step reported a reason.`,
          'Runbook: spapi runbook "ended: TIMED_OUT" (or search docs/runbook.md of sp-api-private-app for these words)',
          'What to do: Look at the last events in the execution, then start it again. Everything done so far is kept.',
          `Start it again: spapi start ${APP} --again`,
          `Execution: ${EXECUTION_LINK}`,
        ].join('\n'),
      },
    ]);
  });

  it('with the step and its error, from the history', async () => {
    const services = fakeServices();
    services.executionHistory.histories[EXECUTION] = [
      { id: 3, previousId: 2, type: 'ExecutionFailed', error: 'States.Runtime' },
      { id: 2, previousId: 1, type: 'TaskFailed', error: 'Runtime.ExitError' },
      { id: 1, previousId: 0, type: 'TaskStateEntered', state: 'NotifyFailure' },
    ];

    const { messages } = await report({ error: 'Runtime.ExitError' }, services);

    expect(messages[0]?.body.split('\n')).toEqual([
      `The setup of ${APP} failed, and no step reported a reason.`,
      'Runbook: spapi runbook "ended: FAILED" (or search docs/runbook.md of sp-api-private-app for these words)',
      'What to do: Look at this step in the execution, then start it again. Everything done so far is kept.',
      'Step: NotifyFailure',
      'Error: Runtime.ExitError',
      `Start it again: spapi start ${APP} --again`,
      `Execution: ${EXECUTION_LINK}`,
    ]);
  });

  it('also where its history cannot be read', async () => {
    const services = fakeServices();
    services.executionHistory.failNext(
      'newest',
      new retryable.AwsThrottled({ what: 'No.', remedy: 'Wait.' }),
    );

    expect((await report({ status: 'ABORTED' }, services)).output).toEqual({ told: true });
  });

  it.each([
    ['FAILED', 'States.Runtime', 'FAILED (States.Runtime)'],
    ['FAILED', 'States.DataLimitExceeded', 'FAILED (States.DataLimitExceeded)'],
    ['FAILED', 'States.TaskFailed', 'FAILED (States.TaskFailed)'],
    ['FAILED', 'Lambda.Unknown', 'FAILED (Lambda.Unknown)'],
    ['FAILED', 'Runtime.ExitError', 'FAILED (Runtime.ExitError)'],
    ['FAILED', 'NotificationFailed', 'FAILED (NotificationFailed)'],
    ['FAILED', null, 'FAILED'],
    ['FAILED', undefined, 'FAILED'],
    ['FAILED', '', 'FAILED'],
    ['TIMED_OUT', null, 'TIMED_OUT'],
    ['ABORTED', null, 'ABORTED'],
    ['ABORTED', 'AwsDenied', 'ABORTED (AwsDenied)'],
  ])('that ended as %s with %p', async (status, error, how) => {
    const { output, messages } = await report({ status, error });

    expect(output).toEqual({ told: true });
    expect(messages.map(({ subject }) => subject)).toEqual([
      `[${APP}] sp-api-private-app-dev-create-private-app ended: ${how}`,
    ]);
  });

  it.each([
    ['{}'],
    ['{"appNames":["acme-orders"]}'],
    ['{"appName":"Acme Orders"}'],
    ['{"appName":7}'],
    ['"acme-orders"'],
    ['no JSON'],
    [''],
    [null],
    [undefined],
  ])('whose input %p names no application, as one for all', async (input) => {
    const { messages } = await report({ status: 'ABORTED', input });

    expect(messages.map(({ appName }) => appName)).toEqual(['all-applications']);
  });
});

it('throws on that the message was not taken, so that it is tried again', async () => {
  const services = fakeServices();
  const denied = new refused.AwsDenied({ what: 'No.', remedy: 'Allow it.' });
  services.topic.failNext('publish', denied);

  const failed = reportEndedExecution(services, z.parse(Detail, { ...DETAIL, status: 'ABORTED' }));

  expect(await errorOf(failed)).toBe(denied);
});

it('an event without the fields of an execution is refused', () => {
  expect(z.safeParse(Detail, { status: 'FAILED' }).success).toBe(false);
});

describe('the status of an application', () => {
  const READY = { state: 'ready', since: '2026-12-31T00:00:00.000Z' };
  const STOPPED = Date.parse(NOW);
  const SILENT = { status: 'FAILED', error: 'States.Runtime' };
  const ANNOUNCED = { status: 'FAILED', error: 'FailureAnnounced' };
  const CONFIG: Record<string, string> = { [PATHS.config]: '{}' };

  /** The status after a creation of an application with this status ended. */
  async function statusAfter(changes: object, before: object | null = READY, values = CONFIG) {
    const services = fakeServices();
    services.parameters.seed(APP, { ...values, ...(before && { [PATHS.status]: JSON.stringify(before) }) });
    services.executionHistory.histories[EXECUTION] = [
      { id: 6, previousId: 5, type: 'ExecutionFailed', error: 'FailureAnnounced' },
      { id: 5, previousId: 4, type: 'FailStateEntered', state: 'FailureAnnounced' },
      { id: 4, previousId: 3, type: 'PassStateEntered', state: 'RememberFailure' },
      { id: 3, previousId: 2, type: 'TaskFailed', error: 'AwsDenied' },
      { id: 2, previousId: 1, type: 'TaskStateEntered', state: 'ProvisionIamUser' },
    ];
    await report({ stopDate: STOPPED, ...changes }, services);
    return services.parameters.json(PATHS.status);
  }
  const FAILED = {
    state: 'failed',
    since: NOW,
    step: 'ProvisionIamUser',
    error: 'AwsDenied',
    execution: EXECUTION,
  };

  it.each([
    ['whose definition told of the failure', ANNOUNCED],
    ['that ended without a word', SILENT],
    ['that took too long', { status: 'TIMED_OUT' }],
  ])('is failed after a creation %s, whatever it was', async (_, changes) => {
    expect(await statusAfter(changes)).toEqual(FAILED);
    expect(await statusAfter(changes, null)).toEqual(FAILED);
  });

  it('is failed after a first creation that a person stopped, and stays ready after a repeated one', async () => {
    expect(await statusAfter({ status: 'ABORTED' }, null)).toEqual(FAILED);
    expect(await statusAfter({ status: 'ABORTED' })).toEqual(READY);
  });

  it.each<[string, object, object]>([
    ['a step has set it', SILENT, { ...FAILED, since: '2026-12-31T00:00:00.000Z', error: 'Other' }],
    ['a later execution has set it', ANNOUNCED, { state: 'ready', since: '2027-01-01T00:00:01.000Z' }],
    [
      'another machine ended',
      { ...SILENT, stateMachineArn: 'arn:x:sp-api-private-app-dev-rotate-access-key' },
      READY,
    ],
    ['a removal stopped it', { status: 'ABORTED', error: 'ApplicationRemoved' }, READY],
    ['a step told', { status: 'FAILED', error: 'AwsDenied' }, READY],
  ])('stays where %s', async (_, changes, before) => {
    expect(await statusAfter(changes, before)).toEqual(before);
  });

  it('is not set for an application that is removed', async () => {
    expect(await statusAfter(SILENT, null, {})).toBeNull();
  });

  it('that cannot be set does not keep people from being told', async () => {
    const services = fakeServices();
    services.parameters.seed(APP, CONFIG);
    services.parameters.failNext('put', new retryable.AwsThrottled({ what: 'No.', remedy: 'Wait.' }));

    expect((await report(SILENT, services)).messages).toHaveLength(1);
  });

  it('that cannot be set is tried again where people are told already', async () => {
    const services = fakeServices();
    services.parameters.seed(APP, CONFIG);
    const busy = new retryable.AwsThrottled({ what: 'No.', remedy: 'Wait.' });
    services.parameters.failNext('put', busy);

    expect(await errorOf(report(ANNOUNCED, services))).toBe(busy);
  });
});

it('forgets what the execution waited for, where its definition told of the failure', async () => {
  const services = fakeServices();
  await storeTask(services, aTask('register-application'));

  const { output, messages } = await report({ error: 'FailureAnnounced' }, services);

  expect([output, messages, await listTasks(services, APP)]).toEqual([{ told: false }, [], []]);
});

it('forgets what the execution waited for, so that it can be asked for again, and nothing else', async () => {
  const services = fakeServices();
  await storeTask(services, aTask('register-application'));
  await storeTask(services, aTask('self-authorize', { execution: OTHER_EXECUTION }));

  await reportEndedExecution(services, z.parse(Detail, { ...DETAIL, status: 'ABORTED' }));

  expect((await listTasks(services, APP)).map(({ kind }) => kind)).toEqual(['self-authorize']);
});
