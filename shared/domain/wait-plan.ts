import * as z from 'zod/mini';
import { DAY_SECONDS } from './times.ts';

const WEEK = 7 * DAY_SECONDS;

/** When a person is reminded of a waiting task, in seconds after it was asked; after the last one, every week. */
export const REMINDER_SECONDS: readonly number[] = [
  DAY_SECONDS,
  3 * DAY_SECONDS,
  7 * DAY_SECONDS,
  14 * DAY_SECONDS,
];

/**
 * One round of waiting for a person. A round ends with a reminder, the last one with a time-out. Each holds the one
 * that follows, so that the state machine needs no arithmetic. All times are in seconds.
 */
export const WaitRound = z.strictObject({
  /** 0 in the first round, then the number of the reminder that starts it. */
  reminder: z.int(),
  /** How long this round waits. */
  seconds: z.int(),
  /** How long the rounds before it waited, and how long all that is left waits, this round included. */
  waitedSeconds: z.int(),
  leftSeconds: z.int(),
  get next() {
    return z.optional(WaitRound);
  },
});
export interface WaitRound {
  reminder: number;
  seconds: number;
  waitedSeconds: number;
  leftSeconds: number;
  next?: WaitRound | undefined;
}

/**
 * Divides a wait into rounds.
 * @param waitSeconds the whole wait
 * @param reminderSeconds ascending, after the start of the wait; none means no reminder at all
 */
export function planWait(waitSeconds: number, reminderSeconds: readonly number[]): WaitRound {
  const ends = [...reminderTimes(waitSeconds, reminderSeconds), waitSeconds];
  const rounds = ends.map((end, reminder) => {
    const waitedSeconds = ends[reminder - 1] ?? 0;
    return {
      reminder,
      seconds: end - waitedSeconds,
      waitedSeconds,
      leftSeconds: waitSeconds - waitedSeconds,
    };
  });
  return rounds.reduceRight<WaitRound | undefined>(
    (next, round) => (next ? { ...round, next } : round),
    undefined,
  ) as WaitRound;
}

function reminderTimes(waitSeconds: number, reminderSeconds: readonly number[]): number[] {
  const times = [...reminderSeconds];
  for (let last = times.at(-1); last !== undefined && last + WEEK < waitSeconds; last = times.at(-1))
    times.push(last + WEEK);
  return times.filter((time) => time < waitSeconds);
}
