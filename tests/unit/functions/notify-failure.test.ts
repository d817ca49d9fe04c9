import { describe, expect, it } from '@jest/globals';
import { asSubject } from '#shared/clients/topic.ts';
import { Sensitive } from '#shared/domain/sensitive.ts';
import { NotificationFailed } from '#shared/errors/broken.ts';
import { listTasks, storeTask } from '#shared/tasks/task-store.ts';
import { notifyFailure } from '../../../functions/notify-failure/notify-failure.ts';
import { packed, thrown } from '../../support/failures.ts';
import { NOW } from '../../support/fakes/clock.ts';
import { fakeServices } from '../../support/fakes/services.ts';
import {
  APP,
  anApplication,
  EXECUTION,
  EXECUTION_LINK,
  errorOf,
  PATHS,
  stepContext,
} from '../../support/subjects.ts';

const DENIED = thrown('AwsDenied', 'IAM said no.\nWhat to do: Allow it.');
const STATE = { application: anApplication(), failure: { RecordResults: DENIED } };
const TYPED = { Input: { appName: APP, marketplace: 'US' } as unknown, RedriveCount: 0 };
const INPUT = { state: STATE as unknown, failedExecution: TYPED, execution: TYPED };

const run = (services: ReturnType<typeof fakeServices>, input: Partial<typeof INPUT> = {}) =>
  notifyFailure(services, { ...INPUT, ...input }, stepContext('NotifyFailure'));

const aTask = (execution: string) => ({
  kind: 'request-data-access' as const,
  appName: APP,
  marketplace: 'US',
  sellingPartner: 'seller' as const,
  sandbox: false,
  token: 'FAKE_TASK_TOKEN',
  execution,
  requestedAt: NOW,
  expiresAt: NOW,
});

describe('a failure that nobody can be told of', () => {
  it('is recorded all the same, so that the status does not say that all is well', async () => {
    const services = fakeServices();
    services.topic.publish = () => Promise.reject(new Error('no topic'));

    const error = await errorOf(run(services));

    expect(error).toBeInstanceOf(NotificationFailed);
    expect(services.parameters.json(PATHS.status)).toMatchObject({
      state: 'failed',
      step: 'RecordResults',
      error: 'AwsDenied',
    });
  });
});

describe('people', () => {
  it('are told last, so that a worker that died before is repeated without a second message', async () => {
    const services = fakeServices();
    const { publish } = services.topic;
    const waiting: number[] = [];
    services.topic.publish = async (message) => {
      waiting.push((await listTasks(services, APP)).length);
      await publish(message);
    };
    await storeTask(services, aTask(EXECUTION));

    await errorOf(run(services));

    expect(waiting).toEqual([0]);
    expect(services.topic.messages).toHaveLength(1);
  });

  it('read which step failed, why, what to do and where', async () => {
    const services = fakeServices();

    await errorOf(run(services));

    expect(services.topic.messages).toEqual([
      {
        appName: APP,
        subject: `[${APP}] RecordResults failed: AwsDenied`,
        body: [
          `The setup of ${APP} stopped at the step RecordResults.`,
          'Runbook: spapi runbook "AwsDenied" (or search docs/runbook.md of sp-api-private-app for these words)',
          'Cause: IAM said no.',
          'What to do: Allow it.',
          `To start the setup again: spapi start ${APP} --again`,
          `Execution: ${EXECUTION_LINK}`,
        ].join('\n'),
      },
    ]);
  });

  it('read the likely cause and its remedy beside the error, where the answer shows one', async () => {
    const services = fakeServices();
    const answer =
      'Login with Amazon answered 400 unauthorized_client: Not authorized for requested operation';
    const caught = thrown('AuthorizationOfAnotherApplication', `${answer}\nWhat to do: Enter the right one.`);

    await errorOf(run(services, { state: { ...STATE, failure: { ExchangeLwaToken: caught } } }));

    expect(services.topic.messages[0]?.body.split('\n')).toEqual([
      `Amazon refuses calls with the stored credentials. The setup of ${APP} stopped at the step ExchangeLwaToken for the account us.`,
      'Runbook: spapi runbook "AuthorizationOfAnotherApplication" (or search docs/runbook.md of sp-api-private-app for these words)',
      `Cause: ${answer}`,
      'Likely cause: The refresh token belongs to a different client id.',
      'What to do: Enter the right one.',
      'In particular: Compare the client id in "LWA credentials > View" with the stored one. If they differ, store client id, client secret and refresh token of one application.',
      'Needs: Amazon login of the primary user.',
      `To start the setup again: spapi start ${APP} --again`,
      `Execution: ${EXECUTION_LINK}`,
    ]);
  });

  it('read every possible cause and the command that tells them apart, where the answer alone does not tell', async () => {
    const services = fakeServices();
    const answer =
      'getMarketplaceParticipations on https://sellingpartnerapi-na.amazon.com answered 403 Unauthorized: Access to requested resource is denied.';
    const caught = thrown('SpApiDenied', `${answer}\nWhat to do: Check.`);

    await errorOf(run(services, { state: { ...STATE, failure: { CallSellingPartnerApi: caught } } }));

    const body = services.topic.messages[0]?.body ?? '';
    expect(body).toContain(
      `\nCause: ${answer}\nWhat to do: Check.\nTo find the cause: spapi diagnose acme-orders\n`,
    );
    expect(body.match(/^- /gm)).toHaveLength(6);
    expect(body).toMatch(
      /\nPossible causes:\n- The application has no data access role(?:.*\n- .*){5}\nExecution: /,
    );
    expect(body).not.toMatch(/IAM|unknown/);
  });

  it('read the failure of a branch under the name of the step in it', async () => {
    const services = fakeServices();
    const failure = { PrepareAccess: packed({ ProvisionIamUser: DENIED }) };

    await errorOf(run(services, { state: { ...STATE, failure } }));

    expect(services.topic.messages[0]?.subject).toBe(`[${APP}] ProvisionIamUser failed: AwsDenied`);
  });

  it('read a subject that SNS takes, for the longest names', async () => {
    const services = fakeServices();
    const longest = thrown('AuthorizationOfAnotherApplication', 'other');
    const execution = { ...TYPED, Input: { appName: `a${'b'.repeat(39)}` } };

    await errorOf(run(services, { state: { failure: { CallSellingPartnerApi: longest } }, execution }));

    const subject = asSubject(services.topic.messages[0]?.subject ?? '');
    expect(subject).toMatch(/^[\x20-\x7e]{20,99}$/);
    expect(subject).toContain('CallSellingPartnerApi failed: Authorization');
  });

  it.each([undefined, 'text', {}, { appName: '../other' }, { appName: 7 }])(
    'are told even when the input is %j',
    async (Input) => {
      const services = fakeServices();
      const execution = { ...TYPED, Input };

      await errorOf(run(services, { state: DENIED, failedExecution: execution, execution }));

      expect(services.topic.messages.map(({ appName, subject }) => [appName, subject])).toEqual([
        ['unknown-application', '[unknown-application] SelectSellingAccount failed: AwsDenied'],
      ]);
    },
  );

  it('are told of a check without a name as one of all applications', async () => {
    const services = fakeServices();
    const typed = { ...TYPED, Input: {} };
    const execution = EXECUTION.replace('create-private-app', 'sp-api-private-app-prod-check-credentials');
    const input = {
      state: { failure: { ListApplications: DENIED } },
      failedExecution: typed,
      execution: typed,
    };

    await errorOf(notifyFailure(services, input, { ...stepContext('NotifyFailure'), execution }));

    const [message] = services.topic.messages;
    expect([message?.appName, message?.subject]).toEqual([
      'all-applications',
      '[all-applications] ListApplications failed: AwsDenied',
    ]);
    expect(message?.body).toContain(' The check of all applications stopped at the step ListApplications.\n');
    expect(message?.body).toContain('\nTo start the check again: spapi check --wait\n');
  });
});

describe('what the data of the state machine says besides', () => {
  it('is told: when the client secret ends that a rotation could not replace', async () => {
    const services = fakeServices();
    const queue = { arn: 'arn:aws:sqs:x', since: NOW, secretEnds: '2027-02-01T08:00:00.000Z' };
    const caught = { Error: 'States.Timeout', Cause: '' };
    const state = { rotation: { registration: { queue } }, failure: { RegisterQueue: caught } };
    const execution = EXECUTION.replace('create-private-app', 'x-rotate-client-secret');

    await errorOf(
      notifyFailure(services, { ...INPUT, state }, { ...stepContext('NotifyFailure'), execution }),
    );

    expect(services.topic.messages[0]?.body).toMatch(
      /^Nothing fails yet\. The old client secret is still in use; it expires on 2027-02-01 08:00 UTC\. /,
    );
  });

  it.each([
    ['is left out where it is nothing of that', { application: { authorizations: 7 }, rotation: null }],
    ['is left out where there is none', {}],
  ])('%s', async (_, data) => {
    const services = fakeServices();
    const state = { ...data, failure: { ExchangeLwaToken: DENIED } };

    await errorOf(run(services, { state }));

    expect(services.topic.messages[0]?.body.split('\n')[2]).toBe('Cause: IAM said no.');
  });
});

describe('the execution', () => {
  it('fails with the name and the words of what failed first', async () => {
    const error = await errorOf(run(fakeServices()));

    expect(error.name).toBe('AwsDenied');
    expect(error.message).toBe('RecordResults: IAM said no.\nWhat to do: Allow it.');
  });

  it('goes on when it was redriven meanwhile, and nobody is told again', async () => {
    const services = fakeServices();

    const output = await run(services, { execution: { ...TYPED, RedriveCount: 1 } });

    expect(output).toEqual({ resume: true });
    expect(services.topic.messages).toEqual([]);
    expect(services.parameters.all()).toEqual({});
  });

  it('fails again when it fails after the redrive', async () => {
    const redriven = { ...TYPED, RedriveCount: 1 };

    const error = await errorOf(run(fakeServices(), { failedExecution: redriven, execution: redriven }));

    expect(error.name).toBe('AwsDenied');
  });

  it('fails with the failure itself when the status cannot be written', async () => {
    const services = fakeServices();
    services.parameters.failNext('put', new Error('SSM is down'));

    const error = await errorOf(run(services));

    expect(error.name).toBe('AwsDenied');
    expect(services.topic.messages).toHaveLength(1);
  });

  it('fails with both when SNS takes no message', async () => {
    const services = fakeServices();
    const cause = new TypeError('FAKE_SNS_MESSAGE');
    services.topic.failNext('publish', cause);

    const error = await errorOf(run(services));

    expect(error).toBeInstanceOf(NotificationFailed);
    expect(error.cause).toBe(cause);
    expect(error.message).toBe(
      'RecordResults failed with AwsDenied, and the message about it could not be sent: TypeError.\n' +
        'What to do: Look at the topic and its permissions. The failure itself: IAM said no. Allow it.',
    );
  });
});

describe('the application', () => {
  it('gets the status failed', async () => {
    const services = fakeServices();

    await errorOf(run(services));

    expect(services.parameters.json(PATHS.status)).toEqual({
      state: 'failed',
      since: NOW,
      step: 'RecordResults',
      error: 'AwsDenied',
      execution: EXECUTION,
    });
  });

  it('loses the tasks of this execution and keeps those of another', async () => {
    const services = fakeServices();
    await storeTask(services, aTask(EXECUTION));
    await storeTask(services, { ...aTask(`${EXECUTION}-2`), kind: 'register-application' });

    await errorOf(run(services));

    const left = await listTasks(services, APP);
    expect(left.map(({ kind }) => kind)).toEqual(['register-application']);
  });

  it('loses the task of a rotation that failed, and keeps its status', async () => {
    const services = fakeServices();
    services.parameters.seed(APP, { [PATHS.status]: '{"state":"ready"}' });
    await storeTask(services, { ...aTask(EXECUTION), kind: 'register-queue' });
    const state = { rotation: { appName: APP }, failure: { RegisterQueue: thrown('States.Timeout', '') } };

    await errorOf(run(services, { state }));

    expect(await listTasks(services, APP)).toEqual([]);
    expect(services.parameters.json(PATHS.status)).toEqual({ state: 'ready' });
    expect(services.topic.messages.map(({ body }) => body)).toEqual([
      expect.stringContaining('RegisterQueue waited for a person and got no answer in time.'),
    ]);
  });

  it('gets nothing written when its input was refused', async () => {
    const services = fakeServices();
    services.parameters.seed(APP, { [PATHS.status]: '{"state":"ready"}', [PATHS.config]: '{}' });
    services.parameters.seed(APP, { [PATHS.task('register-application')]: new Sensitive('FAKE') });
    const before = services.parameters.all();

    await errorOf(run(services, { state: thrown('InvalidInput', 'wrong') }));

    expect(services.parameters.all()).toEqual(before);
  });
});
