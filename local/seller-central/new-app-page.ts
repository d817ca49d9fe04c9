import { html } from '#shared/web/html.ts';
import type { Answer } from '../amazon/http.ts';
import { type AppForm, appForm, checkApp, EMPTY_APP, readApp } from './app-form.ts';
import type { Problem } from './fields.ts';
import { redirect, showPage } from './layout.ts';
import type { Visit } from './visit.ts';

/** The form "Add new app client". */
export function newAppPage({ central, company }: Visit, problems: Problem[] = [], sent = EMPTY_APP): Answer {
  const { host } = central;
  const body = html`${!company.approved && html`<p>The type Production can be chosen once the <a href="/${host}/profile">developer profile</a> is approved; until then a sandbox application may have every unrestricted role.</p>`}
${appForm({ action: `/${host}/apps/new`, company }, sent, problems)}`;
  return showPage({ central, heading: 'Add new app client', body, status: problems.length ? 422 : 200 });
}

/** Registers the application, which gives it its LWA credentials. */
export function registerApp(visit: Visit): Answer {
  const { central, company, form } = visit;
  const app = readApp(form);
  const problems = checkApp(app, company);
  if (problems.length > 0) return newAppPage(visit, problems, app);

  save(visit, app);
  return redirect(`/${central.host}/apps`);
}

function save({ company, world }: Visit, { name, type: chosen, entities, roles, roleArn }: AppForm): void {
  const type = chosen === 'sandbox' ? 'sandbox' : 'production';
  const sellingPartners = (['seller', 'vendor'] as const).filter((one) => entities.includes(one));
  const registered = world.registerApplication({
    name,
    type,
    sellers: sellingPartners.includes('seller'),
    vendors: sellingPartners.includes('vendor'),
    roles,
    ...(roleArn && { roleArn }),
  });
  const authorized = { seller: 0, vendor: 0 };
  company.applications.unshift({ ...registered, name, type, sellingPartners, roles, roleArn, authorized });
}
