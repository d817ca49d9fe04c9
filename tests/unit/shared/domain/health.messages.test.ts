import { describe, expect, it } from '@jest/globals';
import type { Cause } from '#shared/domain/health.ts';
import { healthMessage } from '#shared/domain/health-message.ts';
import { endedMessage } from '#shared/domain/messages.ts';
import type { DueExpiry, SecretRotation } from '#shared/domain/secret-expiry.ts';
import { NOW } from '../../../support/fakes/clock.ts';
import { APP, EXECUTION, EXECUTION_LINK } from '../../../support/subjects.ts';

const AGAIN = `See it at any time: spapi status ${APP}`;
const SINCE = 'The daily check found this. It has failed since 2027-01-01 00:00 UTC.';
const BEGAN = `Calls may still work: Amazon refused none. ${SINCE}`;
const RUNBOOK = 'Runbook: search docs/runbook.md for "Error1"';
const aCause = (number: number): Cause => ({
  check: `Check${number}`,
  error: `Error${number}`,
  what: `It is wrong ${number}.`,
  remedy: `Mend it ${number}.`,
});
const causes = (count: number) => Array.from({ length: count }, (_, i) => aCause(i + 1));
const linesOf = (message: { body: string }) => message.body.split('\n');

describe('a message about trouble', () => {
  it.each([
    ['bad', 'no longer works'],
    ['changed', 'fails in another way'],
    ['still-bad', 'still does not work'],
  ] as const)('that is %s names check, error, words, remedy and beginning', (kind, words) => {
    expect(healthMessage(APP, { kind, causes: causes(1), since: NOW })).toEqual({
      appName: APP,
      subject: `[${APP}] ${words}: Check1: Error1`,
      body: [BEGAN, 'Check1: Error1. It is wrong 1.', 'What to do: Mend it 1.', AGAIN, RUNBOOK].join('\n'),
    });
  });

  it.each([
    [1, 5],
    [2, 7],
    [3, 9],
    [4, 10],
    [5, 10],
    [23, 10],
  ])('with %d causes has %d lines', (count, lines) => {
    expect(linesOf(healthMessage(APP, { kind: 'bad', causes: causes(count), since: NOW }))).toHaveLength(
      lines,
    );
  });

  it('with five causes shows three and counts the rest', () => {
    const message = healthMessage(APP, { kind: 'bad', causes: causes(5), since: NOW });

    expect(linesOf(message)).toEqual([
      BEGAN,
      'Check1: Error1. It is wrong 1.',
      'What to do: Mend it 1.',
      'Check2: Error2. It is wrong 2.',
      'What to do: Mend it 2.',
      'Check3: Error3. It is wrong 3.',
      'What to do: Mend it 3.',
      'And 2 more.',
      AGAIN,
      RUNBOOK,
    ]);
  });

  it('keeps a list of causes a list', () => {
    const cause = { ...aCause(1), what: 'It differs:\n- one\n  - two\r\n', remedy: 'First\n\nthen' };

    const message = healthMessage(APP, { kind: 'bad', causes: [cause], since: NOW });

    expect(linesOf(message)).toEqual([
      BEGAN,
      'Check1: Error1. It differs:',
      '- one',
      '- two',
      'What to do: First',
      'then',
      AGAIN,
      RUNBOOK,
    ]);
  });
});

describe('a message about trouble begins with the calls that fail', () => {
  const begin = (...found: [check: string, error: string][]) => {
    const causes = found.map(([check, error]) => ({ ...aCause(1), check, error }));
    return linesOf(healthMessage(APP, { kind: 'bad', causes, since: NOW }))[0]?.replace(` ${SINCE}`, '');
  };
  const revoked = (name: string): [string, string] => [
    `CallSellingPartnerApi (${name})`,
    'AuthorizationRevoked',
  ];

  it('all of them where Amazon refuses the client', () => {
    expect(begin(['CheckClient', 'ClientSecretRejected'], revoked('us'))).toBe('Calls fail now.');
  });

  it('those of the accounts that Amazon refuses, five by name', () => {
    expect(begin(['VerifyPolicies', 'IamNotAsExpected'], revoked('us'))).toBe(
      'Calls fail now for the account us.',
    );
    expect(begin(...'abcdefg'.split('').map(revoked))).toBe(
      'Calls fail now for the accounts a, b, c, d, e and 2 more.',
    );
  });

  it('none where the check itself was refused something', () => {
    expect(begin(['CallSellingPartnerApi (us)', 'AwsDenied'])).toBe(
      'Calls may still work: Amazon refused none.',
    );
  });
});

it('a message about a recovery says since when it was bad', () => {
  expect(healthMessage(APP, { kind: 'recovered', since: NOW })).toEqual({
    appName: APP,
    subject: `[${APP}] works again`,
    body: `All credentials of ${APP} work again. The trouble began on 2027-01-01 00:00 UTC.\n${AGAIN}\nRunbook: search docs/runbook.md for "works again"`,
  });
});

describe('a message about an expiry', () => {
  const at = '2027-01-15T12:34:56.000Z';
  const told = (name: string, days: number, secret?: Partial<DueExpiry>) =>
    healthMessage(APP, { kind: 'expires', expiry: { name, at }, days }, secret);
  const ofSecret = (rotation: SecretRotation, days = 14) =>
    told('client secret', days, { rotation, rotatesFrom: '2027-01-01T12:34:56.000Z' }).body.split('\n')[1];

  it('of the client secret says until when calls work, and one thing to do', () => {
    expect(told('client secret', 14, { rotation: 'started' })).toEqual({
      appName: APP,
      subject: `[${APP}] client secret expires in 14 days`,
      body: [
        `Calls work until 2027-01-15 12:34 UTC. Then the client secret of ${APP} expires, and every call fails.`,
        `What to do: Nothing today. The rotation starts now. If the message "The client secret was rotated" does not follow within two days: spapi rotate client-secret ${APP} --wait`,
        AGAIN,
        'Runbook: search docs/runbook.md for "client secret expires in"',
      ].join('\n'),
    });
  });

  it('of a client secret that a person entered says that it may expire earlier', () => {
    expect(told('client secret', 3, { atLatest: true }).body).toMatch(
      /^Calls work until 2027-01-15 12:34 UTC at the latest\. /,
    );
  });

  it.each<[SecretRotation, number, RegExp]>([
    ['planned', 30, /: Nothing\. The rotation starts on 2027-01-01 12:34 UTC, /],
    ['asked', 7, new RegExp(`: Answer the task .*: spapi task show ${APP}/register-queue$`)],
    ['unregistered', 7, new RegExp(`: Start a rotation\\. .*: spapi rotate client-secret ${APP} --wait$`)],
    ['repeated', 7, /: The rotation was due on 2027-01-01 12:34 UTC and has brought no new secret\. /],
    ['sandbox', 7, new RegExp(`in the Solution Provider Portal, .*: spapi secret store ${APP}$`)],
  ])('of a client secret whose rotation is %s says what that case needs', (rotation, days, todo) => {
    expect(ofSecret(rotation, days)).toMatch(todo);
  });

  it('of a client secret of which an earlier version said no more starts a rotation', () => {
    expect(told('client secret', 7).body).toContain(`: spapi rotate client-secret ${APP} --wait\n`);
  });

  it('of an adopted access key says that it keeps working', () => {
    expect(told('access key', 7)).toEqual({
      appName: APP,
      subject: `[${APP}] access key will be 90 days old in 7 days`,
      body: [
        `Nothing fails yet. The access key of ${APP} will be 90 days old on 2027-01-15 12:34 UTC. 90 days is a recommendation; the key keeps working.`,
        `What to do: Create a second access key for the adopted IAM user, then store it: spapi key store ${APP}`,
        'Delete the old key when nothing uses it any more.',
        AGAIN,
        'Runbook: search docs/runbook.md for "access key will be 90 days old"',
      ].join('\n'),
    });
  });

  it('of an authorization names its task, and the command that creates it', () => {
    expect(told('authorization us', 1)).toEqual({
      appName: APP,
      subject: `[${APP}] authorization us is due for renewal in 1 day`,
      body: [
        `Nothing fails yet. Amazon recommends renewing the authorization us of ${APP} by 2027-01-15 12:34 UTC.`,
        `What to do: Answer the task to authorize again: spapi task show ${APP}/self-authorize-us`,
        `If there is no such task, this creates it: spapi start ${APP} --again`,
        AGAIN,
        'Runbook: search docs/runbook.md for "is due for renewal"',
      ].join('\n'),
    });
  });
});

it('a message about an execution that ended says which, how and what to do', () => {
  expect(endedMessage(APP, 'create-private-app', EXECUTION, 'TIMED_OUT (States.Timeout)')).toEqual({
    appName: APP,
    subject: `[${APP}] create-private-app ended: TIMED_OUT (States.Timeout)`,
    body: [
      `An execution of create-private-app for ${APP} ended as TIMED_OUT (States.Timeout), and no step reported a reason.`,
      'What to do: Look at the last events in the execution, then start it again. Everything done so far is kept.',
      `Start it again: spapi start ${APP} --again`,
      `Execution: ${EXECUTION_LINK}`,
      'Runbook: search docs/runbook.md for "ended: TIMED_OUT"',
    ].join('\n'),
  });
});

it('a message about an execution that somebody may have stopped says so, and what fails', () => {
  const machine = 'sp-api-private-app-prod-rotate-client-secret';

  expect(linesOf(endedMessage(APP, machine, EXECUTION, 'ABORTED', { step: 'RegisterQueue' }))).toEqual([
    'Nothing fails yet: only a client secret that works replaces the stored one.',
    `An execution of ${machine} for ${APP} ended as ABORTED, and no step reported a reason.`,
    'Step: RegisterQueue',
    'What to do: Nothing, if you stopped it. Otherwise look at this step in the execution, then start it again. Everything done so far is kept.',
    `Start it again: spapi rotate client-secret ${APP} --wait`,
    `Execution: ${EXECUTION_LINK}`,
    'Runbook: search docs/runbook.md for "ended: ABORTED"',
  ]);
});

it('a message about an execution of no known application names no command but that of the check', () => {
  const commandOf = (machine: string) =>
    linesOf(endedMessage('all-applications', machine, EXECUTION, 'FAILED')).find((line) =>
      /spapi/.test(line),
    );

  expect(commandOf('create-private-app')).toBeUndefined();
  expect(commandOf('check-credentials')).toBe('Start it again: spapi check --wait');
});
