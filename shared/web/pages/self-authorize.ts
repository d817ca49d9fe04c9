import { roundOf } from '../../domain/human-task.ts';
import { instructionsFor } from '../../domain/instructions.ts';
import { findMarketplace } from '../../domain/marketplaces.ts';
import { actionForm, answerField, giveUpForm } from '../form.ts';
import { type Html, html } from '../html.ts';
import { portalAddress, whereToGo } from '../where.ts';
import { whyAgain } from '../why-again.ts';
import type { TaskView } from './task-view.ts';

/** Tutorial step 6: one refresh token of one selling account. */
export function authorizeBody({ task, form, centralEndpoint }: TaskView): Html {
  const { central, steps, fields } = instructionsFor(task, centralEndpoint);
  const round = roundOf(task);
  const {
    sellingPartner,
    marketplace = '',
    region,
    name,
  } = task.authorization ?? { ...task, region: '', name: '' };
  return html`${whyAgain(task)}<section><h2>1. Authorize</h2>
<p><strong>${name}</strong>: the ${sellingPartner} account in ${findMarketplace(marketplace)?.country ?? marketplace}, region ${region}. Other accounts have their own pages.</p>
${whereToGo(central, portalAddress(centralEndpoint))}
<ol>${steps.map((step) => html`<li>${step}</li>`)}</ol></section>
<section><h2>2. Bring back the refresh token</h2>
${actionForm(
  form,
  { action: 'complete', round, check: true },
  html`${fields.map((field) => answerField(field, form))}
<p class="note">A token works in the region ${region} only, and for this application only. It is tried now: an exchange at Login with Amazon, and one call of the Selling Partner API. Only if it works is it stored, encrypted.</p>
<button class="main" type="submit">Try and store it</button>`,
)}</section>
<section><h2>It cannot be done</h2>${giveUpForm(form, round, 'Why the account cannot be authorized')}</section>`;
}
