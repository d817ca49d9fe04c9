import { roundOf } from '../../domain/human-task.ts';
import { instructionsFor } from '../../domain/instructions.ts';
import { type FormEntry, registrationForm } from '../../domain/registration-form.ts';
import { actionForm, answerField, copyable, giveUpForm } from '../form.ts';
import { type Html, html } from '../html.ts';
import { portalAddress, whereToGo } from '../where.ts';
import type { TaskView } from './task-view.ts';

/** Tutorial step 5: Amazon's form field by field, then the three values it gives. */
export function registerBody({ task, form, centralEndpoint }: TaskView): Html {
  const { central, fields } = instructionsFor(task, centralEndpoint);
  const round = roundOf(task);
  return html`<section><h2>1. Fill in Amazon’s form</h2>
${whereToGo(central, portalAddress(centralEndpoint))}
<p>Choose <strong>Add new app client</strong> and enter, field by field:</p>
<dl>${registrationForm(task).map(entry)}</dl>
<p>Then <strong>Save and exit</strong>. The application stays a draft: a private one needs no publishing.</p></section>
<section><h2>2. Bring back what it shows</h2>
<p>The application id stands in the row of the application. For the other two choose <strong>View</strong> in the column <strong>LWA credentials</strong>.</p>
${actionForm(
  form,
  { action: 'complete', round, check: true },
  html`${fields.map((field) => answerField(field, form))}
<p class="note">Client id and secret are tried at Login with Amazon now. Only if they work are they stored, the secret encrypted.</p>
<button class="main" type="submit">Try and store them</button>`,
)}</section>
<section><h2>It cannot be done</h2>${giveUpForm(form, round, 'Why the application cannot be registered')}</section>`;
}

function entry({ field, value, exact, note }: FormEntry, i: number): Html {
  return html`<dt>${field}</dt><dd>${exact ? copyable(`entry-${i}`, value) : value}</dd>${
    note && html`<dd class="note">${note}</dd>`
  }`;
}
