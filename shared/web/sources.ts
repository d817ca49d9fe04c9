import type { AmazonSource } from '../domain/amazon-pages.ts';
import { background } from './background.ts';
import { type Html, html } from './html.ts';

/** Amazon's own pages for a task, and which statements of ours come from them. */
export const sourcesSection = (sources: AmazonSource[]): Html =>
  background(
    'Amazon’s own pages',
    html`<ul>${sources.map(({ title, url, says }) => html`<li>${outside(url, title)}: ${says}.</li>`)}</ul>`,
  );

/** A link to another site, in a tab of its own that knows nothing of this one. */
export const outside = (url: string, text: string): Html =>
  html`<a href="${url}" target="_blank" rel="noopener noreferrer">${text}</a>`;
