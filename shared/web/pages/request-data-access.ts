import { type DataAccessRole, rolesFor } from '../../domain/developer-profile.ts';
import { kindsOf, roundOf } from '../../domain/human-task.ts';
import { instructionsFor } from '../../domain/instructions.ts';
import { howOften, shortTime } from '../../domain/times.ts';
import { background } from '../background.ts';
import { actionForm, giveUpForm } from '../form.ts';
import { type Html, html } from '../html.ts';
import { portalAddress, whereToGo } from '../where.ts';
import { securityText } from './security-text.ts';
import type { TaskView } from './task-view.ts';

/** Tutorial step 2: the developer profile, its checklist, and what Amazon's review said. */
export function developerProfileBody(view: TaskView): Html {
  const { task, centralEndpoint } = view;
  const { central, steps } = instructionsFor(task, centralEndpoint);
  const todo = html`<section><h2>What to do</h2>
${whereToGo(central, portalAddress(centralEndpoint))}
<ol>${steps.map((step) => html`<li>${step}</li>`)}</ol>
<p>Help on this page: <a href="#roles">data access roles</a>, <a href="#security">text for the security questions</a>.</p></section>`;
  const help = html`${roles(view)}${securityText()}`;
  // After the profile was submitted people come back only to tell the answer.
  return view.submittedAt
    ? html`${standing(view)}${reports(view)}${todo}${help}`
    : html`${standing(view)}${todo}${reports(view)}${help}`;
}

function standing({ task, submittedAt }: TaskView): Html {
  const rejections = roundOf(task);
  return html`${
    rejections > 0 &&
    html`<section class="attention"><h2>Rejected ${howOften(rejections)}</h2>
<p>Amazon’s last reason: <q>${task.reason ?? ''}</q></p><p>Fix this, submit the profile again, and report it here.</p></section>`
  }${
    submittedAt &&
    html`<section class="good"><h2>Submitted on ${shortTime(submittedAt)}</h2>
<p>Amazon reviews it; that takes days, sometimes weeks, and the profile cannot be changed meanwhile. Look for Amazon’s answer in the case log of the account, then report it below.</p></section>`
  }`;
}

function roles({ task }: TaskView): Html {
  const perKind = kindsOf(task).map((kind) => ({ kind, ...rolesFor(kind) }));
  const needed = new Set(perKind.flatMap(({ anyOf }) => anyOf));
  const others = perKind
    .flatMap((one) => one.others)
    .filter(({ name }, i, all) => !needed.has(name) && all.findIndex((one) => one.name === name) === i);
  const names = (restricted: boolean) =>
    others.filter((role: DataAccessRole) => role.restricted === restricted).map(({ name }) => name);
  return background(
    'Data access roles',
    html`${smallest(task.roleNeeds ?? [])}<dl>${perKind.map(
      ({ kind, operation, anyOf }) =>
        html`<dt>For the call that proves your ${kind} accounts, ${operation}: one of these</dt>
<dd>${anyOf.join(' or ')} (not restricted)</dd>`,
    )}
<dt>Others, if you will use their operations</dt><dd>${names(false).join(', ')}</dd>
<dt>Restricted: they give personal data, bring more questions and a longer review</dt>
<dd>${names(true).join(', ')}. Ask for them only when you need them.</dd></dl>`,
    'roles',
  );
}

/** The fewest roles for all accounts and for what people want to do. */
const smallest = (needs: string[]): Html =>
  needs.length > 0
    ? html`<p>The fewest roles for all your accounts and the operations you named:</p><ul>${needs.map((need) => html`<li>${need}</li>`)}</ul>`
    : html``;

function reports(view: TaskView): Html {
  const { task, form, submittedAt } = view;
  const round = roundOf(task);
  const reason = form.values.reason ?? '';
  return html`<section><h2>Report Amazon’s decision</h2>
${!submittedAt && actionForm(form, { action: 'submitted', round }, html`<button class="main" type="submit">I have submitted the profile</button>`)}
${actionForm(form, { action: 'complete', round }, approval(view))}
${actionForm(
  form,
  { action: 'reject', round },
  html`<label for="reason">Amazon has rejected it: the reason</label>
<p class="hint" id="reason-hint">As Amazon words it. It is kept and shown here and in messages, so it must hold no secret.</p>
<textarea id="reason" name="reason" maxlength="1000" required aria-describedby="reason-hint">${reason}</textarea>
<button type="submit">Save the reason and reopen this task</button>`,
)}</section>
<section><h2>Giving up</h2>${giveUpForm(form, round, 'The profile will not be submitted again: why')}</section>`;
}

/** The approval cannot be taken back, so it is asked twice where nobody has said that the profile was submitted. */
function approval({ form, submittedAt }: TaskView): Html {
  const button = html`<button${submittedAt && html` class="main"`} type="submit">Amazon has approved the profile</button>`;
  if (submittedAt) return button;
  const problem = form.problems.confirmed;
  return html`<label for="confirmed"><input type="checkbox" id="confirmed" name="confirmed" value="yes" required aria-describedby="confirmed-said" aria-invalid="${problem ? 'true' : 'false'}"> The profile was submitted, and its page says that Amazon has approved it</label>
<p id="confirmed-said" class="problem">${problem}</p>
${button}`;
}
