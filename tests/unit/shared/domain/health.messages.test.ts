import { describe, expect, it } from '@jest/globals';
import type { Cause } from '#shared/domain/health.ts';
import { healthMessage } from '#shared/domain/health-message.ts';
import { endedMessage } from '#shared/domain/messages.ts';
import type { DueExpiry, SecretRotation } from '#shared/domain/secret-expiry.ts';
import { NOW } from '../../../support/fakes/clock.ts';
import { APP, EXECUTION, EXECUTION_LINK } from '../../../support/subjects.ts';

const AGAIN = `See the status at any time: spapi status ${APP}`;
const SINCE = 'The daily check found this. It has failed since 2027-01-01 00:00 UTC.';
const BEGAN = `Calls may still work: Amazon refused none. ${SINCE}`;
const RUNBOOK =
  'Runbook: spapi runbook "Error1" (or search docs/runbook.md of sp-api-private-app for these words)';
const aCause = (number: number): Cause => ({
  check: `Check${number}`,
  error: `Error${number}`,
  what: `It is wrong ${number}.`,
  remedy: `Fix it ${number}.`,
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
      body: [BEGAN, RUNBOOK, 'Check1: Error1. It is wrong 1.', 'What to do: Fix it 1.', AGAIN].join('\n'),
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
      RUNBOOK,
      'Check1: Error1. It is wrong 1.',
      'What to do: Fix it 1.',
      'Check2: Error2. It is wrong 2.',
      'What to do: Fix it 2.',
      'Check3: Error3. It is wrong 3.',
      'What to do: Fix it 3.',
      'And 2 more.',
      AGAIN,
    ]);
  });

  it('keeps a list of causes a list', () => {
    const cause = { ...aCause(1), what: 'It differs:\n- one\n  - two\r\n', remedy: 'First\n\nthen' };

    const message = healthMessage(APP, { kind: 'bad', causes: [cause], since: NOW });

    expect(linesOf(message)).toEqual([
      BEGAN,
      RUNBOOK,
      'Check1: Error1. It differs:',
      '- one',
      '- two',
      'What to do: First',
      'then',
      AGAIN,
    ]);
  });
});

describe('a message about trouble that Amazon makes', () => {
  const tell = (check: string, error: string) => {
    const cause = { ...aCause(1), check, error };
    const possible = ['Possible causes:', '- one'];
    const insights = new Map([[cause, { remedies: ['To find the cause: look'], possible }]]);
    return linesOf(healthMessage(APP, { kind: 'bad', causes: [cause], since: NOW }, {}, insights)).slice(
      3,
      -1,
    );
  };
  const before = [
    'What to do: Fix it 1.',
    'To find the cause: look',
    'Needs: Amazon login of the primary user.',
  ];
  const after = ['Possible causes:', '- one'];

  it('says who can fix it, with which command, and only then what it can be', () => {
    expect(tell('CheckClient', 'ClientSecretRejected')).toEqual([
      ...before,
      `To store the client secret: spapi secret store ${APP}`,
      ...after,
    ]);
    expect(tell('CallSellingPartnerApi (us)', 'SpApiDenied')).toEqual([...before, ...after]);
  });

  it.each(['AuthorizationRevoked', 'AuthorizationOfAnotherApplication', 'AuthorizationOfAnotherRegion'])(
    'names the task that takes the refresh token: %s',
    (error) => {
      expect(tell('CallSellingPartnerApi (us)', error)).toEqual([
        ...before,
        `See where to authorize: spapi task show ${APP}/self-authorize-us`,
        `To enter the refresh token: spapi task complete ${APP}/self-authorize-us`,
        `If there is no such task, this creates it: spapi start ${APP} --again`,
        ...after,
      ]);
    },
  );
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
    body: `All credentials of ${APP} work again. The trouble began on 2027-01-01 00:00 UTC.\nRunbook: spapi runbook "works again" (or search docs/runbook.md of sp-api-private-app for these words)\n${AGAIN}`,
  });
});

describe('a message about an expiry', () => {
  const at = '2027-01-15T12:34:56.000Z';
  const told = (name: string, days: number, secret?: Partial<DueExpiry>) =>
    healthMessage(APP, { kind: 'expires', expiry: { name, at }, days }, secret);
  const ofSecret = (rotation: SecretRotation, days = 14) =>
    linesOf(told('client secret', days, { rotation, rotatesFrom: '2027-01-01T12:34:56.000Z' }));

  it('of the client secret says until when calls work, and one thing to do', () => {
    expect(told('client secret', 14, { rotation: 'started' })).toEqual({
      appName: APP,
      subject: `[${APP}] client secret expires in 14 days`,
      body: [
        `Calls work until 2027-01-15 12:34 UTC. Then the client secret of ${APP} expires, and every call fails.`,
        'Runbook: spapi runbook "client secret expires in" (or search docs/runbook.md of sp-api-private-app for these words)',
        `What to do: Nothing today. The rotation starts now. If the message "The client secret was rotated" does not follow within two days: spapi rotate client-secret ${APP} --wait`,
        'Programs that keep a copy must read the new secret within seven days after it was made.',
        AGAIN,
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
    expect(ofSecret(rotation, days)[2]).toMatch(todo);
    expect(ofSecret(rotation, days).slice(3)).toEqual([
      ...(['asked', 'sandbox'].includes(rotation) ? ['Needs: Amazon login of the primary user.'] : []),
      'Programs that keep a copy must read the new secret within seven days after it was made.',
      AGAIN,
    ]);
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
        'Runbook: spapi runbook "access key will be 90 days old" (or search docs/runbook.md of sp-api-private-app for these words)',
        `What to do: Create a second access key for the adopted IAM user, and store it in one step. IAM allows two keys: aws iam create-access-key --user-name USER | spapi key store ${APP} --from-stdin`,
        'Delete the old key when nothing uses it any more.',
        AGAIN,
      ].join('\n'),
    });
  });

  it('of an authorization names its task, and the command that creates it', () => {
    expect(told('authorization us', 1)).toEqual({
      appName: APP,
      subject: `[${APP}] authorization us is due for renewal in 1 day`,
      body: [
        `Nothing fails yet. Amazon recommends renewing the authorization us of ${APP} by 2027-01-15 12:34 UTC.`,
        'Runbook: spapi runbook "is due for renewal" (or search docs/runbook.md of sp-api-private-app for these words)',
        `What to do: Answer the task to authorize again: spapi task show ${APP}/self-authorize-us`,
        `If there is no such task, this creates it: spapi start ${APP} --again`,
        'Needs: Amazon login of the primary user.',
        AGAIN,
      ].join('\n'),
    });
  });
});

it('a message about an execution that ended says which, how and what to do', () => {
  expect(endedMessage(APP, 'create-private-app', EXECUTION, 'TIMED_OUT (States.Timeout)')).toEqual({
    appName: APP,
    subject: `[${APP}] create-private-app ended: TIMED_OUT (States.Timeout)`,
    body: [
      `Setup only: no call fails because of this. The setup of ${APP} ran out of time, and no step reported a reason.`,
      'Runbook: spapi runbook "ended: TIMED_OUT" (or search docs/runbook.md of sp-api-private-app for these words)',
      'What to do: Look at the last events in the execution, then start it again. Everything done so far is kept.',
      `Start it again: spapi start ${APP} --again`,
      `Execution: ${EXECUTION_LINK}`,
    ].join('\n'),
  });
});

it('a message about an execution that somebody may have stopped says so, and what fails', () => {
  const machine = 'sp-api-private-app-prod-rotate-client-secret';

  expect(linesOf(endedMessage(APP, machine, EXECUTION, 'ABORTED', { step: 'RegisterQueue' }))).toEqual([
    `Nothing fails yet. The old client secret is still in use. The rotation of the client secret of ${APP} was stopped, and no step reported a reason.`,
    'Runbook: spapi runbook "ended: ABORTED" (or search docs/runbook.md of sp-api-private-app for these words)',
    'What to do: Nothing, if you stopped it. Otherwise look at this step in the execution, then start it again. Everything done so far is kept.',
    'Step: RegisterQueue',
    `Start it again: spapi rotate client-secret ${APP} --wait`,
    `Execution: ${EXECUTION_LINK}`,
  ]);
});

it('a message about an execution of no known application names no command but that of the check', () => {
  const commandOf = (machine: string) =>
    linesOf(endedMessage('all-applications', machine, EXECUTION, 'FAILED')).find((line) =>
      / spapi (?!runbook)/.test(line),
    );

  expect(commandOf('create-private-app')).toBeUndefined();
  expect(commandOf('check-credentials')).toBe('Start it again: spapi check --wait');
});
