import { describe, expect, it } from '@jest/globals';
import { chatNotification, failureMessage, removedMessage } from '#shared/domain/messages.ts';
import { shortTime } from '#shared/domain/times.ts';
import { APP, EXECUTION, EXECUTION_LINK } from '../../../support/subjects.ts';

describe('a message that a step failed', () => {
  const failure = {
    step: 'VerifyPolicies',
    error: 'IamNotAsExpected',
    what: 'It differs.',
    remedy: 'Fix it.',
  };

  it('names step, error, cause, remedy and execution', () => {
    const message = failureMessage(APP, EXECUTION, failure);

    expect(message).toEqual({
      appName: APP,
      subject: `[${APP}] VerifyPolicies failed: IamNotAsExpected`,
      body: [
        `The setup of ${APP} stopped at the step VerifyPolicies.`,
        'Runbook: spapi runbook "IamNotAsExpected" (or search docs/runbook.md of sp-api-private-app for these words)',
        'Cause: It differs.',
        'What to do: Fix it.',
        `To start the setup again: spapi start ${APP} --again`,
        `Execution: ${EXECUTION_LINK}`,
      ].join('\n'),
    });
  });
});

describe('a message that an execution failed', () => {
  const failureOf = (error: string) => ({ step: 'X', error, what: 'No.', remedy: 'Do.' });
  const linesAbout = (machine: string, error: string, appName = APP) => {
    const execution = EXECUTION.replace('create-private-app', `sp-api-private-app-prod-${machine}`);
    return failureMessage(appName, execution, failureOf(error)).body.split('\n');
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

    expect(lines[0]).toMatch(new RegExp(`The ${name} of ${APP} stopped at the step X\\.$`));
    expect(lines.at(-2)).toBe(`To start the ${name} again: ${command}`);
  });

  it.each([
    ['create-private-app', 'InvalidInput'],
    ['remove-private-app', 'RemovalWithdrawn'],
    ['rotate-client-secret', 'RotationOfSandboxApplication'],
  ])('names no command where the same again does not help: %s with %s', (machine, error) => {
    expect(linesAbout(machine, error).filter((line) => / spapi (?!runbook)/.test(line))).toEqual([]);
  });

  it('names no command for an application that is not known', () => {
    const lines = linesAbout('create-private-app', 'AwsDenied', 'unknown-application');

    expect(lines[0]).toBe('The setup of an unknown application stopped at the step X.');
    expect(lines.filter((line) => / spapi (?!runbook)/.test(line))).toEqual([]);
  });

  it('names the check of all applications', () => {
    const lines = linesAbout('check-credentials', 'AwsDenied', 'all-applications');

    expect(lines[0]).toBe(
      'Calls may still work: the check itself failed. The check of all applications stopped at the step X.',
    );
    expect(lines).toContain('To start the check again: spapi check --wait');
  });

  it('has the name of the step alone, where the machine is not known', () => {
    expect(failed('another', 'AwsDenied')).toBe('The step X failed.');
  });

  it.each([
    [
      'rotate-client-secret',
      'NewClientSecretMissing',
      'Nothing fails yet: only a client secret that works is stored.',
    ],
    ['rotate-client-secret', 'ClientSecretRejected', 'Calls fail now.'],
    [
      'rotate-access-key',
      'AwsDenied',
      'Nothing fails yet: the old access key works until the new one is tested.',
    ],
    ['rotate-access-key', 'AccessKeyInvalid', 'Calls that are signed with the stored access key fail now.'],
    ['check-credentials', 'AwsDenied', 'Calls may still work: the check itself failed.'],
    ['create-private-app', 'AwsDenied', ''],
    ['create-private-app', 'SpApiDenied', 'Amazon refuses calls with the stored credentials.'],
    ['remove-private-app', 'AwsDenied', ''],
  ])('begins with what fails, where that is sure: %s with %s', (machine, error, line) => {
    expect(failed(machine, error)?.replace(/ ?The [a-z ]+ of acme-orders stopped at the step X\.$/, '')).toBe(
      line,
    );
  });

  const begin = (machine: string, step: string, error: string, secretEnds?: string) => {
    const execution = EXECUTION.replace('create-private-app', machine);
    const failure = { step, error, what: 'No.', remedy: 'Do.' };
    return failureMessage(APP, execution, failure, {}, { secretEnds }).body.split('\n')[0];
  };

  it('of a setup says that no call fails, where the step changes nothing that programs use', () => {
    const stopped = (step: string) => `The setup of ${APP} stopped at the step ${step}.`;
    const harmless = 'Setup only: no call fails because of this.';

    expect(begin('create-private-app', 'ProvisionIamUser', 'AwsDenied')).toBe(
      `${harmless} ${stopped('ProvisionIamUser')}`,
    );
    expect(begin('create-private-app', 'SelfAuthorize', 'StepTimedOut')).toBe(
      `${harmless} ${stopped('SelfAuthorize')}`,
    );
    expect(begin('create-private-app', 'ProvisionIamUser', 'AccessKeyInvalid')).toBe(
      stopped('ProvisionIamUser'),
    );
    expect(begin('create-private-app', 'RecordResults', 'AwsDenied')).toBe(stopped('RecordResults'));
  });

  it('of a rotation that has stored nothing says until when the old secret works', () => {
    expect(begin('rotate-client-secret', 'RegisterQueue', 'StepTimedOut', '2027-02-01T08:00:00.000Z')).toBe(
      `Nothing fails yet. The old client secret is still in use; it expires on 2027-02-01 08:00 UTC. The rotation of the client secret of ${APP} stopped at the step RegisterQueue.`,
    );
    expect(begin('rotate-client-secret', 'RequestNewClientSecret', 'AwsDenied')).toMatch(
      /^Nothing fails yet\. The old client secret is still in use\. The rotation/,
    );
  });

  it('names who can fix it, and the command that takes a new secret', () => {
    const lines = linesAbout('rotate-client-secret', 'ClientSecretRejected');

    expect(lines.slice(3, 6)).toEqual([
      'What to do: Do.',
      'Needs: Amazon login of the primary user.',
      `To store the client secret: spapi secret store ${APP}`,
    ]);
    expect(linesAbout('rotate-client-secret', 'AuthorizationRevoked').slice(4, 6)).toEqual([
      'Needs: Amazon login of the primary user.',
      `To get the task that takes the refresh token: spapi start ${APP} --again`,
    ]);
    expect(linesAbout('create-private-app', 'AwsDenied')).not.toContain(
      'Needs: Amazon login of the primary user.',
    );
  });

  it('names the account, or those that it may be about', () => {
    const failure = { step: 'ExchangeLwaToken', error: 'AuthorizationRevoked', what: 'No.', remedy: 'Do.' };
    const about = (accounts: string[]) =>
      failureMessage(APP, EXECUTION, failure, {}, { accounts }).body.split('\n');
    const first = `Amazon refuses calls with the stored credentials. The setup of ${APP} stopped at the step ExchangeLwaToken`;

    expect([about(['us'])[0], about(['us'])[2]]).toEqual([`${first} for the account us.`, 'Cause: No.']);
    expect([about(['us', 'de'])[0], about(['us', 'de'])[2]]).toEqual([`${first}.`, 'Account: one of us, de']);
    expect([about([])[0], about([])[2]]).toEqual([`${first}.`, 'Cause: No.']);
  });

  it('has the list of possible causes after what to do', () => {
    const possible = ['Possible causes:', '- one', '- two'];
    const insight = { remedies: [`To find the cause: spapi diagnose ${APP}`], possible };

    expect(
      failureMessage(APP, EXECUTION, failureOf('SpApiDenied'), insight).body.split('\n').slice(2),
    ).toEqual([
      'Cause: No.',
      'What to do: Do.',
      `To find the cause: spapi diagnose ${APP}`,
      'Needs: Amazon login of the primary user.',
      `To start the setup again: spapi start ${APP} --again`,
      ...possible,
      `Execution: ${EXECUTION_LINK}`,
    ]);
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
    expect(lines.slice(0, 3)).toEqual([
      `Everything that was made here for the SP-API application ${APP} is deleted. Programs can no longer read its credentials.`,
      'Runbook: spapi runbook "The application was removed" (or search docs/runbook.md of sp-api-private-app for these words)',
      'Still to do by hand at Amazon. If nobody meant to remove it, do nothing there yet: a backup can still be restored.',
    ]);
    expect(lines.slice(3, 6).map((line) => line.split(' ', 4).join(' '))).toEqual([
      '1. Revoke the authorizations',
      '2. Delete the app',
      '3. Only if no',
    ]);
    expect(lines.slice(6)).toEqual([
      'Needs: Amazon login of the primary user.',
      'Deleted in IAM: user one, role two',
      'Deleted parameters: 5, among them the credentials. Record (SSM parameter): /sp-api/removed',
      `Execution: ${EXECUTION_LINK}`,
    ]);
  });

  it('says so where nothing was found in IAM', () => {
    const { body } = removedMessage(removal, { iam: [], parameters: [] });

    expect(body.split('\n').slice(7, 9)).toEqual([
      'Deleted in IAM: nothing',
      'Deleted parameters: 0, among them the credentials. Record (SSM parameter): /sp-api/removed',
    ]);
  });
});
