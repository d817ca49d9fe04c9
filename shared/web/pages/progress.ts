import { AMAZON_PAGES } from '../../domain/amazon-pages.ts';
import type { ProgressLine } from '../../domain/progress.ts';
import { howOften, shortTime } from '../../domain/times.ts';
import { stepsOfProgress } from '../../domain/tutorial.ts';
import type { UsableAccount } from '../../domain/ways-to-use.ts';
import { type Html, html } from '../html.ts';
import type { Page } from '../layout.ts';
import { outside } from '../sources.ts';
import { failedSection, readySection } from './ready.ts';

/** All that the progress page shows. */
export interface ProgressView {
  appName: string;
  lines: ProgressLine[];
  failed?: { step: string; error: string; since: string };
  readySince?: string;
  /** The path of its results in Parameter Store, and its first account. */
  results?: string;
  account?: UsableAccount;
  /** Address of the task's page, relative to this one. */
  task: string;
}

const WORDS: Record<ProgressLine['state'], string> = {
  done: 'Done',
  waits: 'Waits for a person',
  next: 'Comes next',
  later: 'Later',
  skipped: 'Not used',
};

/** How far the whole tutorial is. */
export function progressPage(view: ProgressView): Page {
  const { appName, lines, failed, readySince, results = '', account, task } = view;
  return {
    title: 'Setup progress',
    about: appName,
    steps: stepsOfProgress(lines),
    body: html`${failed && failedSection(failed)}${readySince && readySection(appName, { since: readySince, results, account })}
<section><h2>The steps of Amazon’s tutorial</h2>
<p>The steps are those of Amazon’s ${outside(AMAZON_PAGES.tutorial.url, 'tutorial')}. Steps 3 and 4 run while the review of step 2 waits.</p>
<ol class="steps">${lines.map(item)}</ol>
<p><a href="">Show it again</a>, or go back to <a href="${task}">your task</a>.</p></section>`,
  };
}

function item({ step, title, state, since, until, rejections, submittedAt }: ProgressLine): Html {
  const waits = state === 'waits';
  return html`<li>${step && `${step}. `}${title}: <span class="state state-${state}">${WORDS[state]}</span>
${since && html`<span class="note">${waits ? 'since' : 'on'} ${shortTime(since)}${until && `, until ${shortTime(until)}`}</span>`}
${rejections !== undefined && html`<p class="note">Rejected by Amazon ${howOften(rejections)}.</p>`}
${submittedAt && html`<p class="note">Submitted to Amazon on ${shortTime(submittedAt)}; the review decides.</p>`}</li>`;
}
