import { describe, expect, it } from '@jest/globals';
import type { WaitingTask } from '#shared/domain/human-task.ts';
import { chatNotification, failureMessage, removedMessage, waitingMessage } from '#shared/domain/messages.ts';
import { shortTime } from '#shared/domain/times.ts';
import { APP, aVendorAuthorization, EXECUTION, EXECUTION_LINK } from '../../../support/subjects.ts';

const LINK = { url: 'https://pages.example/the-id', expiresAt: '2027-01-03T00:00:00.000Z' };
const task = (changes: Partial<WaitingTask> = {}): WaitingTask => ({
  kind: 'request-data-access',
  appName: APP,
  marketplace: 'US',
  sellingPartner: 'seller',
  sandbox: false,
  token: 'FAKE_TASK_TOKEN',
  execution: EXECUTION,
  requestedAt: '2027-01-01T00:00:00.000Z',
  expiresAt: '2027-04-01T09:30:59.999Z',
  ...changes,
});

describe('a message that a task waits', () => {
  it('names state, task, page, commands, times and execution', () => {
    const message = waitingMessage(task(), LINK, 0);

    expect(message).toEqual({
      appName: APP,
      subject: `[${APP}] RequestDataAccess waits for you: Request data access`,
      body: [
        `Request data access for the SP-API application ${APP}.`,
        'Open this page. It says what to do; enter the result there: https://pages.example/the-id',
        'The link works until 2027-01-03 00:00 UTC; the next reminder brings a new one. Anyone with this link can answer: give it only to the person who does this at Amazon.',
        `Without the page: spapi task show ${APP}/request-data-access`,
        `When you have done it: spapi task complete ${APP}/request-data-access`,
        `If Amazon rejected it, to be asked again: spapi task reject ${APP}/request-data-access --reason "..."`,
        'If nobody answers by 2027-04-01 09:30 UTC, the execution fails.',
        `Execution: ${EXECUTION_LINK}`,
        'Runbook: search docs/runbook.md for "RequestDataAccess waits for you"',
      ].join('\n'),
    });
  });

  it('of a stack without pages names the command that says what to do, and no link', () => {
    expect(waitingMessage(task(), undefined, 0).body).toBe(
      [
        `Request data access for the SP-API application ${APP}.`,
        `See what to do: spapi task show ${APP}/request-data-access`,
        `When you have done it: spapi task complete ${APP}/request-data-access`,
        `If Amazon rejected it, to be asked again: spapi task reject ${APP}/request-data-access --reason "..."`,
        'If nobody answers by 2027-04-01 09:30 UTC, the execution fails.',
        `Execution: ${EXECUTION_LINK}`,
        'Runbook: search docs/runbook.md for "RequestDataAccess waits for you"',
      ].join('\n'),
    );
  });

  it('that was rejected and is a reminder says both', () => {
    const { subject, body } = waitingMessage(task({ rejections: 3, reason: 'no website' }), LINK, 4);

    expect(subject).toBe(`[${APP}] Reminder 4: RequestDataAccess waits for you: Request data access`);
    expect(body.split('\n').slice(0, 2)).toEqual([
      `Request data access for the SP-API application ${APP}. Waiting since 2027-01-01 00:00 UTC.`,
      'Amazon rejected it 3 times; last reason: no website',
    ]);
  });

  it('for one account names it, in its commands too', () => {
    const authorize = task({ kind: 'self-authorize', authorization: aVendorAuthorization() });

    const { subject, body } = waitingMessage(authorize, LINK, 0);

    expect(subject).toBe(
      `[${APP}] SelfAuthorize waits for you: Authorize the application (account vendor-de)`,
    );

    expect(body).toContain(
      `Authorize the application for the SP-API application ${APP}, account vendor-de.\n`,
    );
    expect(body).toContain(`task complete ${APP}/self-authorize-vendor-de\n`);
  });

  it('for the queue says when the secret ends, and stays within ten lines', () => {
    const queue = { arn: 'arn:aws:sqs:us-east-1:111122223333:q', since: '2027-01-01T00:00:00.000Z' };
    const secretEnds = '2027-05-01T08:00:00.000Z';
    const asked = task({
      kind: 'register-queue',
      queue: { ...queue, secretEnds },
      rejections: 1,
      reason: 'not enrolled.',
    });

    const { subject, body } = waitingMessage(asked, LINK, 0);

    expect(subject).toBe(`[${APP}] RegisterQueue waits for you: Register the queue for client secrets`);
    expect(body.split('\n').slice(0, 2)).toEqual([
      `Calls work until 2027-05-01 08:00 UTC, when the client secret expires. Register the queue for client secrets for the SP-API application ${APP}.`,
      'Amazon refused the rotation once; last reason: not enrolled.',
    ]);
    expect(body.split('\n')).toHaveLength(10);
  });

  it('in its last round promises no reminder: link and task end together', () => {
    const last = task({ expiresAt: LINK.expiresAt });

    expect(waitingMessage(last, LINK, 3).body).toContain(
      '\nThe link works until 2027-01-03 00:00 UTC. Anyone with this link can answer: give it only to the person who does this at Amazon.\n',
    );
  });

  it.each([
    ['register-queue', 'Nothing fails yet. Register', 'To end the execution instead: '],
    ['confirm-removal', 'Nothing is deleted yet. Confirm', 'To keep the application: '],
  ] as const)('of the kind %s says what fails yet, and what a rejection does', (kind, begin, rejection) => {
    const { body } = waitingMessage(task({ kind }), LINK, 0);

    expect(body.startsWith(begin)).toBe(true);
    expect(body).toContain(`\n${rejection}spapi task reject ${APP}/${kind} --reason "..."\n`);
  });

  it('holds no token', () => {
    const message = waitingMessage(task(), LINK, 1);

    expect(JSON.stringify(message)).not.toContain('FAKE_TASK_TOKEN');
  });
});

describe('a message that a step failed', () => {
  const failure = {
    step: 'VerifyPolicies',
    error: 'IamNotAsExpected',
    what: 'It differs.',
    remedy: 'Mend it.',
  };

  it('names step, error, cause, remedy and execution', () => {
    const message = failureMessage(APP, EXECUTION, failure);

    expect(message).toEqual({
      appName: APP,
      subject: `[${APP}] VerifyPolicies failed: IamNotAsExpected`,
      body: [
        `The setup of ${APP} stopped at the step VerifyPolicies.`,
        'Error: IamNotAsExpected',
        'Cause: It differs.',
        'What to do: Mend it.',
        `To start the setup again: spapi start ${APP} --again`,
        `Execution: ${EXECUTION_LINK}`,
        'Runbook: search docs/runbook.md for "IamNotAsExpected"',
      ].join('\n'),
    });
  });
});

describe('a message that an execution failed', () => {
  const linesAbout = (machine: string, error: string, appName = APP) => {
    const execution = EXECUTION.replace('create-private-app', `sp-api-private-app-prod-${machine}`);
    const failure = { step: 'X', error, what: 'No.', remedy: 'Do.' };
    return failureMessage(appName, execution, failure).body.split('\n');
  };
  const failed = (machine: string, error: string) => linesAbout(machine, error)[0];
  const machines = [
    ['create-private-app', 'setup', `spapi start ${APP} --again`],
    ['rotate-client-secret', 'rotation of the client secret', `spapi rotate client-secret ${APP} --wait`],
    ['rotate-access-key', 'rotation of the access key', `spapi rotate access-key ${APP} --wait`],
    ['check-credentials', 'check', `spapi check ${APP} --wait`],
    ['remove-private-app', 'removal', `spapi remove ${APP}`],
  ];

  it.each(machines)('says what stopped where, and how to start it again: %s', (machine, name, command) => {
    const lines = linesAbout(machine, 'AwsDenied');

    expect(lines).toContain(`The ${name} of ${APP} stopped at the step X.`);
    expect(lines.at(-3)).toBe(`To start the ${name} again: ${command}`);
  });

  it.each([
    ['create-private-app', 'InvalidInput'],
    ['remove-private-app', 'RemovalWithdrawn'],
    ['rotate-client-secret', 'RotationOfSandboxApplication'],
  ])('names no command where the same again does not help: %s with %s', (machine, error) => {
    expect(linesAbout(machine, error).filter((line) => line.includes('spapi '))).toEqual([]);
  });

  it('names no command for an application that is not known', () => {
    const lines = linesAbout('create-private-app', 'AwsDenied', 'unknown-application');

    expect(lines[0]).toBe('The setup of an unknown application stopped at the step X.');
    expect(lines.filter((line) => line.includes('spapi '))).toEqual([]);
  });

  it('names the check of all applications', () => {
    const lines = linesAbout('check-credentials', 'AwsDenied', 'all-applications');

    expect(lines[1]).toBe('The check of all applications stopped at the step X.');
    expect(lines).toContain('To start the check again: spapi check --wait');
  });

  it('has the name of the step alone, where the machine is not known', () => {
    expect(failed('another', 'AwsDenied')).toBe('Step: X');
  });

  it.each([
    [
      'rotate-client-secret',
      'NewClientSecretMissing',
      'Nothing fails yet: only a client secret that works replaces the stored one.',
    ],
    ['rotate-client-secret', 'ClientSecretRejected', 'Calls fail now.'],
    [
      'rotate-access-key',
      'AwsDenied',
      'Nothing fails yet: the old access key works until the new one is tested.',
    ],
    ['rotate-access-key', 'AccessKeyInvalid', 'Calls that are signed with the stored access key fail now.'],
    ['check-credentials', 'AwsDenied', 'Calls may still work: the check itself failed.'],
    ['create-private-app', 'AwsDenied', `The setup of ${APP} stopped at the step X.`],
    ['remove-private-app', 'AwsDenied', `The removal of ${APP} stopped at the step X.`],
  ])('begins with what fails: %s with %s', (machine, error, line) => {
    expect(failed(machine, error)).toBe(line);
  });
});

describe('a message in a chat', () => {
  it('has the custom schema of Amazon Q Developer, one thread for each application', () => {
    const notification = chatNotification({ appName: APP, subject: 'It waits', body: 'one\ntwo' });

    expect(notification).toEqual({
      version: '1.0',
      source: 'custom',
      content: { textType: 'client-markdown', title: 'It waits', description: 'one\ntwo' },
      metadata: { threadId: APP, summary: 'It waits' },
    });
  });
});

describe('a time', () => {
  it('is shown to the minute, in UTC', () => {
    expect(shortTime('2027-01-02T03:04:59.999Z')).toBe('2027-01-02 03:04 UTC');
  });
});

describe('a message that an application was removed', () => {
  const removal = { appName: APP, execution: EXECUTION, record: '/sp-api/removed' };

  it('says what was deleted, and what a person still has to do, in order', () => {
    const parameters = ['authorizations/us/refresh-token', 'lwa/client-id', 'and 3 more'];
    const { subject, body } = removedMessage(removal, { iam: ['user one', 'role two'], parameters });
    const lines = body.split('\n');

    expect(subject).toBe(`[${APP}] The application was removed`);
    expect(lines.slice(0, 4)).toEqual([
      `Everything that was made here for the SP-API application ${APP} is deleted. Record (SSM parameter): /sp-api/removed`,
      'IAM: user one, role two',
      'Parameters: 5, among them the credentials.',
      'Still to do by hand at Amazon:',
    ]);
    expect(lines.slice(4).map((line) => line.split(' ', 4).join(' '))).toEqual([
      '1. Revoke the authorizations',
      '2. Delete the app',
      '3. Only if no',
      `Execution: ${EXECUTION_LINK}`,
      'Runbook: search docs/runbook.md for',
    ]);
  });

  it('says so where nothing was found in IAM', () => {
    const { body } = removedMessage(removal, { iam: [], parameters: [] });

    expect(body.split('\n').slice(1, 3)).toEqual([
      'IAM: nothing',
      'Parameters: 0, among them the credentials.',
    ]);
  });
});
