import { type HTMLElement, parse } from 'node-html-parser';
import {
  type CookieJar,
  type Form,
  openPage,
  type Page,
  readForms,
  submitForm,
  type Values,
} from '../person/http-forms.ts';

/** Opens a page and follows links by their texts. */
export async function walk(jar: CookieJar, url: string, ...links: RegExp[]): Promise<Page> {
  let page = expectFine(await openPage(url, jar));
  for (const link of links) page = await follow(jar, page, link);
  return page;
}

/** Follows the first link with this text, on the page or in a part of it. */
export async function follow(
  jar: CookieJar,
  page: Page,
  text: RegExp,
  part: HTMLElement = parse(page.html),
): Promise<Page> {
  const link = part.querySelectorAll('a').find((one) => text.test(one.text.trim()));
  if (!link) throw new Error(`${page.url} has no link ${text}`);

  const target = new URL(link.getAttribute('href') ?? '', page.url);
  return expectFine(await openPage(target.href, jar));
}

/** The form with this button, if the page has one. */
export function formWith(page: Page, button: RegExp): Form | undefined {
  return readForms(page.html).find(({ buttons }) => buttons.some(({ label }) => button.test(label)));
}

/** Fills in the form with this button and sends it. */
export async function press(jar: CookieJar, page: Page, button: RegExp, values: Values = {}): Promise<Page> {
  const form = formWith(page, button);
  if (!form) throw new Error(`${page.url} has no button ${button}${complaints(page)}`);

  return expectFine(await submitForm(page.url, form, values, jar));
}

/** The first row of a table with this heading. */
export function rowOf(page: Page, heading: string): HTMLElement {
  const rows = parse(page.html).querySelectorAll('tr');
  const row = rows.find((one) => one.querySelector('th')?.text.trim() === heading);
  if (!row) throw new Error(`${page.url} has no row ${heading}`);

  return row;
}

/** The text of one element. */
export function textOf(page: Page, selector: string): string {
  const element = parse(page.html).querySelector(selector);
  if (!element) throw new Error(`${page.url} shows no ${selector}${complaints(page)}`);

  return element.text.trim();
}

function expectFine(page: Page): Page {
  if (page.status >= 400) throw new Error(`${page.url} answers ${page.status}${complaints(page)}`);
  return page;
}

function complaints({ html }: Page): string {
  const alerts = parse(html).querySelectorAll('[role=alert] li, p[role=alert]');
  return alerts.map(({ text }) => `: ${text.trim()}`).join('');
}
