import { instructionsTitle } from '../../domain/instructions.ts';
import type { Lead, NextTask } from '../../domain/lead.ts';
import { type StepState, stepsOfTask, TUTORIAL } from '../../domain/tutorial.ts';
import { type Html, html } from '../html.ts';
import type { Page } from '../layout.ts';
import { progressLink } from './notices.ts';
import { failedSection, readySection } from './ready.ts';

/** All that the page of a completed task shows. */
export interface AnsweredView {
  appName: string;
  /** When, by whom, and what was stored. */
  said: string;
  lead: Lead;
  /** Whether the next step may come any moment, so that the page looks again by itself. */
  soon: boolean;
  /** Address of the progress page, relative to this one. */
  progress: string;
}

/** A task that was completed: what was stored, and what comes next. */
export function answeredPage({ appName, said, lead, soon, progress }: AnsweredView): Page {
  return {
    title: 'This is done',
    about: appName,
    steps: stepsAfter(lead),
    body: html`${next(appName, lead, soon)}
<section><h2>Your answer</h2>
<p>${said} It cannot be answered again.</p>
${progressLink(progress)}</section>`,
  };
}

/** Known where a task waits or all is done; in between, the page of the progress shows more than this one knows. */
function stepsAfter({ tasks: [first], failed, ready }: Lead): readonly StepState[] | undefined {
  if (first) return stepsOfTask(first.kind, 'done');
  return ready && !failed ? TUTORIAL.map(() => 'done') : undefined;
}

function next(appName: string, { tasks, more, failed, ready }: Lead, soon: boolean): Html {
  if (failed) return failedSection(failed);
  if (tasks.length > 0)
    return html`<section class="attention"${soon && html` data-reload="yes"`}><h2>What comes next</h2>
<p>${tasks.length === 1 ? 'Your next task:' : `${tasks.length} tasks wait for you. You can do them in any order:`}</p>
<ul>${tasks.map((task) => html`<li>${taskLine(task)}</li>\n`)}</ul>${more && soon && html`<p role="status">The tasks of your other accounts appear here within half a minute.</p>`}</section>${ready && readySection(appName, ready)}`;
  if (ready) return readySection(appName, ready);
  return soon
    ? html`<section class="attention" data-reload="yes"><h2>What comes next</h2>
<p role="status">Setup continues automatically. Your next task, or that the application works, appears here within a minute. <a href="">Look again</a></p></section>`
    : html`<section class="attention"><h2>What comes next</h2>
<p>Nothing waits for you now. A message tells you when your next task is due, and when the application works. <a href="">Look again</a></p></section>`;
}

function taskLine({ kind, account, id }: NextTask): Html {
  const title = `${instructionsTitle(kind)}${account ? `: account ${account}` : ''}`;
  return id ? html`<a href="${id}">${title}</a>` : html`${title}. The message about it has its link.`;
}
