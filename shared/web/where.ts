import { type Central, SOLUTION_PROVIDER_PORTAL } from '../domain/centrals.ts';
import { type Html, html } from './html.ts';
import { outside } from './sources.ts';

/** Where a person acts on Amazon's side; it opens in a tab of its own. */
export function whereToGo({ name, url, menu }: Central, portal: string): Html {
  const place = url
    ? html`${outside(url, `Open ${name}`)} (<span class="value">${url}</span>)`
    : html`Open ${name}`;
  return html`<p>${place}, menu <strong>${menu}</strong>. The same pages are in the ${outside(portal, 'Solution Provider Portal')}.</p>`;
}

/** Address of the Solution Provider Portal. */
export const portalAddress = (endpoint: string): string =>
  endpoint.replace('{host}', SOLUTION_PROVIDER_PORTAL);
