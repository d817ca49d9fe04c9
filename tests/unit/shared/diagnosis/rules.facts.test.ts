import { describe, expect, it } from '@jest/globals';
import { RULES } from '#shared/diagnosis/rules/index.ts';
import { DIAGNOSIS_CASES } from '../../../../local/diagnosis/cases/cases.ts';
import { diagnosisOf, idsOf } from '../../../support/diagnosis.ts';

/** What is so, and not otherwise, where a cause is the cause. */
const FACTS: Record<string, Record<string, boolean>> = {
  'iam-trust-principal-nonexistent': { userExists: false, retrySucceeded: false },
  'iam-operator-lacks-permission': { retrySucceeded: false },
  'iam-explicit-deny-mfa': { mfaRequired: true, mfaAuthenticated: false },
  'sts-new-access-key-propagation': { retrySucceeded: true, accessKeyActive: true },
  'sts-new-role-propagation': {
    retrySucceeded: true,
    roleExists: true,
    userPolicyAllowsAssumeRole: true,
    trustPolicyAllowsCaller: true,
    accountMatches: true,
  },
  'sts-user-arn-given-as-role-arn': { retrySucceeded: false },
  'sts-user-lacks-assumerole-permission': {
    userPolicyAllowsAssumeRole: false,
    roleExists: true,
    retrySucceeded: false,
  },
  'sts-trust-policy-excludes-caller': {
    trustPolicyAllowsCaller: false,
    roleExists: true,
    retrySucceeded: false,
  },
  'sts-role-does-not-exist': { roleExists: false, retrySucceeded: false },
  'sts-key-whitespace': { accessKeyIdFormatValid: false },
  'lwa-refresh-token-malformed': { refreshTokenWorkedBefore: false },
  'lwa-authorization-expired-one-year': {
    refreshTokenFormatValid: true,
    refreshTokenWorkedBefore: true,
    authorizationRevoked: false,
  },
  'lwa-body-encoding-mismatch': { bodyMatchesContentType: false },
  'reg-no-iam-arn-field': { iamArnFieldShown: false },
  'ssm-put-parameter-denied': { retrySucceeded: false },
  'reg-user-arn-registered-role-used': { userKeysWork: true },
  'reg-entity-lacks-execute-api': { executeApiAllowed: false, userKeysWork: false },
  'reg-developer-profile-not-approved': {
    otherAccountsWork: false,
    otherOperationsWork: false,
    sandbox: false,
  },
  'lwa-secret-expired-180-days': {
    secretRotated: false,
    accessTokenOlderThanRotation: false,
    clientIdFormatValid: true,
    refreshTokenWorkedBefore: true,
  },
  'lwa-secret-expired-persists-after-rotation': { secretRotated: true },
  'call-access-token-header-missing': { accessTokenHeaderSent: false },
  'call-missing-role': { roleOnApplication: false, otherAccountsWork: false },
  'call-role-added-token-not-renewed': {
    roleAddedAfterAuthorization: true,
    roleOnApplication: true,
    roleApproved: true,
    newRefreshTokenHelps: true,
  },
  'call-refresh-token-of-other-region': {
    allRegionsDenied: false,
    newRefreshTokenHelps: true,
    otherOperationsWork: false,
  },
  'call-seller-not-in-marketplace': { marketplaceParticipates: false },
  'call-sandbox-input-not-matched': { sandbox: true },
  'call-sandbox-internal-failure': { sandbox: true, productionWorks: true, retrySucceeded: false },
  'call-get-with-body': { requestHasBody: true },
  'call-seller-account-deactivated': { accountActive: false, otherOperationsWork: false },
  'quota-exceeded-burst': { belowPublishedRate: false },
  'quota-exceeded-below-published-rate': { belowPublishedRate: true },
  'rot-no-destination-queue': { queueRegistered: false, messageArrived: false },
  'notif-queue-policy-principal': {
    queuePolicyAllowsAmazon: false,
    queueRegistered: true,
    messageArrived: false,
  },
  'notif-queue-kms-key': {
    kmsKeyAllowsAmazon: false,
    queueRegistered: true,
    messageArrived: false,
    queuePolicyAllowsAmazon: true,
  },
};
const EVIDENCE = new Map(DIAGNOSIS_CASES.map(({ id, evidence }) => [id, evidence]));
/** The causes of a case with some facts beside it. */
const named = (id: string, facts: Record<string, boolean>) => {
  const evidence = EVIDENCE.get(id);
  return idsOf(diagnosisOf({ ...evidence, facts: { ...facts, ...evidence?.facts } }));
};

describe('a cause', () => {
  it.each(Object.entries(FACTS))('comes first beside the facts that go with it: %s', (id, facts) => {
    expect(named(id, facts)[0]).toBe(id);
  });

  it.each(
    Object.entries(FACTS).flatMap(([id, facts]) =>
      Object.entries(facts)
        .filter(([name]) => EVIDENCE.get(id)?.facts?.[name] === undefined)
        .map(([name, value]) => [id, name, !value] as const),
    ),
  )('is taken out by the opposite of one: %s, %s %s', (id, name, value) => {
    expect(named(id, { [name]: value })).not.toContain(id);
  });
});

/** What makes a cause likely whose words leave it possible, and the case that shows it, where the cause has none. */
const LIKELY: [id: string, facts: Record<string, unknown>, of?: string][] = [
  ['iam-trust-principal-nonexistent', { persistsForSeconds: 60 }],
  ['iam-trust-principal-nonexistent', { userAgeSeconds: 121 }],
  ['sts-new-role-propagation', { roleAgeSeconds: 119 }],
  ['sts-new-role-propagation', { policyAgeSeconds: 119 }],
  ['sts-role-does-not-exist', { accountMatches: false }],
  ['sts-new-access-key-propagation', { accessKeyAgeSeconds: 119 }],
  ['lwa-client-secret-wrong', { refreshTokenWorkedBefore: false }],
  ['lwa-client-secret-wrong', { clientSecretAgeDays: 179 }],
  ['lwa-refresh-token-malformed', { refreshTokenWorkedBefore: false }],
  [
    'lwa-authorization-revoked',
    { refreshTokenWorkedBefore: true, authorizationAgeDays: 10 },
    'lwa-refresh-token-malformed',
  ],
  ['call-role-added-token-not-renewed', { newRefreshTokenHelps: true }],
  ['call-vendor-seller-mismatch', { otherFamilyWorks: true }],
  ['call-seller-account-deactivated', { otherAccountsWork: true }],
];

/** What proves a cause whose words prove nothing, and the case that shows it, where the cause has none. */
const CERTAIN: [id: string, facts: Record<string, unknown>, of?: string][] = [
  ['lwa-refresh-token-malformed', { refreshTokenFormatValid: false }],
  ['lwa-authorization-expired-one-year', { authorizationAgeDays: 366 }],
  ['lwa-authorization-revoked', { authorizationRevoked: true }, 'lwa-refresh-token-malformed'],
  ['lwa-client-secret-wrong', { clientIdFormatValid: false }],
  ['iam-explicit-deny-mfa', { mfaRequired: true }],
  ['call-missing-role', { roleOnApplication: false }],
  ['call-missing-role', { roleApproved: false }],
  ['call-get-with-body', { requestHasBody: true }],
  ['quota-exceeded-burst', { belowPublishedRate: false }],
  ['quota-exceeded-below-published-rate', { belowPublishedRate: true }],
  ['rot-no-destination-queue', { queueRegistered: false }],
  ['notif-queue-policy-principal', { queuePolicyAllowsAmazon: false }],
  ['notif-queue-kms-key', { kmsKeyAllowsAmazon: false }],
  ['reg-no-iam-arn-field', { iamArnFieldShown: false }],
  ['reg-developer-profile-not-approved', { profileStatus: 'In review' }],
];

/** How sure an answer is of a cause by the failed call alone, and with facts besides. */
const confidenceIn =
  (id: string, of: string) =>
  (facts: Record<string, unknown>): string | undefined => {
    const [given] = EVIDENCE.get(of)?.observations ?? [];
    const observations = given ? [{ ...given, host: undefined }] : [];
    return diagnosisOf({ observations, facts }).causes.find((cause) => cause.id === id)?.confidence;
  };

it.each(LIKELY)('%s is likely with %j, and without only possible', (id, facts, of = id) => {
  expect([facts, {}].map(confidenceIn(id, of))).toEqual(['likely', 'possible']);
});

it.each(CERTAIN)('%s is certain with %j, and without it is not', (id, facts, of = id) => {
  const [known, unknown] = [facts, {}].map(confidenceIn(id, of));

  expect(known).toBe('certain');
  expect(unknown).not.toBe('certain');
});

it('these are all facts that are true or false and take a cause out', () => {
  const all = RULES.filter(({ id }) => EVIDENCE.has(id)).map(({ id, contradicts = [] }) => [
    id,
    contradicts.flatMap((one) =>
      'fact' in one && 'is' in one && typeof one.is === 'boolean' ? [one.fact] : [],
    ),
  ]);

  expect(Object.fromEntries(all.filter(([, facts]) => facts?.length))).toEqual(
    Object.fromEntries(Object.entries(FACTS).map(([id, facts]) => [id, Object.keys(facts)])),
  );
});
