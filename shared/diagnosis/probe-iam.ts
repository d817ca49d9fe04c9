import type { IamRole } from '../clients/iam-roles.ts';
import type { AccessKey } from '../clients/iam-users.ts';
import type { PolicyDocument, PolicyStatement } from '../domain/iam-documents.ts';
import { nameOfArn } from '../domain/iam-names.ts';
import { deniedBy } from '../domain/simulation.ts';
import { readStoredKey } from '../iam/stored-access-key.ts';
import type { Services } from '../services.ts';
import type { Found, Probes } from './investigate.ts';
import { once } from './once.ts';
import { observed } from './try-call.ts';

/** `region` is the one in which the role is assumed. */
type Needs = Pick<Services, 'clock' | 'iamInspector' | 'iamRoles' | 'iamUsers' | 'parameters' | 'sts'> & {
  region: string;
};

/** The user and the role of an application. */
export interface IamPair {
  appName: string;
  userArn: string;
  roleArn: string;
}

const accountOf = (arn: string) => arn.split(':')[4];

/** The probes that tell apart why STS refuses a key or a role. They read IAM, each once, and change nothing. */
export function iamProbes(services: Needs, pair: IamPair): Probes {
  const { appName, userArn } = pair;
  const userName = nameOfArn(userArn);
  const stored = once(() => readStoredKey(services, appName));
  const role = once(() => readRole(services, pair));
  return {
    keyFormat: async () => ({ facts: { accessKeyId: (await stored())?.accessKeyId } }),
    callerIdentity: once(async () => identify(services, await stored())),
    listKeys: once(async () => listKeys(services, userName, await stored())),
    getUser: once(async () => ({ facts: { userExists: Boolean(await services.iamUsers.find(userName)) } })),
    getRole: role,
    trustPolicy: role,
    simulate: once(() => simulate(services, pair)),
  };
}

async function identify({ sts }: Needs, key: AccessKey | undefined): Promise<Found> {
  const identity = key && (await sts.identify(key));
  if (!identity || 'refused' in identity) return {};
  const observations = observed({ call: 'sts:GetCallerIdentity', httpStatus: 200 });
  return { observations, facts: { callerArn: identity.arn } };
}

async function listKeys(
  { clock, iamUsers }: Needs,
  userName: string,
  stored: AccessKey | undefined,
): Promise<Found> {
  if (!(await iamUsers.find(userName))) return { facts: { userExists: false, accessKeyActive: false } };
  const listed = await iamUsers.listAccessKeys(userName);
  const own = listed.find(({ accessKeyId }) => accessKeyId === stored?.accessKeyId);
  const age = own && { accessKeyAgeSeconds: (clock.now().getTime() - own.createdAt.getTime()) / 1000 };
  const facts = { accessKeyCount: listed.length, accessKeyActive: own?.active ?? false, ...age };
  return { facts: { userExists: true, ...facts } };
}

/** Where something else than the user's own policies denies, nothing is known of these. */
async function simulate(
  { clock, iamInspector, region }: Needs,
  { userArn, roleArn }: IamPair,
): Promise<Found> {
  const request = { principalArn: userArn, action: 'sts:AssumeRole', resourceArn: roleArn };
  const found = await iamInspector.simulate({ ...request, region, at: clock.now() });
  if (!found) return { facts: { userExists: false } };
  const denier = deniedBy(found);
  if (denier === 'boundary') return { facts: { boundaryAllowsAssumeRole: false } };
  if (denier === 'organization') return { facts: { organizationAllowsAssumeRole: false } };
  return { facts: { userPolicyAllowsAssumeRole: denier === undefined } };
}

async function readRole({ iamRoles }: Needs, { userArn, roleArn }: IamPair): Promise<Found> {
  // The role of another account cannot be read from here.
  if (accountOf(roleArn) !== accountOf(userArn)) return {};
  return { facts: roleFacts(await iamRoles.find(nameOfArn(roleArn)), roleArn, userArn) };
}

function roleFacts(role: IamRole | undefined, roleArn: string, userArn: string): Record<string, unknown> {
  // The name alone finds a role of another path too.
  if (role?.arn !== roleArn) return { roleExists: false };
  const trusts = trustsUser(role.trust, userArn);
  return { roleExists: true, ...(trusts !== undefined && { trustPolicyAllowsCaller: trusts }) };
}

const list = <T>(value: T | T[] | undefined): T[] => (value === undefined ? [] : ([value].flat() as T[]));

/** Whether a trust policy lets a user in; unknown where that hangs on a condition or on exceptions. */
function trustsUser({ Statement }: PolicyDocument, userArn: string): boolean | undefined {
  const account = accountOf(userArn) ?? '';
  const allowing = ['*', userArn, account, userArn.replace(/:user\/.*/, ':root')];
  const meant = ({ Principal }: PolicyStatement) =>
    Principal === '*' ||
    (typeof Principal === 'object' && list(Principal.AWS).some((one) => allowing.includes(one)));
  const naming = list(Statement).filter(meant);
  if (naming.some(({ Effect, Condition }) => Effect === 'Allow' && !Condition))
    return naming.some(({ Effect }) => Effect === 'Deny') ? undefined : true;
  return naming.length > 0 || list(Statement).some(({ NotPrincipal }) => NotPrincipal) ? undefined : false;
}
