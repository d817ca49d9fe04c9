import { html } from '#shared/web/html.ts';
import type { Answer } from '../amazon/http.ts';
import { CENTRALS, countries, coveredMarketplaces } from './centrals.ts';
import { accountId } from './company.ts';
import { appsMenu, showPage } from './layout.ts';
import type { Visit } from './visit.ts';

/** The first page of a Central: who is signed in, and what to do here. */
export function homePage({ central, company }: Visit): Answer {
  const { host, name, region, sellingPartner } = central;
  const body = html`<p>Signed in as your company's ${sellingPartner} account <code>${accountId(company, central)}</code>, region ${region}.</p>
<dl>
  <dt>Marketplaces of this ${name}</dt><dd>${countries(central.marketplaces)}</dd>
  <dt>Marketplaces the account covers</dt><dd>${countries(coveredMarketplaces(central))}</dd>
  <dt>Developer profile</dt><dd>${company.status}</dd>
</dl>
<h2>What to do here</h2>
<ol>
  <li>Fill in the <a href="/${host}/profile">developer profile</a> and have it approved.</li>
  <li>Open <a href="/${host}/apps">${appsMenu(central)}</a> and register the application.</li>
  <li>Authorize it there for this account.</li>
</ol>`;
  return showPage({ central, heading: name, body });
}

/** Every Central there is: for the bare address, and for a host that nobody knows. */
export function centralsPage(unknown?: string): Answer {
  const lines = CENTRALS.map(
    ({ host, name, marketplaces }) =>
      html`<li><a href="/${host}/">${host}</a>: ${name}, ${countries(marketplaces)}</li>`,
  );
  const body = html`${unknown && html`<p role="alert">There is no Central at ${unknown}.</p>`}
<p>These are the ones this stand-in plays:</p>
<ul>${lines}</ul>`;
  return showPage({ heading: unknown ? 'Not found' : 'Choose a Central', status: unknown ? 404 : 200, body });
}
