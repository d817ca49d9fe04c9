import type { DueDate } from '../../domain/due-dates.ts';
import { type Credential, daysLeftText, type Overview, shortDay, urgencyOf } from '../../domain/overview.ts';
import { shortTime } from '../../domain/times.ts';
import { background } from '../background.ts';
import { type Html, html } from '../html.ts';
import type { Page } from '../layout.ts';
import { daysLeftBar, timeline, timelineText } from '../pictures.ts';

/** All that the health page shows. Neither a secret nor the link of a task is among it. */
export interface HealthView {
  overviews: readonly Overview[];
  due: readonly DueDate[];
  /** When this was read, and until when the link works; ISO 8601, UTC. */
  now: string;
  expiresAt: string;
  /** Address of the calendar file, relative to this page. */
  calendar: string;
}

/** A page with more would be more than Lambda can return. */
const MOST_APPLICATIONS = 200;
const MOST_DUE = 50;

/** The health of all applications, for people without a terminal. It has no form, and no link to a task. */
export function healthPage({ overviews, due, now, expiresAt, calendar }: HealthView): Page {
  const inOrder = overviews.toSorted((a, b) => rankOf(a) - rankOf(b));
  const left = inOrder.length - MOST_APPLICATIONS;
  return {
    title: 'Health of the applications',
    body: html`${whoActs(inOrder)}
${inOrder.slice(0, MOST_APPLICATIONS).map(application)}
${left > 0 && html`<section><p>And ${left} more. All are in <code>spapi status</code>.</p></section>`}
${dueSection(due, calendar)}
<p class="note">As of ${shortTime(now)}. This link works until ${shortTime(expiresAt)}; it shows no secret and changes nothing.</p>`,
  };
}

/** What fails comes first, then what needs a person. */
const rankOf = ({ health, next }: Overview): number => (health === 'bad' ? 0 : next ? 1 : 2);

function whoActs(overviews: readonly Overview[]): Html {
  const acting = overviews.flatMap(({ appName, next }) => (next ? [{ appName, next }] : []));
  if (overviews.length === 0)
    return html`<section><h2>No application yet</h2><p>It appears here after its first start.</p></section>`;
  if (acting.length === 0)
    return html`<section class="good"><h2>Nobody has to act</h2><p>No application waits for a person, and no check has failed.</p></section>`;
  return html`<section class="attention"><h2>Who has to act</h2>
<ul>${acting
    .slice(0, MOST_APPLICATIONS)
    .map(
      ({ appName, next: { who, what, task } }) =>
        html`<li><strong>${appName}</strong>: ${who}. ${what.replace(/\.$/, '')}.${task && ' The message about this task has its link.'}</li>\n`,
    )}</ul></section>`;
}

const STATES: Record<Overview['state'], string> = {
  ready: 'Ready',
  failed: 'The last execution failed',
  waiting: 'Waits for a person',
  'set-up': 'Being set up',
  removing: 'Being removed',
};

function application({
  appName,
  state,
  since,
  health,
  checkedAt,
  causes,
  credentials,
  history,
}: Overview): Html {
  const failed = history.filter((day) => day.state === 'bad').toReversed();
  const tone = health === 'bad' || state === 'failed' ? 'alert' : health === 'good' ? 'good' : 'attention';
  return html`<section class="${tone}"><h2>${appName}</h2>
<p>${STATES[state]}${since && ` since ${shortTime(since)}`}. ${
    checkedAt
      ? html`Last check: <strong>${health === 'good' ? 'all credentials work' : 'something fails'}</strong>, ${shortTime(checkedAt)}.`
      : 'Not checked yet.'
  }</p>
${causes.length > 0 && html`<ul>${causes.map(({ check, error, remedy }) => html`<li><strong>${check}: ${error}</strong>. ${remedy}</li>\n`)}</ul>`}
${credentials.length > 0 && html`<table><caption class="unseen">Credentials of ${appName}</caption>${credentials.map(row)}</table>`}
<h3>Checks of the last 90 days</h3>
${timeline(history)}
<p class="note">${timelineText(history)}</p>
${
  failed.length > 0 &&
  background(
    `Days with a failed check: ${failed.length}`,
    html`<ul>${failed.map(({ day, failure }) => html`<li>${shortDay(day)}${failure && `: ${failure}`}</li>\n`)}</ul>`,
  )
}</section>`;
}

const row = (credential: Credential): Html =>
  html`<tr><th scope="row">${credential.name}</th><td>${daysLeftBar(credential)}<span class="days-${urgencyOf(credential)}">${daysLeftText(credential)}</span>${
    credential.automatic && credential.daysLeft !== undefined && ', replaced automatically'
  }</td></tr>\n`;

function dueSection(due: readonly DueDate[], calendar: string): Html {
  if (due.length === 0) return html``;
  const left = due.length - MOST_DUE;
  return html`<section><h2>What is due when</h2>
<p><a href="${calendar}" download>Add the due dates to your calendar</a> (.ics)</p>
<ul>${due
    .slice(0, MOST_DUE)
    .map(
      ({ appName, at, daysLeft, what }) =>
        html`<li><strong>${shortDay(at)}</strong> (${inDays(daysLeft)}), ${appName}: ${what}</li>\n`,
    )}</ul>
${left > 0 && html`<p>And ${left} more, which the calendar file has.</p>`}</section>`;
}

function inDays(days: number): string {
  if (days <= 0) return 'over';
  return days === 1 ? 'in 1 day' : `in ${days} days`;
}

/** The link to the health page has ended. */
export const expiredHealthPage = (expiresAt: string): Page => ({
  title: 'This link has expired',
  body: html`<section><p>It worked until <strong>${shortTime(expiresAt)}</strong>.</p>
<p><strong>What to do:</strong> use the link in the newest message about the health of all applications. Or make one: <code>spapi status --link</code>.</p></section>`,
});
