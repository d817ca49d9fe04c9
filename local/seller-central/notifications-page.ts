import { type Html, html } from '#shared/web/html.ts';
import type { Answer } from '../amazon/http.ts';
import type { Company, Destination } from './company.ts';
import { type Problem, problemList, select, textField } from './fields.ts';
import { redirect, refuse, showPage } from './layout.ts';
import type { Visit } from './visit.ts';

const NEW_SECRET = 'Application Client New Secret';
/** The notifications about the applications themselves. */
const NOTIFICATIONS = [NEW_SECRET, 'Application Client Secret Expiry'];

/** Source: developer-docs.amazon.com/sp-api/docs/notifications-api-v1-reference, the ARN of an SqsResource */
const QUEUE_ARN = /^arn:aws:sqs:[^\s:]+:[^\s:]+:[^\s:]+$/;
const NOBODY: Destination = { name: '', arn: '' };

/** Notification preferences: the destinations, and what each notification is sent to. */
export function notificationsPage(visit: Visit, problems: Problem[] = [], sent = NOBODY): Answer {
  const { central, company } = visit;
  const path = `/${central.host}/notifications`;
  const body = html`<h2>Destinations</h2>
${company.destinations.length > 0 ? list(company.destinations) : html`<p>There are no destinations yet.</p>`}
<h3>Add new destination</h3>
${destinationForm(path, problems, sent)}
<h2>Subscription</h2>
${NOTIFICATIONS.map((notification) => subscriptionForm(path, company, notification))}`;
  return showPage({
    central,
    heading: 'Notification preferences',
    body,
    status: problems.length ? 422 : 200,
  });
}

/** Adds a queue that notifications may be sent to. */
export function addDestination(visit: Visit): Answer {
  const { central, company, form } = visit;
  const text = (name: string) => form.get(name)?.trim() ?? '';
  const destination = { name: text('name'), arn: text('arn') };
  const problems = checkDestination(destination, company);
  if (problems.length > 0) return notificationsPage(visit, problems, destination);

  company.destinations.push(destination);
  return redirect(`/${central.host}/notifications`);
}

/** Sends a notification to a destination from now on. */
export function subscribe({ central, company, world, deliver, form }: Visit): Answer {
  const [notification, name] = [form.get('notification') ?? '', form.get('destination')];
  const destination = company.destinations.find((one) => one.name === name);
  if (!destination || !NOTIFICATIONS.includes(notification)) {
    return refuse(central, 422, 'Not subscribed', 'Choose one of the destinations.');
  }
  company.subscriptions.set(notification, destination.name);
  // Amazon tells nobody of a queue that takes nothing.
  const send = (message: unknown) => deliver(destination.arn, message).catch(() => undefined);
  if (notification === NEW_SECRET) world.subscribeToNewSecrets(send);
  return redirect(`/${central.host}/notifications`);
}

function checkDestination({ name, arn }: Destination, { destinations }: Company): Problem[] {
  const isTaken = destinations.some((one) => one.name === name);
  return [
    ...(name ? [] : [{ field: 'name', message: 'Enter a name for the destination' }]),
    ...(isTaken ? [{ field: 'name', message: 'There is a destination of this name already' }] : []),
    ...(QUEUE_ARN.test(arn) ? [] : [{ field: 'arn', message: arnMistake(arn) }]),
  ];
}

function arnMistake(arn: string): string {
  if (/^https:/.test(arn)) return 'This is the URL of a queue; enter its ARN (arn:aws:sqs:…) instead';
  return 'This is not the ARN of an SQS queue, which looks like arn:aws:sqs:us-east-1:123456789012:name';
}

const list = (destinations: Destination[]): Html =>
  html`<ul id="destinations">${destinations.map(({ name, arn }) => html`<li>${name}: <code class="value">${arn}</code></li>`)}</ul>`;

const destinationForm = (path: string, problems: Problem[], { name, arn }: Destination): Html =>
  html`${problemList(problems)}
<form method="post" action="${path}/destinations" novalidate>
${textField({ name: 'name', label: 'Destination name', value: name, required: true, problems })}
${textField({ name: 'arn', label: 'SQS queue ARN', value: arn, required: true, problems })}
<div><button>Create destination</button></div>
</form>`;

function subscriptionForm(path: string, company: Company, notification: string): Html {
  const chosen = company.subscriptions.get(notification);
  const options = company.destinations.map(({ name }) => ({ value: name, label: name }));
  const id = `destination-${NOTIFICATIONS.indexOf(notification)}`;
  return html`<section aria-labelledby="${id}-heading">
<h3 id="${id}-heading">${notification}</h3>
<p>${chosen ? html`Subscribed: <strong>${chosen}</strong>` : 'Not subscribed'}</p>
${
  options.length > 0 &&
  html`<form method="post" action="${path}/subscriptions">
<input type="hidden" name="notification" value="${notification}">
${select({ id, name: 'destination', label: 'Destination', options, chosen: chosen ? [chosen] : [] })}
<div><button>Subscribe<span class="quiet"> to ${notification}</span></button></div>
</form>`
}
</section>`;
}
