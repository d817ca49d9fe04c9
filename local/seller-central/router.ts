import { SOLUTION_PROVIDER_PORTAL } from '#shared/domain/centrals.ts';
import type { Answer, Received } from '../amazon/http.ts';
import { header } from '../amazon/http.ts';
import { appsPage, credentialsPage } from './apps-page.ts';
import { authorizeApp, authorizePage } from './authorize-page.ts';
import { findCentral } from './centrals.ts';
import { editAppPage, saveApp } from './edit-app-page.ts';
import { centralsPage, homePage } from './home-page.ts';
import { refuse } from './layout.ts';
import { newAppPage, registerApp } from './new-app-page.ts';
import { addDestination, notificationsPage, subscribe } from './notifications-page.ts';
import {
  approveProfile,
  editProfilePage,
  profilePage,
  rejectProfile,
  submitProfile,
} from './profile-page.ts';
import type { AmazonSide, ApplicationVisit, Visit } from './visit.ts';

interface Actions<V> {
  GET?: (visit: V) => Answer;
  POST?: (visit: V) => Answer;
}

/** By path below the host. */
const PAGES: Record<string, Actions<Visit>> = {
  '': { GET: homePage },
  profile: { GET: (visit) => profilePage(visit), POST: submitProfile },
  'profile/edit': { GET: editProfilePage },
  'profile/approve': { POST: approveProfile },
  'profile/reject': { POST: rejectProfile },
  apps: { GET: appsPage },
  notifications: { GET: (visit) => notificationsPage(visit) },
  'notifications/destinations': { POST: addDestination },
  'notifications/subscriptions': { POST: subscribe },
  'apps/new': { GET: (visit) => newAppPage(visit), POST: registerApp },
};

/** By path below the application. */
const APPLICATION_PAGES: Record<string, Actions<ApplicationVisit>> = {
  credentials: { GET: credentialsPage },
  edit: { GET: (visit) => editAppPage(visit), POST: saveApp },
  authorize: { GET: authorizePage, POST: authorizeApp },
};

/** Answers one request; a form sent from another site is refused, as it is not the person's own doing. */
export function answerVisit(amazon: AmazonSide, received: Received): Answer {
  const [, host = '', ...rest] = received.path.split('/');
  const central = findCentral(host);
  // The portal is one for all accounts, so it shows them all.
  if (!central) return centralsPage(host === SOLUTION_PROVIDER_PORTAL ? undefined : host || undefined);
  if (received.method === 'POST' && isForeign(received)) {
    return refuse(central, 403, 'Refused', 'This form was sent from another site.');
  }
  const visit = { ...amazon, central, form: new URLSearchParams(received.body.toString('utf8')) };
  return route(visit, received.method, rest) ?? refuse(central, 404, 'Not found', 'There is no such page.');
}

function isForeign(received: Received): boolean {
  return !['same-origin', 'none'].includes(header(received, 'sec-fetch-site') ?? 'none');
}

function route(visit: Visit, method: string, [folder = '', ...rest]: string[]): Answer | undefined {
  const application = visit.company.applications.find(({ applicationId }) => applicationId === rest[0]);
  if (folder === 'apps' && application) {
    return act(APPLICATION_PAGES, rest.slice(1).join('/'), method, { ...visit, application });
  }
  return act(PAGES, [folder, ...rest].join('/'), method, visit);
}

function act<V extends Visit>(pages: Record<string, Actions<V>>, path: string, method: string, visit: V) {
  const actions = Object.hasOwn(pages, path) ? pages[path] : undefined;
  if (!actions) return undefined;

  const action = actions[method === 'HEAD' ? 'GET' : (method as 'GET' | 'POST')];
  return action ? action(visit) : refuse(visit.central, 405, 'Not possible', 'This page cannot be used so.');
}
