import type { SessionCredentials } from '../clients/sts.ts';
import { AccessKeyMissing } from '../errors/refused.ts';
import type { Services } from '../services.ts';
import { stsRefused } from './not-yet.ts';
import { readStoredKey } from './stored-access-key.ts';

type Needs = Pick<Services, 'clock' | 'parameters' | 'sts'>;

export interface RoleToAssume {
  appName: string;
  roleArn: string;
  /** When the role was completed, if we did it; a refusal soon after may only mean "not yet". */
  provisionedAt?: string | undefined;
}

/**
 * Assumes the role with the user's stored access key. The credentials live in memory only.
 * @throws AccessKeyMissing, AccessKeyInvalid, AssumeRoleDenied; AccessKeyNotReady, RoleNotReady while role or key are new
 * Source: docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export async function assumeStoredRole(services: Needs, target: RoleToAssume): Promise<SessionCredentials> {
  const key = await readStoredKey(services, target.appName);
  if (!key) throw keyMissing(target.appName);
  const answer = await services.sts.assumeRole(key, target.roleArn, `sp-api-${target.appName}`);
  if (!('refused' in answer)) return answer;
  const { appName, roleArn, provisionedAt } = target;
  throw stsRefused(services, {
    accessKeyId: key.accessKeyId,
    roleArn,
    refusal: answer,
    made: [provisionedAt, key.createdAt],
    keyRemedy: `Start the execution again: with "create" it makes a new access key. For an adopted user store a working one with "spapi key store ${appName}".`,
    roleRemedy: DENIED_REMEDY,
  });
}

/** The error of an application without a stored key. */
export const keyMissing = (appName: string) =>
  new AccessKeyMissing({
    what: `No access key of the IAM user is stored for ${appName}.`,
    remedy: `Store one with "spapi key store ${appName}" (needed once for an adopted user), then start the execution again.`,
  });

const DENIED_REMEDY =
  "Check that the role exists, that its trust policy names this user, and that the user's inline policy allows sts:AssumeRole on exactly this role; a service control policy can deny it too.";
