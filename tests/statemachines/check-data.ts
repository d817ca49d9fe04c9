import { APP, anAuthorization, POLICY_ARN, ROLE_ARN, USER_ARN } from '../support/subjects.ts';
import { CAUSE } from './state-tester.ts';

/** What the functions of check-credentials answer, and the data between its states. */
export const listed = { applications: [{ appName: APP, waiting: [] }], batches: [] };
export const resources = {
  appName: APP,
  mode: 'create',
  userArn: USER_ARN,
  roleArn: ROLE_ARN,
  policyArn: POLICY_ARN,
};
export const authorization = anAuthorization();
export const application = {
  appName: APP,
  sandbox: false,
  resources,
  iam: { roleArn: ROLE_ARN },
  authorizations: [authorization],
  input: { appName: APP, marketplace: 'US' },
  expiries: [{ name: 'client secret', at: '2027-06-30T00:00:00.000Z' }],
  credentialsMark: 'AKIAFAKE1  ',
  keyRotationSince: '',
  waiting: [],
};
export const tasks = { waiting: [] };
export const iam = { accessKeys: [] };
/** What LoadApplication leaves: nothing has failed yet, and nothing is explained. */
export const loaded = { application, tasks, iam, failure: {}, diagnosis: { checks: [] } };
export const accessKeys = [{ createdAt: '2027-01-01T00:00:00.000Z', ours: true }];
export const AUTHORIZED = '2026-12-01T00:00:00.000Z';
export const waiting = [{ task: 'self-authorize-us', askedAt: '2027-01-01T00:00:00.000Z' }];
export const proved = { provedAt: '2027-01-01T00:00:00.000Z' };
export const account = { application, authorization };
export const checked = { ...loaded, authorizations: [{ name: 'us' }] };
export const recorded = {
  state: 'bad',
  told: 1,
  authorizeAgain: false,
  troubleKey: '20270101000000',
  keyRotation: '',
};
export const caught = { Error: 'AwsDenied', Cause: CAUSE };
export const diagnosed = {
  check: 'CheckClient',
  causes: [
    { id: 'lwa-client-secret-wrong', confidence: 'likely', cause: 'It is wrong.', remedy: 'Copy it.' },
  ],
  next: [],
  complete: true,
};
