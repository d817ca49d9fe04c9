import type { Rule } from '../rule.ts';
import { CALL_DENIAL_RULES } from './call-denials.ts';
import { CALL_REQUEST_RULES } from './call-requests.ts';
import { CALL_TOKEN_RULES } from './call-tokens.ts';
import { IAM_RULES } from './iam.ts';
import { IAM_DENIAL_RULES } from './iam-denials.ts';
import { LWA_RULES } from './lwa.ts';
import { QUOTA_AND_NETWORK_RULES } from './quota-and-network.ts';
import { REGISTRATION_RULES } from './registration.ts';
import { ROTATION_RULES } from './rotation.ts';
import { SECRET_EXPIRY_RULES } from './secret-expiry.ts';
import { SIGNING_RULES } from './signing.ts';
import { STS_KEY_RULES } from './sts-keys.ts';
import { STS_LIMIT_RULES } from './sts-limits.ts';
import { STS_ROLE_RULES } from './sts-roles.ts';

/** All causes that can be named. Of equally supported ones the earlier comes first. */
export const RULES: readonly Rule[] = [
  ...IAM_RULES,
  ...IAM_DENIAL_RULES,
  ...STS_ROLE_RULES,
  ...STS_LIMIT_RULES,
  ...STS_KEY_RULES,
  ...LWA_RULES,
  ...SECRET_EXPIRY_RULES,
  ...SIGNING_RULES,
  ...CALL_TOKEN_RULES,
  ...CALL_DENIAL_RULES,
  ...REGISTRATION_RULES,
  ...CALL_REQUEST_RULES,
  ...QUOTA_AND_NETWORK_RULES,
  ...ROTATION_RULES,
];
