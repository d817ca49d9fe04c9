import { type StepState, TUTORIAL } from '../domain/tutorial.ts';
import { type Html, html } from './html.ts';

const SAID: Record<StepState, string> = {
  done: 'done',
  current: 'current step',
  later: 'to come',
  skipped: 'not used',
};

/** Where people are among the eight steps of the tutorial. Each state has a sign and a word besides its colour. */
export function stepper(steps: readonly StepState[]): Html {
  const current = steps.indexOf('current');
  const isDone = steps.every((state) => state === 'done' || state === 'skipped');
  return html`<nav class="stepper" aria-label="Steps of the tutorial">
<p>${isDone ? `All ${steps.length} steps are done` : current >= 0 && `Step ${current + 1} of ${steps.length}: ${TUTORIAL[current]}`}</p>
<ol>${steps.map((state, i) => item(state, i, i === current))}</ol>
</nav>`;
}

const item = (state: StepState, i: number, isCurrent: boolean): Html =>
  html`<li class="step-${state}"${isCurrent && html` aria-current="step"`}><span class="sign" aria-hidden="true">${signOf(state, i)}</span><span class="step-name">${TUTORIAL[i]}<span class="unseen">: ${SAID[state]}</span></span></li>\n`;

function signOf(state: StepState, i: number): string {
  if (state === 'done') return '✓';
  return state === 'skipped' ? '–' : String(i + 1);
}
