import { roundOf } from '../../domain/human-task.ts';
import { instructionsFor } from '../../domain/instructions.ts';
import { howOften, shortTime } from '../../domain/times.ts';
import { background } from '../background.ts';
import { actionForm, copyable, giveUpForm } from '../form.ts';
import { type Html, html } from '../html.ts';
import { portalAddress, whereToGo } from '../where.ts';
import type { TaskView } from './task-view.ts';

/** The queue that Amazon has to know, where to enter it, and what proves that it does. */
export function registerQueueBody({ task, form, centralEndpoint }: TaskView): Html {
  const { central, steps } = instructionsFor(task, centralEndpoint);
  const round = roundOf(task);
  return html`${refused(task)}
<section><h2>1. Register the queue</h2>
${whereToGo(central, portalAddress(centralEndpoint))}
<p>The ARN of the queue, the destination to add:</p>
<p>${copyable('queue-arn', task.queue?.arn ?? '')}</p>
<ol>${steps.map((step) => html`<li>${step}</li>`)}</ol></section>
<section><h2>2. Test the registration</h2>
${actionForm(
  form,
  { action: 'complete', round },
  html`<p class="note">This asks Amazon for a new client secret now. If Amazon still knows no queue, the page comes back with its reason.</p>
<button class="main" type="submit">The queue is registered: rotate the secret</button>`,
)}</section>
<section><h2>It cannot be done</h2>${giveUpForm(form, round, 'Why the queue cannot be registered')}</section>
${background(
  'Why',
  html`<p>Client secrets expire 180 days after they are created. Amazon sends a new one only to a queue that you registered. After that the stack rotates the secret automatically.</p>
${task.queue?.secretEnds && html`<p>The stored secret expires on <strong>${shortTime(task.queue.secretEnds)}</strong>.</p>`}`,
)}`;
}

function refused({ rejections = 0, reason }: TaskView['task']): Html {
  return html`${
    rejections > 0 &&
    html`<section class="attention"><h2>Refused ${howOften(rejections)}</h2>
<p>Amazon made no new secret: <q>${reason ?? ''}</q></p></section>`
  }`;
}
