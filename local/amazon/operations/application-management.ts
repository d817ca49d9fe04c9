import { rotateAndNotify } from '../applications.ts';
import { invalidInput } from '../errors.ts';
import { SCOPES } from '../lwa.ts';
import type { GrantlessOperation } from './operation.ts';

const notEnrolled = invalidInput(
  'Application is not enrolled for rotation notification. ' +
    'Please update application notification preference in Developer console.',
);

/** Application Management API: makes a new client secret, which travels by queue and never in the answer. */
export const rotateApplicationClientSecret: GrantlessOperation = {
  name: 'rotateApplicationClientSecret',
  method: 'POST',
  path: '/applications/2023-11-30/clientSecret',
  rate: 0.0167,
  burst: 1,
  scope: SCOPES.rotation,
  sandbox: [{ parameters: {}, ...notEnrolled }],
  async answer({ store, token }) {
    const { application } = token;
    const onNewSecret = store.enrolments.get(application.clientId) ?? store.subscription;
    if (!onNewSecret) return notEnrolled;

    await onNewSecret(rotateAndNotify(store, application));
    return { status: 204 };
  },
};
