import type { Form } from './read-forms.ts';

export { type Field, type Form, readForms } from './read-forms.ts';

/** A page as it came, after all redirects. */
export interface Page {
  url: string;
  status: number;
  html: string;
}

/** What to fill in, by the field's name (or a button's, to press that one); what is left out stays as the page has it. */
export type Values = Record<string, string | string[]>;

/** Cookies by origin and name; paths and ends are not minded. */
export type CookieJar = Map<string, string>;

/** Opens a page as a person does who types its address. */
export function openPage(url: string, jar: CookieJar = new Map()): Promise<Page> {
  return visit(url, { method: 'GET' }, jar);
}

/** Fills in a form, presses its first button or the one named in `values`, and follows to the page it leads to. */
export async function submitForm(
  pageUrl: string,
  form: Form,
  values: Values = {},
  jar: CookieJar = new Map(),
): Promise<Page> {
  const target = new URL(form.action, pageUrl);
  const body = new URLSearchParams(entriesOf(form, values));
  if (form.method === 'post') {
    const headers = { 'sec-fetch-site': 'same-origin', origin: new URL(pageUrl).origin };
    return visit(target.href, { method: 'POST', headers, body }, jar);
  }
  target.search = body.toString();
  return visit(target.href, { method: 'GET' }, jar);
}

type Entry = [name: string, value: string];

/** What the browser would send. */
function entriesOf(form: Form, values: Values): Entry[] {
  const given = new Map(Object.entries(values).map(([name, value]) => [name, [value].flat()]));
  checkOffered(form, given);

  const { fields, buttons } = form;
  const filled = fields.flatMap(({ name, kind, options, values: shown }) => {
    const chosen = given.get(name) ?? shown;
    const inOrder = kind === 'text' ? chosen : options.filter((option) => chosen.includes(option));
    return inOrder.map((value): Entry => [name, value]);
  });
  const pressed = buttons.find(({ name, value }) => given.get(name)?.includes(value)) ?? buttons[0];
  return pressed?.name ? [...filled, [pressed.name, pressed.value]] : filled;
}

/** A person cannot fill in what is not there, nor choose what is not offered. */
function checkOffered({ fields, buttons }: Form, given: Map<string, string[]>): void {
  for (const [name, values] of given) {
    const field = fields.find((one) => one.name === name);
    const pressable = buttons.filter((button) => button.name === name).map(({ value }) => value);
    if (!field && pressable.length === 0) throw new Error(`The form has no field ${name}`);

    const foreign = values.find((value) => !(field?.options ?? pressable).includes(value));
    if (field?.kind !== 'text' && foreign !== undefined) {
      throw new Error(`The field ${name} does not offer ${foreign}`);
    }
  }
}

const MOST_REDIRECTS = 10;

async function visit(url: string, init: RequestInit, jar: CookieJar, redirects = 0): Promise<Page> {
  const { origin } = new URL(url);
  const cookie = cookiesFor(jar, origin);
  const headers = { ...init.headers, ...(cookie && { cookie }) };
  const response = await fetch(url, { ...init, headers, redirect: 'manual' });
  for (const line of response.headers.getSetCookie()) keepCookie(jar, origin, line);
  const html = await response.text();
  const location = response.headers.get('location');
  if (!location || response.status < 300 || response.status > 399) {
    return { url, status: response.status, html };
  }
  if (redirects === MOST_REDIRECTS) throw new Error(`${url} redirects more than ${MOST_REDIRECTS} times`);
  const next = [307, 308].includes(response.status) ? init : { method: 'GET' };
  return visit(new URL(location, url).href, next, jar, redirects + 1);
}

function cookiesFor(jar: CookieJar, origin: string): string {
  const own = [...jar].filter(([key]) => key.startsWith(`${origin} `));
  return own.map(([key, value]) => `${key.slice(origin.length + 1)}=${value}`).join('; ');
}

function keepCookie(jar: CookieJar, origin: string, line: string): void {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
  const [name = '', ...value] = pair.split('=');
  if (attributes.some((one) => /^max-age=(0|-\d+)$/i.test(one))) jar.delete(`${origin} ${name}`);
  else jar.set(`${origin} ${name}`, value.join('='));
}
