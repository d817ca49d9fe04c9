import type { IAMClient } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { callAws } from '#shared/clients/aws-errors.ts';
import { createIamRoles } from '#shared/clients/iam-roles.ts';
import { createLwa } from '#shared/clients/lwa.ts';
import { createSpApi } from '#shared/clients/sp-api.ts';
import { diagnoseFailure } from '#shared/diagnosis/diagnose-failure.ts';
import { trustPolicy } from '#shared/domain/iam-documents.ts';
import { PROBES } from '#shared/domain/probes.ts';
import { Sensitive } from '#shared/domain/sensitive.ts';
import { splitMessage } from '#shared/errors/base.ts';
import * as broken from '#shared/errors/broken.ts';
import * as refused from '#shared/errors/refused.ts';
import * as retryable from '#shared/errors/retryable.ts';
import { assumeStoredRole } from '#shared/iam/assume-stored-role.ts';
import { whileNew } from '#shared/iam/not-yet.ts';
import { requireOurs } from '#shared/iam/ownership.ts';
import { findNewClientSecret } from '../../../../functions/find-new-client-secret/find-new-client-secret.ts';
import { provisionIamUser } from '../../../../functions/provision-iam-user/provision-iam-user.ts';
import { verifyPolicies } from '../../../../functions/verify-policies/verify-policies.ts';
import { sdkError } from '../../../support/fakes/aws-refusal.ts';
import { fakeClock, NOW } from '../../../support/fakes/clock.ts';
import { fakeServices } from '../../../support/fakes/services.ts';
import { type Answer, BROKEN, type Stub, startStub } from '../../../support/stub-server.ts';
import {
  APP,
  anAuthorization,
  errorOf,
  OUR_TAGS,
  PATHS,
  POLICY_ARN,
  ROLE_ARN,
  USER_ARN,
  USER_NAME,
} from '../../../support/subjects.ts';

let stub: Stub;
beforeAll(async () => {
  stub = await startStub();
});
afterAll(() => stub.stop());

const KEY = new Sensitive('{"accessKeyId":"AKIAFAKE9","secretAccessKey":"FAKE_SECRET"}');
const RESOURCES = {
  appName: APP,
  mode: 'create' as const,
  userArn: USER_ARN,
  roleArn: ROLE_ARN,
  policyArn: POLICY_ARN,
};
const NOT_AUTHORIZED = (action: string) =>
  `User: ${USER_ARN} is not authorized to perform: ${action} on resource: ${ROLE_ARN}`;

/** What Login with Amazon makes of an answer. */
const lwa = (answer: Answer) => () => {
  stub.answer(answer);
  const client = { clientId: 'id', clientSecret: new Sensitive('FAKE') };
  return createLwa(stub.url).exchangeRefreshToken(client, new Sensitive('Atzr|FAKE'));
};
const lwaError = (status: number, error: string, error_description: string) =>
  lwa({ status, body: { error, error_description } });

/** What SP-API's client makes of an answer. */
const spApi = (answer: Answer) => () => {
  stub.answer(answer);
  const call = { operation: 'getMarketplaceParticipations', endpoint: stub.url, path: '/', appName: APP };
  return createSpApi().get({ ...call, accessToken: new Sensitive('Atza|FAKE') });
};
const spApiError = (status: number, code: string, message: string) =>
  spApi({ status, body: { errors: [{ code, message, details: '' }] } });

const aws =
  (action: string, code: string, message: string, status = 400) =>
  () =>
    callAws({ action, resource: 'acme' }, () => Promise.reject(sdkError(code, message, status)));

/** The role, tried with the stored key. */
const assume = (refusedAs: 'unknown-key' | 'denied', provisionedAt?: string) => () => {
  const services = fakeServices();
  services.parameters.seed(APP, { [PATHS.iam.accessKey]: KEY });
  if (refusedAs === 'denied') {
    services.sts.addKey('AKIAFAKE9', 'FAKE_SECRET', USER_ARN);
    services.sts.deny(ROLE_ARN);
  }
  return assumeStoredRole(services, { appName: APP, roleArn: ROLE_ARN, provisionedAt });
};

const waiting = () => {
  const services = fakeServices();
  return findNewClientSecret(services, { appName: APP, since: '2026-12-31T00:00:00.000Z', until: NOW });
};

const fullOfKeys = () => {
  const services = fakeServices();
  services.iamUsers.addUser(USER_NAME, OUR_TAGS, '/sp-api/');
  for (const _ of [1, 2]) services.iamUsers.addKey(USER_NAME, { used: true });
  return provisionIamUser(services, { appName: APP } as never);
};

const trusting = () => {
  const said = sdkError('MalformedPolicyDocument', `Invalid principal in policy: "AWS":"${USER_ARN}"`);
  const iam = { send: () => Promise.reject(said) } as unknown as IAMClient;
  const updateTrust = () => createIamRoles(iam).updateTrust('role', trustPolicy(USER_ARN));
  return whileNew({ clock: fakeClock() }, [NOW], updateTrust);
};

const DENIAL = 'Access to requested resource is denied.';

/** By the name of an error: what makes it, and the root cause that comes first for its words. */
const EXPLAINED: [name: string, make: () => unknown, id: string][] = [
  ['AccessKeyInvalid', assume('unknown-key'), 'sts-access-key-unknown'],
  ['AccessKeyLimitReached', fullOfKeys, 'iam-access-key-quota'],
  ['AccessKeyNotReady', assume('unknown-key', NOW), 'sts-new-access-key-propagation'],
  ['AssumeRoleDenied', assume('denied'), 'sts-user-lacks-assumerole-permission'],
  ['RoleNotReady', assume('denied', NOW), 'sts-new-role-propagation'],
  [
    'AuthorizationOfAnotherApplication',
    lwaError(400, 'unauthorized_client', 'Not authorized for requested operation'),
    'lwa-refresh-token-of-another-client',
  ],
  [
    'AuthorizationRevoked',
    lwaError(400, 'invalid_grant', 'The request has an invalid grant parameter : refresh_token'),
    'lwa-refresh-token-malformed',
  ],
  [
    'ClientSecretRejected',
    lwaError(401, 'invalid_client', 'Client authentication failed'),
    'lwa-client-secret-wrong',
  ],
  ['LwaUnavailable', lwa(BROKEN.reset), 'net-lwa-or-spapi-unreachable'],
  [
    'AwsDenied',
    aws('iam:CreateUser', 'AccessDenied', NOT_AUTHORIZED('iam:CreateUser'), 403),
    'iam-operator-lacks-permission',
  ],
  [
    'AwsQuotaReached',
    aws('iam:CreateAccessKey', 'LimitExceeded', 'Cannot exceed quota for AccessKeysPerUser: 2', 409),
    'iam-access-key-quota',
  ],
  ['AwsThrottled', aws('sts:AssumeRole', 'Throttling', 'Rate exceeded'), 'sts-assume-role-throttled'],
  ['AwsUnavailable', aws('iam:CreateUser', 'ServiceFailure', 'Internal error', 500), 'aws-unavailable'],
  [
    'IamNameTaken',
    () => requireOurs(fakeServices(), { kind: 'user', name: USER_NAME }, { arn: USER_ARN, tags: {} }, APP),
    'iam-entity-already-exists',
  ],
  ['IamNotConsistent', trusting, 'iam-trust-principal-nonexistent'],
  [
    'IamNotAsExpected',
    () => verifyPolicies(fakeServices(), { resources: RESOURCES, authorizations: [] }),
    'sts-role-does-not-exist',
  ],
  [
    'MarketplaceNotParticipating',
    async () => PROBES.seller.check({ payload: [] }, anAuthorization(), false),
    'call-seller-not-in-marketplace',
  ],
  ['NewClientSecretMissing', waiting, 'rot-no-destination-queue'],
  ['SpApiDenied', spApiError(403, 'Unauthorized', DENIAL), 'call-missing-role'],
  [
    'SpApiThrottled',
    spApiError(429, 'QuotaExceeded', 'You exceeded your quota for the requested resource.'),
    'quota-exceeded-burst',
  ],
  ['SpApiUnavailable', spApi(BROKEN.reset), 'net-lwa-or-spapi-unreachable'],
  ['UnexpectedReply', spApi(BROKEN.html), 'net-page-instead-of-answer'],
];

/** Errors that say the whole cause themselves: what is missing, who gave up, what differs, what was typed. */
const SAY_IT_ALL = [
  'AccessKeyChanged',
  'AccessKeyMissing',
  'ApplicationBusy',
  'AuthorizationOfAnotherAccountType',
  'AuthorizationOfAnotherRegion',
  'ClockOff',
  'IamResourceInUse',
  'InvalidInput',
  'MissingParameter',
  'NotificationFailed',
  'OldAccessKeyInUse',
  'RemovalWithdrawn',
  'RotationOfSandboxApplication',
  'StepFailed',
  'StepTimedOut',
  'SubscriptionNotOurs',
  'TaskRejected',
];

it('every error is explained by a root cause, or says it all', () => {
  const names = [refused, retryable, broken].flatMap((module) => Object.keys(module));

  expect([...EXPLAINED.map(([name]) => name), ...SAY_IT_ALL].toSorted()).toEqual(names.toSorted());
});

describe('the words of an error lead to its root cause', () => {
  it.each(EXPLAINED)('%s', async (name, make, id) => {
    const error = await errorOf(Promise.resolve().then(make));
    const { what, remedy = '' } = splitMessage(error.message);

    expect(error.name).toBe(name);
    const { causes } = diagnoseFailure('Step', { step: 'Step', error: error.name, what, remedy });
    expect(causes[0]?.id).toBe(id);
  });

  it.each([
    ['a page from Login with Amazon', lwa(BROKEN.html), 'net-page-instead-of-answer'],
    [
      'a page with a good status',
      spApi({ status: 200, body: '<html>', headers: { 'content-type': 'text/html' } }),
      'net-page-instead-of-answer',
    ],
    [
      'a scope that is none',
      lwaError(400, 'invalid_scope', 'The request has an invalid parameter : scope'),
      'lwa-invalid-scope',
    ],
  ])('%s', async (_, make, id) => {
    const { name: error, message } = await errorOf(make());
    const { what, remedy = '' } = splitMessage(message);

    const { causes } = diagnoseFailure('Step', { step: 'Step', error, what, remedy });
    expect(causes[0]?.id).toBe(id);
  });
});
