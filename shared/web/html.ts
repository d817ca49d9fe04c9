import { harmlessCharacters } from '../errors/plain-text.ts';

/** Text that is HTML already: what {@link html} made, or a constant of this program. */
export class Html {
  readonly #markup: string;

  constructor(markup: string) {
    this.#markup = markup;
  }

  toString(): string {
    return this.#markup;
  }
}

/** What a template may hold: text is escaped, HTML is kept, lists are joined, `undefined` and `false` give nothing. */
export type Part = string | number | Html | undefined | false | readonly Part[];

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Escapes a text for HTML content and for quoted attribute values, and leaves out what nobody sees but what can mislead.
 * Source: cheatsheetseries.owasp.org/cheatsheets/Cross_Site_Scripting_Prevention_Cheat_Sheet.html
 */
export const escapeHtml = (text: string): string =>
  harmlessCharacters(text).replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

function render(part: Part): string {
  if (part === undefined || part === false) return '';
  if (part instanceof Html) return part.toString();
  if (Array.isArray(part)) return part.map(render).join('');
  return escapeHtml(String(part));
}

/** Template tag for HTML: every value is escaped unless it is HTML itself. Attribute values must be in quotes. */
export function html(texts: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(String.raw({ raw: texts }, ...parts.map(render)));
}
