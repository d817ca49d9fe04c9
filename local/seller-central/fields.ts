import { type Html, html } from '#shared/web/html.ts';

/** What is wrong with one field of a form. */
export interface Problem {
  field: string;
  message: string;
}

/** The problems of a form, at its top, each with a link to the field. */
export function problemList(problems: Problem[]): Html | undefined {
  if (problems.length === 0) return undefined;

  return html`<div class="problems" role="alert">
<h2>There is a problem</h2>
<ul>${problems.map(({ field, message }) => html`<li><a href="#${field}">${message}</a></li>`)}</ul>
</div>`;
}

interface Common {
  name: string;
  label: string;
  hint?: string;
  problems?: Problem[];
}

interface TextField extends Common {
  value: string;
  type?: 'text' | 'email' | 'url';
  required?: boolean;
}

function describe({ name, hint, problems = [] }: Common): { notes: Html; described: Html; invalid: boolean } {
  const problem = problems.find(({ field }) => field === name);
  const ids = [hint && `${name}-hint`, problem && `${name}-problem`].filter(Boolean).join(' ');
  return {
    notes: html`${hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}
${problem && html`<p class="problem" id="${name}-problem">${problem.message}</p>`}`,
    described: html`${ids && html` aria-describedby="${ids}"`}`,
    invalid: problem !== undefined,
  };
}

/** A line of text. */
export function textField(field: TextField): Html {
  const { name, label, value, type = 'text', required = false } = field;
  const { notes, described, invalid } = describe(field);
  const state = html`${required && html` required`}${invalid && html` aria-invalid="true"`}`;
  return html`<label class="field" for="${name}">${label}${required && ' (required)'}</label>
${notes}
<input id="${name}" name="${name}" type="${type}" value="${value}"${state}${described}>`;
}

/** One thing to choose. */
export interface Option {
  value: string;
  label: string;
  disabled?: boolean;
}

interface ChoiceField extends Common {
  options: Option[];
  chosen: string[];
}

function choice(kind: 'radio' | 'checkbox', field: ChoiceField): Html {
  const { name, label, options, chosen } = field;
  const { notes, described } = describe(field);
  const optionLine = ({ value, label, disabled }: Option, index: number) => {
    const id = index === 0 ? name : `${name}-${index}`;
    const state = html`${chosen.includes(value) && html` checked`}${disabled && html` disabled`}`;
    return html`<div class="option"><input type="${kind}" id="${id}" name="${name}" value="${value}"${state}> <label for="${id}">${label}</label></div>`;
  };
  return html`<fieldset${described}>
<legend>${label}</legend>
${notes}
${options.map(optionLine)}
</fieldset>`;
}

/** One of several options. */
export const radios = (field: ChoiceField): Html => choice('radio', field);

/** Any number of options. */
export const checkboxes = (field: ChoiceField): Html => choice('checkbox', field);

/** A list to open, for one of several options; `id` where the page has more of this name. */
export function select({ id, name, label, options, chosen }: ChoiceField & { id?: string }): Html {
  const optionLine = ({ value, label }: Option) =>
    html`<option value="${value}"${chosen.includes(value) && html` selected`}>${label}</option>`;
  return html`<label class="field" for="${id ?? name}">${label}</label>
<select id="${id ?? name}" name="${name}">${options.map(optionLine)}</select>`;
}
