import { type HTMLElement, parse } from 'node-html-parser';

/** One thing that a form sends: a text (hidden ones too), one of several options, or any number of them. */
export interface Field {
  name: string;
  kind: 'text' | 'one' | 'many';
  /** what may be chosen; empty for a text */
  options: string[];
  /** what the page has filled in */
  values: string[];
}

/** A form as a browser without JavaScript knows it. */
export interface Form {
  action: string;
  method: string;
  fields: Field[];
  buttons: { label: string; name: string; value: string }[];
}

/** Reads every form of a page; what is disabled is left out, as a browser does not send it. */
export function readForms(html: string): Form[] {
  return parse(html).querySelectorAll('form').map(readForm);
}

function readForm(form: HTMLElement): Form {
  const elements = form
    .querySelectorAll('input, select, textarea, button')
    .filter((element) => !element.closest('[disabled]'));
  const fields = new Map<string, Field>();
  for (const element of elements.filter((one) => !isButton(one))) addField(fields, element);
  return {
    action: form.getAttribute('action') ?? '',
    method: (form.getAttribute('method') ?? 'get').toLowerCase(),
    fields: [...fields.values()].filter(({ name }) => name),
    buttons: elements.filter(isSubmit).map((button) => ({
      label: (button.tagName === 'INPUT' ? attribute(button, 'value') : button.text).trim(),
      name: attribute(button, 'name'),
      value: attribute(button, 'value'),
    })),
  };
}

const attribute = (element: HTMLElement, name: string) => element.getAttribute(name) ?? '';
const typeOf = (element: HTMLElement) => attribute(element, 'type').toLowerCase();
const isButton = (one: HTMLElement) =>
  one.tagName === 'BUTTON' || ['submit', 'button', 'reset', 'image'].includes(typeOf(one));
const isSubmit = (one: HTMLElement) => isButton(one) && !['button', 'reset', 'image'].includes(typeOf(one));

function addField(fields: Map<string, Field>, element: HTMLElement): void {
  const name = attribute(element, 'name');
  const read = readField(element);
  const before = fields.get(name);
  before?.options.push(...read.options);
  before?.values.push(...read.values);
  if (!before) fields.set(name, { name, ...read });
}

function readField(element: HTMLElement): Omit<Field, 'name'> {
  if (element.tagName === 'SELECT') return readSelect(element);
  if (element.tagName === 'TEXTAREA') return { kind: 'text', options: [], values: [element.text] };
  const type = typeOf(element);
  const value = element.getAttribute('value');
  if (type !== 'radio' && type !== 'checkbox') return { kind: 'text', options: [], values: [value ?? ''] };
  const options = [value ?? 'on'];
  return {
    kind: type === 'radio' ? 'one' : 'many',
    options,
    values: element.hasAttribute('checked') ? [...options] : [],
  };
}

function readSelect(select: HTMLElement): Omit<Field, 'name'> {
  const choices = select.querySelectorAll('option').filter((option) => !option.hasAttribute('disabled'));
  const optionValue = (option: HTMLElement) => option.getAttribute('value') ?? option.text.trim();
  const options = choices.map(optionValue);
  const selected = choices.filter((option) => option.hasAttribute('selected')).map(optionValue);
  if (select.hasAttribute('multiple')) return { kind: 'many', options, values: selected };
  return { kind: 'one', options, values: selected.length ? selected.slice(-1) : options.slice(0, 1) };
}
