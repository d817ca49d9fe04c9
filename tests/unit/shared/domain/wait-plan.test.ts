import { describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { planWait, REMINDER_SECONDS, WaitRound } from '#shared/domain/wait-plan.ts';

const DAY = 86_400;
const days = (...numbers: number[]) => numbers.map((number) => number * DAY);
const roundsOf = (round: WaitRound): WaitRound[] => [round, ...(round.next ? roundsOf(round.next) : [])];

/** When each reminder comes, in seconds after the start. */
const remindersOf = (round: WaitRound) =>
  roundsOf(round)
    .slice(1)
    .map(({ waitedSeconds }) => waitedSeconds);

describe('a person is reminded', () => {
  it('after 1, 3, 7 and 14 days and then every week, in the 90 days of data access', () => {
    const plan = planWait(90 * DAY, REMINDER_SECONDS);

    expect(remindersOf(plan)).toEqual(days(1, 3, 7, 14, 21, 28, 35, 42, 49, 56, 63, 70, 77, 84));
  });

  it('after 1, 3 and 7 days in a wait of 14: the last reminder would come with its end', () => {
    const plan = planWait(14 * DAY, REMINDER_SECONDS);

    expect(remindersOf(plan)).toEqual(days(1, 3, 7));
  });

  it('every week after the only reminder that was asked for', () => {
    const plan = planWait(16 * DAY, days(1));

    expect(remindersOf(plan)).toEqual(days(1, 8, 15));
  });

  it('once more when the week ends a second before the wait', () => {
    const plans = [planWait(8 * DAY, days(1)), planWait(8 * DAY + 1, days(1))];

    expect(plans.map(remindersOf)).toEqual([days(1), days(1, 8)]);
  });

  it.each([
    ['no reminder is asked for', 90 * DAY, []],
    ['the first would come after the wait', DAY - 1, days(1, 3)],
    ['the first would come with its end', DAY, days(1, 3)],
    ['the wait is a second', 1, REMINDER_SECONDS],
  ])('never when %s', (_, waitSeconds, reminderSeconds) => {
    const plan = planWait(waitSeconds, reminderSeconds);

    expect(plan).toEqual({ reminder: 0, seconds: waitSeconds, waitedSeconds: 0, leftSeconds: waitSeconds });
    expect(Object.keys(plan)).not.toContain('next');
  });
});

describe('a plan', () => {
  it('holds each round in the one before, with what was waited and what is left', () => {
    const plan = planWait(5 * DAY, days(1, 3));

    expect(plan).toEqual({
      reminder: 0,
      seconds: DAY,
      waitedSeconds: 0,
      leftSeconds: 5 * DAY,
      next: {
        reminder: 1,
        seconds: 2 * DAY,
        waitedSeconds: DAY,
        leftSeconds: 4 * DAY,
        next: { reminder: 2, seconds: 2 * DAY, waitedSeconds: 3 * DAY, leftSeconds: 2 * DAY },
      },
    });
  });

  it.each<[number, readonly number[]]>([
    [90 * DAY, REMINDER_SECONDS],
    [14 * DAY, REMINDER_SECONDS],
    [365 * DAY, REMINDER_SECONDS],
    [10, [3, 4, 9]],
    [100, []],
    [1, REMINDER_SECONDS],
  ])('waits %d seconds in all, with reminders after %j', (waitSeconds, reminderSeconds) => {
    const rounds = roundsOf(planWait(waitSeconds, reminderSeconds));

    const sums = rounds.map(({ waitedSeconds, leftSeconds }) => waitedSeconds + leftSeconds);
    const waited = rounds.map((_, n) => rounds.slice(0, n).reduce((sum, { seconds }) => sum + seconds, 0));
    expect(rounds.reduce((sum, { seconds }) => sum + seconds, 0)).toBe(waitSeconds);
    expect(sums).toEqual(rounds.map(() => waitSeconds));
    expect(rounds.map(({ waitedSeconds }) => waitedSeconds)).toEqual(waited);
    expect(rounds.map(({ reminder }) => reminder)).toEqual(rounds.map((_, n) => n));
    expect(rounds.filter(({ seconds }) => seconds < 1)).toEqual([]);
  });

  it('has the form that is checked at each depth', () => {
    const plan = planWait(5 * DAY, days(1, 3));
    const [, , deepest] = roundsOf(plan);
    const wrong = structuredClone(plan);
    Object.assign(roundsOf(wrong)[2] as WaitRound, { ...deepest, seconds: 1.5 });

    expect(z.parse(WaitRound, plan)).toEqual(plan);
    expect(z.safeParse(WaitRound, wrong).error?.issues.map(({ path }) => path.join('.'))).toEqual([
      'next.next.seconds',
    ]);
  });

  it('of the longest wait with the most reminders is small enough to be carried thrice in the data', () => {
    const most = Array.from({ length: 20 }, (_, n) => n + 1);

    const plan = planWait(365 * DAY, most);

    // Step Functions hands on 256 KiB; a plan is in the data once for each kind of task and once more as the wait.
    expect(4 * JSON.stringify(plan).length).toBeLessThan(64 * 1024);
  });

  it('leaves the times it was given as they are', () => {
    const times = days(1, 3);

    planWait(90 * DAY, times);

    expect(times).toEqual(days(1, 3));
  });
});
