import * as z from 'zod/mini';
import { shorten } from '../errors/plain-text.ts';
import type { Cause } from './health.ts';
import { firstFitting } from './parameter-limit.ts';
import { readStored } from './stored-json.ts';
import { DAY_MS } from './times.ts';

/** So many days of checks are kept, today among them. */
export const HISTORY_DAYS = 90;

/** What the checks of one day found: the worst of them. */
export interface CheckedDay {
  /** `2027-01-31`, UTC. */
  day: string;
  state: 'good' | 'bad' | 'not-checked';
  /** The check that failed, and how, where that is known: `CheckClient: ClientSecretRejected`. */
  failure?: string;
}

/**
 * A history as it is stored. Each day is one character: `-` not checked, `g` good, `b` bad, and a digit or capital letter
 * for bad with one of the failures, in base 36.
 */
const Stored = z.object({
  /** The last day, and one character for each day up to it. */
  until: z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/)),
  days: z.string().check(z.regex(/^[-gb0-9A-Z]{1,90}$/)),
  failures: z.array(z.string()),
});

/** So many different failures have a character. */
const MOST_FAILURES = 36;
/** How long the words of a failure may be, tried in turn. */
const LENGTHS = [100, 60, 40, 20];

/** The day of a time, UTC. */
export const dayOf = (time: Date): string => time.toISOString().slice(0, 10);

const dayBefore = (day: string, days: number): string =>
  dayOf(new Date(Date.parse(`${day}T00:00:00Z`) - days * DAY_MS));

/**
 * Adds a check to a history. A day on which one of several checks failed stays a bad day.
 * @param before the days that are known, oldest first
 * @param causes what the check found
 */
export function addCheck(before: CheckedDay[], causes: Cause[], now: Date): CheckedDay[] {
  const today = dayOf(now);
  const known = new Map(before.map((one) => [one.day, one]));
  const [first] = causes;
  if (first) known.set(today, { day: today, state: 'bad', failure: `${first.check}: ${first.error}` });
  else if (known.get(today)?.state !== 'bad') known.set(today, { day: today, state: 'good' });
  return lastDays([...known.values()], now);
}

/** The last 90 days up to today, oldest first; a day of which nothing is known was not checked. */
export function lastDays(days: CheckedDay[], now: Date): CheckedDay[] {
  const known = new Map(days.map((one) => [one.day, one]));
  return Array.from({ length: HISTORY_DAYS }, (_, i) => {
    const day = dayBefore(dayOf(now), HISTORY_DAYS - 1 - i);
    return known.get(day) ?? { day, state: 'not-checked' };
  });
}

/** A history as JSON that fits a parameter. Where there are very many failures, their words are shortened, then left out. */
export const packHistory = (days: CheckedDay[]): string => firstFitting(forms(days));

function* forms(days: CheckedDay[]): Generator<z.infer<typeof Stored>> {
  for (const length of LENGTHS) yield form(days, length, MOST_FAILURES);
  yield form(days, 0, 0);
}

function form(days: CheckedDay[], length: number, most: number): z.infer<typeof Stored> {
  const failures: string[] = [];
  const signOf = ({ state, failure }: CheckedDay): string => {
    if (state === 'not-checked') return '-';
    if (state === 'good') return 'g';
    const words = shorten(failure ?? '', length);
    if (words && !failures.includes(words) && failures.length < most) failures.push(words);
    const at = failures.indexOf(words);
    return at < 0 ? 'b' : at.toString(36).toUpperCase();
  };
  // The newest first, so that the oldest are those without words.
  const signs = days.toReversed().map(signOf).toReversed().join('');
  return { until: days.at(-1)?.day ?? dayOf(new Date(0)), days: signs || '-', failures };
}

/**
 * Reads the text of a `health-history` parameter, oldest day first.
 * @returns no day where there is none, or it is another version's
 */
export function unpackHistory(text: string | undefined): CheckedDay[] {
  const stored = readStored(Stored, text);
  if (!stored) return [];
  const { until, days, failures } = stored;
  return [...days].map((sign, i) => {
    const day = dayBefore(until, days.length - 1 - i);
    if (sign === '-') return { day, state: 'not-checked' };
    if (sign === 'g') return { day, state: 'good' };
    const failure = sign === 'b' ? undefined : failures[Number.parseInt(sign, 36)];
    return { day, state: 'bad', ...(failure && { failure }) };
  });
}
