import { type Html, html } from '#shared/web/html.ts';
import type { Answer } from '../amazon/http.ts';
import type { Central } from './centrals.ts';
import type { CompanyApplication } from './company.ts';
import { showPage } from './layout.ts';
import type { ApplicationVisit, Visit } from './visit.ts';

/** Develop Apps: every application of the company, newest first. */
export function appsPage({ central, company }: Visit): Answer {
  const { host } = central;
  const body = html`${!company.approved && html`<p>Only sandbox applications can be registered: production needs an approved <a href="/${host}/profile">developer profile</a>. Its status is: ${company.status}.</p>`}
<p><a class="button" href="/${host}/apps/new">Add new app client</a></p>
${company.applications.length > 0 ? table(central, company.applications) : html`<p>There are no applications yet.</p>`}`;
  return showPage({ central, heading: 'Develop Apps', body });
}

function table(central: Central, applications: CompanyApplication[]): Html {
  return html`<table>
<thead><tr><th scope="col">App name</th><th scope="col">Application ID</th><th scope="col">Type</th><th scope="col">Status</th><th scope="col">LWA credentials</th><th scope="col">Action</th></tr></thead>
<tbody>${applications.map((application) => row(central, application))}</tbody>
</table>`;
}

function row({ host }: Central, { applicationId, name, type }: CompanyApplication): Html {
  const path = `/${host}/apps/${applicationId}`;
  const of = html`<span class="quiet"> ${name}</span>`;
  return html`<tr>
<th scope="row">${name}</th>
<td data-label="Application ID"><code>${applicationId}</code></td>
<td data-label="Type">${type === 'sandbox' ? 'Sandbox' : 'Production'}</td>
<td data-label="Status">Draft</td>
<td data-label="LWA credentials"><a href="${path}/credentials">View${of}</a></td>
<td data-label="Action"><a href="${path}/edit">Edit App${of}</a> <details class="more"><summary aria-label="More for ${name}">▾</summary><a href="${path}/authorize">Authorize${of}</a></details></td>
</tr>`;
}

/** LWA credentials of one application, as issued at its registration. */
export function credentialsPage({ central, application }: ApplicationVisit): Answer {
  const { name, applicationId, clientId, clientSecret } = application;
  const body = html`<dl>
  <dt>App name</dt><dd>${name}</dd>
  <dt>Application ID</dt><dd><code class="value" id="application-id">${applicationId}</code></dd>
  <dt>Client identifier</dt><dd><code class="value" id="client-identifier">${clientId}</code></dd>
  <dt>Client secret</dt><dd><code class="value" id="client-secret">${clientSecret}</code></dd>
</dl>
<p>Keep the client secret secret: it works for 180 days.</p>
<p><a href="/${central.host}/apps">Back to the applications</a></p>`;
  return showPage({ central, heading: 'LWA credentials', body });
}
