import type { FactTable } from './fact-entry.ts';

/** Facts about IAM, STS and the machine that signs. */
export const AWS_FACTS = {
  accessKeyAgeSeconds: {
    kind: 'duration',
    also: ['keyAge', 'accessKeyCreated', 'keyCreated'],
    means: 'age of the access key',
  },
  accessKeyCreatedAt: {
    kind: 'date',
    also: ['accessKeyCreateDate', 'accessKeyCreated', 'keyCreatedAt', 'keyCreated', 'createDate'],
    means: 'when the access key was made',
  },
  accessKeyCount: {
    kind: 'number',
    also: ['keyCount', 'accessKeys', 'numberOfAccessKeys', 'keys', 'listAccessKeys'],
    means: 'keys of the user, active or not',
  },
  accessKeyActive: {
    kind: 'boolean',
    also: ['accessKeyExists', 'keyActive', 'keyExists', 'accessKeyListed'],
    means: 'ListAccessKeys shows the key as active',
  },
  accessKeyId: {
    kind: 'text',
    also: ['keyId'],
    means: 'id of the key as it is configured (an id is not a secret)',
  },
  accessKeyIdFormatValid: {
    kind: 'boolean',
    also: ['accessKeyIdValid', '!accessKeyIdHasWhitespace', '!keyHasWhitespace', '!whitespaceInKey'],
    means: 'the id is AKIA or ASIA and 16 characters, without blanks',
  },
  userExists: {
    kind: 'boolean',
    also: ['iamUserExists', 'principalExists', '!userMissing'],
    means: 'GetUser finds the user',
  },
  userAgeSeconds: {
    kind: 'duration',
    also: ['userCreated', 'iamUserAge', 'principalAge'],
    means: 'age of the IAM user',
  },
  accountId: {
    kind: 'text',
    also: ['account', 'callerAccount', 'ownAccount'],
    means: 'account of GetCallerIdentity',
  },
  accountMatches: {
    kind: 'boolean',
    also: ['sameAccount', '!accountDiffers', '!otherAccount', '!accountMismatch'],
    means: 'the ARN names the account of the caller',
  },
  roleExists: {
    kind: 'boolean',
    also: ['getRoleOk', 'roleFound', '!roleMissing'],
    means: 'GetRole finds the role',
  },
  roleAgeSeconds: { kind: 'duration', also: ['roleCreated', 'iamRoleAge'], means: 'age of the role' },
  roleCreatedAt: { kind: 'date', also: ['roleCreateDate', 'roleCreated'], means: 'when the role was made' },
  policyAgeSeconds: {
    kind: 'duration',
    also: [
      'policyAttached',
      'policyChanged',
      'trustPolicyAge',
      'userPolicyAge',
      'permissionAge',
      'permissionChanged',
    ],
    means: 'time since a policy of user or role was last changed',
  },
  roleArn: {
    kind: 'text',
    also: ['roleArnGiven', 'configuredRoleArn', 'roleArnSetting', 'roleArnConfigured'],
    means: 'the role ARN as it is configured',
  },
  userPolicyAllowsAssumeRole: {
    kind: 'boolean',
    also: [
      'userMayAssumeRole',
      'userAllowsAssumeRole',
      'userHasAssumeRolePermission',
      'userHasStsPolicy',
      'stsPolicyAttached',
      'userPolicyAllows',
      'userPolicyAllowsRole',
      'iamSimulation',
      'simulation',
      'identityPolicyAllows',
    ],
    means:
      'a policy of the user allows sts:AssumeRole on this role (also "allowed", "implicitDeny" of SimulatePrincipalPolicy)',
  },
  boundaryAllowsAssumeRole: {
    kind: 'boolean',
    also: ['allowedByPermissionsBoundary', 'boundaryAllows', '!boundaryDenies'],
    means:
      "the user's permissions boundary allows sts:AssumeRole on this role, as SimulatePrincipalPolicy says",
  },
  organizationAllowsAssumeRole: {
    kind: 'boolean',
    also: ['allowedByOrganizations', 'organizationAllows', '!organizationDenies'],
    means:
      "the organization's policies allow sts:AssumeRole, as SimulatePrincipalPolicy says; it cannot evaluate all of their conditions",
  },
  trustPolicyAllowsCaller: {
    kind: 'boolean',
    also: [
      'trustsCaller',
      'trustPolicyTrustsUser',
      'trustPolicyAllowsUser',
      'trustPolicyNamesCaller',
      'trustPolicyTrustsCaller',
      'trustPolicyIncludesCaller',
      'trustPolicyAllows',
      'roleTrustsUser',
      'roleTrustsCaller',
      '!trustExcludesCaller',
    ],
    means: "the role's trust policy names the caller or the account, without a condition it fails",
  },
  trustPrincipals: {
    kind: 'list',
    also: ['trustPrincipal', 'trustedPrincipals', 'trustPolicyPrincipal', 'trustPolicyPrincipals'],
    means: 'principals of the trust policy',
  },
  callerArn: { kind: 'text', also: ['userArn', 'caller'], means: 'who makes the call' },
  mfaRequired: {
    kind: 'boolean',
    also: ['denyUnlessMfa', 'mfaDenyPolicy', 'mfaPolicy', 'worksWithMfa', 'mfaSessionWorks'],
    means: 'a policy denies calls without MFA; the same call works in an MFA session',
  },
  mfaAuthenticated: {
    kind: 'boolean',
    also: ['mfaSession', 'mfaPresent', 'calledWithMfa'],
    means: 'the denied call was made in an MFA session',
  },
  clockOffsetSeconds: {
    kind: 'duration',
    also: ['clockSkew', 'clockOffset', 'clockDrift', 'timeOffset'],
    means: 'local clock minus the Date header of the answer',
  },
  handWrittenSigning: {
    kind: 'boolean',
    also: ['homeMadeSigning', 'handSigned', 'customSigning', '!usesSdk', '!sdk', 'cliWorksWithSameKeys'],
    means: 'the request is signed by own code, not by an SDK',
  },
  optInRegion: {
    kind: 'boolean',
    also: ['regionIsOptIn', 'regionMustBeEnabled'],
    means: 'the call went to an AWS region that an account has to enable first',
  },
  workedUnchanged: {
    kind: 'boolean',
    also: ['nothingChanged', 'unchanged', 'workedForMonths', 'failsForOthers', 'failsForEverybody'],
    means: 'the same call worked for long, and nothing was changed; or it fails for others too',
  },
  retrySucceeded: {
    kind: 'boolean',
    also: ['retrySucceeds', 'unchangedRetrySucceeds', 'retryWorked', 'laterRetrySucceeded'],
    means: 'the same call, unchanged, worked a little later',
  },
  persistsForSeconds: {
    kind: 'duration',
    also: ['persists', 'persistent', 'failingFor', 'failsFor', 'persistsOver', 'persisted'],
    means: 'how long the call has failed alike',
  },
} as const satisfies FactTable;
