import { type Html, html } from './html.ts';

/**
 * Background, folded until somebody wants to read it.
 * @param id for links on the page that lead here; it is inside, so that following one unfolds it
 */
export const background = (title: string, inside: Html, id?: string): Html =>
  html`<details><summary>${title}</summary><div${id && html` id="${id}"`}>${inside}</div></details>`;
