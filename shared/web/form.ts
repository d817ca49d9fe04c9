import type { AnswerField } from '../domain/instructions.ts';
import { type Html, html } from './html.ts';

/** A form as it is shown: empty at first, later with what was typed and what is wrong with it. */
export interface FormState {
  csrf: string;
  /** What was typed, by field; never a secret. */
  values: Record<string, string>;
  /** What is wrong, by field. */
  problems: Record<string, string>;
  /** Why the whole answer was not taken, what to do, and whether it is certain that nothing of it was stored. */
  refusal?: { what: string; remedy: string; nothingStored: boolean };
}

/** A form nobody has typed into. */
export const emptyForm = (csrf: string): FormState => ({ csrf, values: {}, problems: {} });

/** A form that posts to its own page. `action` tells the server what is meant. */
export function actionForm(
  { csrf }: FormState,
  { action, round, check = false }: { action: string; round: number; check?: boolean },
  inside: Html,
): Html {
  return html`<form method="post"${check && html` data-check="yes"`}>
<input type="hidden" name="csrf" value="${csrf}">
<input type="hidden" name="action" value="${action}">
<input type="hidden" name="round" value="${round}">
${inside}
</form>`;
}

/** A line to type into; a secret is not shown while it is typed, and never again. */
export function answerField({ name, label, looksLike, secret }: AnswerField, form: FormState): Html {
  const { values, problems } = form;
  const problem = problems[name];
  return html`<label for="${name}">${label}</label>
<p class="hint" id="${name}-hint">Looks like <span class="value">${looksLike}</span>${secret && wasRefused(form) && '. Enter it again: a secret is never shown back.'}</p>
<input id="${name}" name="${name}" type="${secret ? 'password' : 'text'}" data-field autocomplete="off" autocapitalize="off" spellcheck="false" required aria-describedby="${name}-hint ${name}-said" aria-invalid="${problem ? 'true' : 'false'}" value="${secret ? '' : (values[name] ?? '')}">
<p id="${name}-said" class="problem" aria-live="polite">${problem}</p>`;
}

const wasRefused = ({ problems, refusal }: FormState) =>
  refusal !== undefined || Object.keys(problems).length > 0;

/**
 * Says why an answer was not taken; nothing where there is no reason.
 * @param labels what the fields are called, by name
 */
export function refusalNotice({ problems, refusal }: FormState, labels: Record<string, string>): Html {
  const names = Object.keys(problems);
  const count = names.length;
  if (refusal)
    return html`<section class="alert" role="alert"><h2>${refusal.nothingStored ? 'Not accepted, and nothing was stored' : 'It did not go through yet'}</h2>
<p>${refusal.what}</p><p><strong>What to do:</strong> ${refusal.remedy}</p></section>`;
  if (count > 0)
    return html`<section class="alert" role="alert"><h2>${count === 1 ? 'One field needs' : `${count} fields need`} a correction</h2>
<p>Nothing was stored.</p>
<ul>${names.map((name) => html`<li><a href="#${name}">${labels[name] ?? name}</a>: ${problems[name]}</li>`)}</ul></section>`;
  return html``;
}

/** A value to copy, with a button where scripts run. */
export const copyable = (id: string, value: string): Html =>
  html`<span class="value" id="${id}">${value}</span> <button type="button" class="copy" data-copy="${id}" hidden>Copy</button><span role="status"></span>`;

/** A form that says that the task cannot be done. */
export function giveUpForm(state: FormState, round: number, wrong: string): Html {
  return actionForm(
    state,
    { action: 'give-up', round },
    html`<label for="give-up-reason">${wrong}</label>
<p class="hint" id="give-up-hint">People read the reason in messages, so it must hold no secret. The execution ends; what is done is kept for the next one.</p>
<textarea id="give-up-reason" name="reason" maxlength="1000" required aria-describedby="give-up-hint">${state.values.giveUpReason ?? ''}</textarea>
<button type="submit">End this task with the reason</button>`,
  );
}
