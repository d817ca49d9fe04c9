import { roundOf } from '../../domain/human-task.ts';
import { instructionsFor, whenRemoved } from '../../domain/instructions.ts';
import { actionForm, answerField, giveUpForm } from '../form.ts';
import { type Html, html } from '../html.ts';
import type { TaskView } from './task-view.ts';

/** What a removal deletes and keeps, and the name to type. */
export function removalBody({ task, form }: TaskView): Html {
  const { fields } = instructionsFor(task);
  const { deletes = [], keeps = [], graceSeconds = 0 } = task.removal ?? {};
  const round = roundOf(task);
  return html`<section><h2>What to do</h2>
<ol><li>Read what will be deleted.</li><li><a href="#confirm">Confirm it</a>, or <a href="#keep">keep the application</a>.</li></ol></section>
<section class="attention"><h2>What will be deleted</h2>${list(deletes)}<p>It cannot be brought back: what another service reads of it must be replaced before.</p></section>
<section><h2>What is kept</h2>${list(keeps)}</section>
<section><h2>What happens when</h2>${list(whenRemoved(graceSeconds))}</section>
<section id="confirm"><h2>Confirm it</h2>
${actionForm(
  form,
  { action: 'complete', round, check: true },
  html`${fields.map((field) => answerField(field, form))}
<button class="main" type="submit">Remove the application</button>`,
)}</section>
<section id="keep"><h2>Keep the application</h2>${giveUpForm(form, round, 'Why it is not removed')}</section>`;
}

const list = (lines: string[]): Html => html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
