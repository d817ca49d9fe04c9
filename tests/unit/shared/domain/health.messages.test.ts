import { describe, expect, it } from '@jest/globals';
import type { Cause } from '#shared/domain/health.ts';
import { endedMessage, healthMessage } from '#shared/domain/messages.ts';
import { NOW } from '../../../support/fakes/clock.ts';
import { APP, EXECUTION, EXECUTION_LINK } from '../../../support/subjects.ts';

const AGAIN = `See it at any time: spapi status ${APP}`;
const BEGAN = 'Found by the check of the credentials; the trouble began on 2027-01-01 00:00 UTC.';
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
      body: [BEGAN, 'Check1: Error1. It is wrong 1.', 'What to do: Mend it 1.', AGAIN].join('\n'),
    });
  });

  it.each([
    [1, 4],
    [2, 6],
    [3, 8],
    [4, 9],
    [5, 9],
    [23, 9],
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
    ]);
  });

  it('puts a text of several lines on one', () => {
    const cause = { ...aCause(1), what: 'It differs:\n- one\n  - two\r\n', remedy: 'First\n\nthen' };

    const message = healthMessage(APP, { kind: 'bad', causes: [cause], since: NOW });

    expect(linesOf(message)).toEqual([
      BEGAN,
      'Check1: Error1. It differs: - one - two',
      'What to do: First then',
      AGAIN,
    ]);
  });
});

it('a message about a recovery says since when it was bad', () => {
  expect(healthMessage(APP, { kind: 'recovered', since: NOW })).toEqual({
    appName: APP,
    subject: `[${APP}] works again`,
    body: `All credentials of ${APP} work again. The trouble began on 2027-01-01 00:00 UTC.\n${AGAIN}`,
  });
});

describe('a message about an expiry', () => {
  const at = '2027-01-15T12:34:56.000Z';

  it('of the client secret says how to rotate it', () => {
    const expiry = { name: 'client secret', at };

    expect(healthMessage(APP, { kind: 'expires', expiry, days: 14 })).toEqual({
      appName: APP,
      subject: `[${APP}] client secret ends in 14 day(s)`,
      body: [
        `The client secret of ${APP} ends on 2027-01-15 12:34 UTC.`,
        'What to do: Nothing, if the application is enrolled for rotation (docs/rotation-client-secret.md): it is rotated before the end (14 days, unless the stack was deployed with another --param rotateDaysBefore=), and again 7, 3 and 1 days before where that has failed. If it keeps failing, fix what the message about it says. Otherwise rotate it in the Solution Provider Portal (LWA credentials > View > Rotate secret), and store the new one with "spapi secret store APP".',
        AGAIN,
      ].join('\n'),
    });
  });

  it('of an authorization says how to authorize again', () => {
    const expiry = { name: 'authorization us', at };

    expect(healthMessage(APP, { kind: 'expires', expiry, days: 1 })).toEqual({
      appName: APP,
      subject: `[${APP}] authorization us ends in 1 day(s)`,
      body: [
        `The authorization us of ${APP} ends on 2027-01-15 12:34 UTC.`,
        'What to do: Amazon advises to authorize again within a year. You are asked for it by a task of its own 35 days before; if that has ended, start create-private-app for the application again.',
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
      `An execution of create-private-app for ${APP} ended as TIMED_OUT (States.Timeout), and no step has told why.`,
      'What to do: Look at the last events in the execution, then start it again with the same input. Everything done so far is kept.',
      `Execution: ${EXECUTION_LINK}`,
    ].join('\n'),
  });
});
