import { html } from '#shared/web/html.ts';
import type { Answer } from '../amazon/http.ts';
import { type AppForm, appForm, checkApp, readApp } from './app-form.ts';
import type { CompanyApplication } from './company.ts';
import type { Problem } from './fields.ts';
import { redirect, showPage } from './layout.ts';
import type { ApplicationVisit } from './visit.ts';

/** The form of an application that is registered. */
export function editAppPage(visit: ApplicationVisit, problems: Problem[] = [], sent?: AppForm): Answer {
  const { central, company, application } = visit;
  const action = `/${central.host}/apps/${application.applicationId}/edit`;
  const body = html`<p>A role that you add works for refresh tokens that you make afterwards: authorize the application again.</p>
${appForm({ action, company, fixedType: true }, sent ?? asForm(application), problems)}`;
  return showPage({ central, heading: 'Edit App', body, status: problems.length ? 422 : 200 });
}

/** Saves the changes; LWA credentials and refresh tokens stay as they are. */
export function saveApp(visit: ApplicationVisit): Answer {
  const { central, company, application, world, form } = visit;
  const app = { ...readApp(form), type: application.type };
  const problems = checkApp(app, company);
  if (problems.length > 0) return editAppPage(visit, problems, app);

  const { name, roles, entities, roleArn } = app;
  const sellingPartners = (['seller', 'vendor'] as const).filter((one) => entities.includes(one));
  const changes = { name, roles, sellingPartners, roleArn };
  world.editApplication(application.clientId, changes);
  Object.assign(application, changes);
  return redirect(`/${central.host}/apps`);
}

const asForm = ({ name, type, sellingPartners, roles, roleArn = '' }: CompanyApplication): AppForm => ({
  name,
  type,
  entities: sellingPartners,
  roles,
  roleArn,
  delegatesPii: 'no',
});
