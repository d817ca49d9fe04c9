import { type Html, html } from '#shared/web/html.ts';
import { SelfAuthorizationLimit } from '../amazon/authorizations.ts';
import type { Answer } from '../amazon/http.ts';
import { countries, coveredMarketplaces } from './centrals.ts';
import { accountId } from './company.ts';
import { refuse, showPage } from './layout.ts';
import type { ApplicationVisit } from './visit.ts';

const HEADING = 'Authorize';

/** The accounts of the company that this login can authorize the application for. */
export function authorizePage(visit: ApplicationVisit): Answer {
  return isForeign(visit)
    ? refuseForeign(visit)
    : showPage({ ...visit, heading: HEADING, body: accounts(visit) });
}

/** Authorizes the application: the only page that ever shows this refresh token. */
export function authorizeApp(visit: ApplicationVisit): Answer {
  if (isForeign(visit)) return refuseForeign(visit);

  try {
    return showToken(visit, grant(visit));
  } catch (error) {
    if (error instanceof SelfAuthorizationLimit) return refuseLimit(visit);
    throw error;
  }
}

function grant({ central, company, world, application }: ApplicationVisit): string {
  const { region, sellingPartner } = central;
  const refreshToken = world.authorize({
    clientId: application.clientId,
    region,
    sellingPartner,
    sellingPartnerId: accountId(company, central),
    marketplaces: coveredMarketplaces(central).map(({ id }) => id),
  });
  application.authorized[sellingPartner] += 1;
  return refreshToken;
}

function accounts({ central, company, application }: ApplicationVisit): Html {
  const { host, sellingPartner, region } = central;
  const button = sellingPartner === 'seller' ? 'Authorize app' : 'Generate refresh token';
  return html`<p>Application: <strong>${application.name}</strong></p>
<table>
<thead><tr><th scope="col">Account</th><th scope="col">Region</th><th scope="col">Marketplaces</th><th scope="col">Action</th></tr></thead>
<tbody><tr>
<th scope="row"><code>${accountId(company, central)}</code> (${sellingPartner})</th>
<td data-label="Region">${region}</td>
<td data-label="Marketplaces">${countries(coveredMarketplaces(central))}</td>
<td data-label="Action"><form method="post" action="/${host}/apps/${application.applicationId}/authorize"><button>${button}</button></form></td>
</tr></tbody>
</table>
<p>Self-authorizations for ${sellingPartner}s so far: <strong id="authorizations">${application.authorized[sellingPartner]}</strong> of 10. Each makes a refresh token of its own; those made before stay valid.</p>
<p>To authorize another account, open the Central of that account.</p>`;
}

function showToken({ central, application }: ApplicationVisit, refreshToken: string): Answer {
  const body = html`<p role="status">${application.name} is authorized for ${countries(coveredMarketplaces(central))}.</p>
<dl><dt>Refresh token</dt><dd><code class="value" id="refresh-token">${refreshToken}</code></dd></dl>
<p><strong>Copy it now, it is not shown again.</strong></p>
<p><a href="/${central.host}/apps">Back to the applications</a></p>`;
  return showPage({ central, heading: 'Refresh token', body });
}

const isForeign = ({ central, application }: ApplicationVisit) =>
  !application.sellingPartners.includes(central.sellingPartner);

function refuseForeign({ central, application }: ApplicationVisit): Answer {
  const why = `${application.name} is not registered for ${central.sellingPartner}s, so no account of this ${central.name} can authorize it.`;
  return refuse(central, 409, HEADING, why);
}

function refuseLimit({ central, application }: ApplicationVisit): Answer {
  const why = `${application.name} has ten self-authorizations for ${central.sellingPartner}s already, which is Amazon's limit. Revoke one before you authorize again.`;
  return refuse(central, 409, HEADING, why);
}
