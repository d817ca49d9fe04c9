import { type CheckedDay, HISTORY_DAYS } from '../domain/health-history.ts';
import { type Credential, shortDay, urgencyOf } from '../domain/overview.ts';
import { type Html, html } from './html.ts';

/** Width of a day, and height of the row, in units of the picture. */
const DAY = 4;
const ROW = 16;
/** How high a day is drawn, so that its state shows without its colour. */
const HEIGHTS: Record<CheckedDay['state'], number> = { bad: ROW, good: 8, 'not-checked': 2 };

/** The checks of the last days as a row of bars; {@link timelineText} says the same. */
export function timeline(days: readonly CheckedDay[]): Html {
  return html`<svg class="timeline" role="img" aria-label="${timelineText(days)}" viewBox="0 0 ${HISTORY_DAYS * DAY} ${ROW}" preserveAspectRatio="none">${runs(
    days,
  ).map(
    ({ state, from, count }) =>
      html`<rect class="day-${state}" x="${from * DAY}" y="${ROW - HEIGHTS[state]}" width="${count * DAY}" height="${HEIGHTS[state]}"/>`,
  )}</svg>`;
}

/** Days in a row of the same state are drawn as one. */
function runs(days: readonly CheckedDay[]): { state: CheckedDay['state']; from: number; count: number }[] {
  const found: ReturnType<typeof runs> = [];
  for (const [i, { state }] of days.entries()) {
    const last = found.at(-1);
    if (last?.state === state) last.count += 1;
    else found.push({ state, from: i, count: 1 });
  }
  return found;
}

/** How many days were good, failed and not checked, and when the last one failed. */
export function timelineText(days: readonly CheckedDay[]): string {
  const count = (state: CheckedDay['state']) => days.filter((one) => one.state === state).length;
  const last = days.findLast(({ state }) => state === 'bad');
  return `Good on ${plural(count('good'))}, failed on ${plural(count('bad'))}${last ? ` (last ${shortDay(last.day)})` : ''}, not checked on ${plural(count('not-checked'))}.`;
}

const plural = (days: number): string => `${days} day${days === 1 ? '' : 's'}`;

/** How much of its time a credential has left; the text beside it says how many days. */
export function daysLeftBar(credential: Credential): Html {
  const { daysLeft, ofDays } = credential;
  if (daysLeft === undefined) return html``;
  const share = Math.round(Math.min(1, Math.max(0, daysLeft / ofDays)) * 100);
  return html`<svg class="bar" aria-hidden="true" viewBox="0 0 100 8" preserveAspectRatio="none"><rect class="bar-all" width="100" height="8"/><rect class="bar-${urgencyOf(credential)}" width="${share}" height="8"/></svg>`;
}
