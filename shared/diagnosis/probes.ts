import type { FactName } from './fact-table.ts';

/** A further observation: what to look at, and the facts that are already its answer. */
interface Probe {
  ask: string;
  answers: readonly FactName[];
}

/** Cheapest first: what is at hand, reads of one's own, single calls to Amazon, people in a browser. */
export const PROBES = {
  tokenFormat: {
    ask: 'refresh token: does it begin with Atzr|, whole and without a line break?',
    answers: ['refreshTokenFormatValid'],
  },
  tokenHistory: {
    ask: 'refresh token and client secret: have exactly these ever worked?',
    answers: ['refreshTokenWorkedBefore'],
  },
  keyFormat: {
    ask: 'access key id: AKIA or ASIA and 16 characters, nothing around it?',
    answers: ['accessKeyIdFormatValid'],
  },
  tokenKind: {
    ask: 'access token: does it begin with Atza| (selling account), Atc| (grantless) or Atzr| (refresh token, never sent to SP-API)?',
    answers: ['tokenKind'],
  },
  accountKind: {
    ask: 'account kind: was the refresh token made in Seller Central or in Vendor Central?',
    answers: ['sellingPartner'],
  },
  tokenRegion: {
    ask: 'region of the token: NA, EU or FE, compared with the endpoint and the marketplace',
    answers: ['tokenRegion'],
  },
  clock: {
    ask: 'clock: the Date header of any answer, compared with local UTC',
    answers: ['clockOffsetSeconds'],
  },
  hostUsed: { ask: 'host: does the call go to sandbox.sellingpartnerapi-…?', answers: ['sandbox'] },
  callRate: {
    ask: 'own calls per second of this operation, compared with its published rate, and other consumers of the same application',
    answers: ['callsPerSecond', 'callIntervalSeconds', 'belowPublishedRate'],
  },
  requestSent: {
    ask: 'request as it leaves: headers (x-amz-access-token, Authorization), body, Content-Type',
    answers: ['accessTokenHeaderSent', 'requestHasBody', 'bodyMatchesContentType'],
  },
  canonicalString: {
    ask: 'canonical request that the answer prints, compared with the own one',
    answers: [],
  },
  retry: {
    ask: 'same call again, unchanged, with growing pauses for 60 s',
    answers: ['retrySucceeded', 'persistsForSeconds'],
  },
  callerIdentity: { ask: 'sts:GetCallerIdentity with the same key', answers: [] },
  listKeys: {
    ask: 'iam:ListAccessKeys: number, status and CreateDate of the keys',
    answers: ['accessKeyActive', 'accessKeyCount'],
  },
  getUser: {
    ask: 'iam:GetUser for the name in the ARN, and its account compared with sts:GetCallerIdentity',
    answers: ['userExists'],
  },
  getRole: {
    ask: 'iam:GetRole: does it exist in this account and path, when was it made?',
    answers: ['roleExists', 'roleAgeSeconds'],
  },
  trustPolicy: {
    ask: 'iam:GetRole: does AssumeRolePolicyDocument name the caller, without a condition it fails?',
    answers: ['trustPolicyAllowsCaller'],
  },
  simulate: {
    ask: 'iam:SimulatePrincipalPolicy for the user, sts:AssumeRole on exactly this role',
    answers: ['userPolicyAllowsAssumeRole', 'boundaryAllowsAssumeRole', 'organizationAllowsAssumeRole'],
  },
  mfaSession: { ask: 'sts:GetSessionToken with an MFA code, then the same call', answers: ['mfaRequired'] },
  scp: {
    ask: 'iam:SimulatePrincipalPolicy: explicit denies, the Organizations decision, the permissions boundary',
    answers: [],
  },
  policyDocument: { ask: 'the policy text as it was sent: one JSON object, real ARNs', answers: [] },
  queuePolicy: {
    ask: 'sqs:GetQueueAttributes: does Policy let 437568002678 send?',
    answers: ['queuePolicyAllowsAmazon'],
  },
  queueKey: {
    ask: 'sqs:GetQueueAttributes: KmsMasterKeyId, and the policy of that key',
    answers: ['queueKmsKey', 'kmsKeyAllowsAmazon'],
  },
  otherHost: {
    ask: 'network: api.amazon.com and sellingpartnerapi-*.amazon.com from here and from another network',
    answers: [],
  },
  proveClient: {
    ask: 'lwa:client_credentials with scope sellingpartnerapi::notifications: proves client id and secret without a refresh token',
    answers: [],
  },
  freshToken: {
    ask: 'lwa:refresh_token, then the same call with the new access token',
    answers: ['accessTokenOlderThanRotation'],
  },
  otherOperation: {
    ask: 'sp-api: one operation of another data access role, same token and region',
    answers: ['otherOperationsWork', 'otherFamilyWorks'],
  },
  otherFamily: {
    ask: 'sp-api: getPurchaseOrders for a vendor, getMarketplaceParticipations for a seller',
    answers: ['otherFamilyWorks'],
  },
  participations: {
    ask: 'sp-api:getMarketplaceParticipations on the same endpoint: which marketplaces are listed? (one call per 62 s)',
    answers: ['participations', 'marketplaceParticipates'],
  },
  otherRegions: {
    ask: 'sp-api:getMarketplaceParticipations on NA, EU and FE with the same token: the one that answers 200 is its region (for vendors getPurchaseOrders)',
    answers: ['tokenRegion', 'allRegionsDenied'],
  },
  otherAccount: {
    ask: 'sp-api: the same call for another account of the application',
    answers: ['otherAccountsWork'],
  },
  production: { ask: 'sp-api: the same call on the production host', answers: ['productionWorks'] },
  secretAge: {
    ask: 'developer console: date of the client secret, its deadline, and whether it was rotated',
    answers: ['clientSecretAgeDays'],
  },
  rotationDone: {
    ask: 'developer console: was the secret of this very client id rotated, and when, compared with the age of the access token?',
    answers: ['secretRotated', 'secretRotatedAgo', 'accessTokenOlderThanRotation'],
  },
  authorizationAge: {
    ask: 'Manage Authorizations: date of the authorization, and whether it is still listed',
    answers: ['authorizationAgeDays', 'authorizationRevoked'],
  },
  roles: {
    ask: 'application page: is a data access role of this operation ticked, and since when?',
    answers: ['roleOnApplication'],
  },
  roleDates: {
    ask: 'date of the refresh token, compared with the day the role was added',
    answers: ['roleAddedAfterAuthorization'],
  },
  profile: { ask: 'Solution Provider Portal: status of the developer profile', answers: ['profileStatus'] },
  accountHealth: {
    ask: 'Seller Central, Account Health: is the selling account active and on a Professional plan?',
    answers: ['accountActive', 'accountStatus'],
  },
  preferences: {
    ask: 'developer console, Notification Preferences: is a queue subscribed to Application Client New Secret?',
    answers: ['queueRegistered'],
  },
  appPage: {
    ask: 'application page: IAM ARN, status, number of self-authorizations',
    answers: ['registeredArn', 'selfAuthorizationCount', 'applicationStatus'],
  },
  signingIdentity: {
    ask: 'Credential= of the request: which identity, key and region sign it, and which policies it has',
    answers: ['signingArn', 'executeApiAllowed', 'userKeysWork'],
  },
} as const satisfies Record<string, Probe>;

export type ProbeName = keyof typeof PROBES;

/** Probes in the order of their cost. */
export const PROBE_NAMES = Object.keys(PROBES) as ProbeName[];
