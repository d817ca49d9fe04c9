import { describe, expect, it } from '@jest/globals';
import { sellingPartnerPolicy, trustPolicy } from '#shared/domain/iam-documents.ts';
import { Sensitive } from '#shared/domain/sensitive.ts';
import { packKey } from '#shared/iam/stored-access-key.ts';
import { inspectAccessKey } from '../../../functions/inspect-access-key/inspect-access-key.ts';
import { provisionIamPolicy } from '../../../functions/provision-iam-policy/provision-iam-policy.ts';
import { provisionIamRole } from '../../../functions/provision-iam-role/provision-iam-role.ts';
import { provisionIamUser } from '../../../functions/provision-iam-user/provision-iam-user.ts';
import { verifyPolicies } from '../../../functions/verify-policies/verify-policies.ts';
import { type FakeServices, fakeServices } from '../../support/fakes/services.ts';
import { describeTutorialAccount } from '../../support/iam-account.ts';
import { inventory, list, removeApplication } from '../../support/removal.ts';
import {
  APP,
  anApplication,
  anAuthorization,
  errorOf,
  OUR_TAGS,
  PATHS,
  POLICY_ARN,
  ROLE_ARN,
  ROLE_NAME,
  USER_ARN,
  USER_NAME,
} from '../../support/subjects.ts';

type Tags = Record<string, string>;
const { stage: _, region: __, ...BEFORE_NAMESPACES } = OUR_TAGS;
const EVERYTHING = { user: OUR_TAGS, role: OUR_TAGS, policy: OUR_TAGS };
type Kind = keyof typeof EVERYTHING;
const KINDS = Object.keys(EVERYTHING) as Kind[];
const NAMES = { user: USER_NAME, role: ROLE_NAME, policy: `SellingPartnerAPI-${APP}` };

/** User, role and policy with the names of ours, and a key that is stored here. */
function accountWith(tags: Record<Kind, Tags>): FakeServices {
  const services = fakeServices();
  services.iamUsers.addUser(USER_NAME, tags.user, '/sp-api/');
  const { accessKeyId, secret } = services.iamUsers.addKey(USER_NAME, { used: true });
  services.iamRoles.add({
    roleName: ROLE_NAME,
    path: '/sp-api/',
    trust: trustPolicy(USER_ARN),
    tags: tags.role,
  });
  services.iamPolicies.add({
    policyName: NAMES.policy,
    path: '/sp-api/',
    document: sellingPartnerPolicy(),
    tags: tags.policy,
  });
  services.parameters.seed(APP, {
    [PATHS.config]: JSON.stringify(anApplication()),
    [PATHS.iam.accessKey]: packKey({ accessKeyId, secretAccessKey: new Sensitive(secret) }),
  });
  return services;
}

const storeArns = ({ parameters }: FakeServices) =>
  parameters.seed(APP, {
    [PATHS.iam.userArn]: USER_ARN,
    [PATHS.iam.roleArn]: ROLE_ARN,
    [PATHS.iam.policyArn]: POLICY_ARN,
  });

const CREATE: Record<Kind, (services: FakeServices) => Promise<unknown>> = {
  user: (services) => provisionIamUser(services, { appName: APP }),
  role: (services) => provisionIamRole(services, { appName: APP, userArn: USER_ARN, policyArn: POLICY_ARN }),
  policy: (services) => provisionIamPolicy(services, { appName: APP, userArn: USER_ARN }),
};
const rotate = (services: FakeServices) =>
  inspectAccessKey(services, {
    appName: APP,
    force: true,
    maxAgeDays: 90,
    settleSeconds: 0,
    graceSeconds: 0,
  });
const adopt = async (services: FakeServices) => {
  const user = await services.iamUsers.find(USER_NAME);
  describeTutorialAccount(services);
  services.iamUsers.addUser(USER_NAME, user?.tags, '/sp-api/');
  const resources = {
    appName: 'acme-adopts',
    mode: 'adopt' as const,
    userArn: USER_ARN,
    roleArn: ROLE_ARN,
    policyArn: POLICY_ARN,
  };
  return verifyPolicies(services, { resources, authorizations: [anAuthorization()] });
};

/** The account without what concerns this region alone. */
const iamOf = (services: FakeServices) => {
  const { users, roles, policies, userPolicies } = inventory(services);
  return structuredClone({ users, roles, policies, userPolicies });
};
const tagsOf = async ({ iamUsers, iamRoles, iamPolicies }: FakeServices) => ({
  user: (await iamUsers.find(USER_NAME))?.tags,
  role: (await iamRoles.find(ROLE_NAME))?.tags,
  policy: (await iamPolicies.find(POLICY_ARN))?.tags,
});

const OTHERS: [string, Tags][] = [
  ['stage dev in eu-west-1', { ...OUR_TAGS, stage: 'dev' }],
  ['stage prod in us-east-1', { ...OUR_TAGS, region: 'us-east-1' }],
];
const each = OTHERS.flatMap(([owner, tags]) => KINDS.map((kind) => [kind, owner, tags] as const));

describe('what another stage or region owns', () => {
  it.each(each)(
    'a %s of %s is not taken by a creation, even if it is stored here',
    async (kind, owner, tags) => {
      const services = accountWith({ ...EVERYTHING, [kind]: tags });
      storeArns(services);
      const before = iamOf(services);

      const error = await errorOf(CREATE[kind](services));

      expect([error.name, error.what, error.remedy]).toEqual([
        'IamNameTaken',
        `The IAM ${kind} ${NAMES[kind]} belongs to the stack of ${owner}: IAM names are unique in an account, whatever the region.`,
        'Choose another appName. Or, while this stack has no applications, deploy it with a namespace that no other stack has: --param namespace=<name>.',
      ]);
      expect(error.details).toEqual({ kind, name: NAMES[kind], owner });
      expect(iamOf(services)).toEqual(before);
    },
  );

  it.each(each)('a %s of %s cannot be adopted', async (kind, owner, tags) => {
    const services = accountWith({ user: {}, role: {}, policy: {}, [kind]: tags });
    const arn = { user: USER_ARN, role: ROLE_ARN, policy: POLICY_ARN }[kind];

    const error = await errorOf(adopt(services));

    expect([error.name, error.what]).toEqual([
      'IamNotAsExpected',
      `${arn} cannot be adopted: it belongs to the stack of ${owner}, which replaces the access key every 90 days and deletes all three with its application.`,
    ]);
    expect(error.remedy).toContain('Start with "iam":{"mode":"create"}');
  });

  it.each(OTHERS)('a user of %s gets no new key', async (owner, tags) => {
    const services = accountWith({ ...EVERYTHING, user: tags });
    const before = iamOf(services);

    const error = await errorOf(rotate(services));

    expect(error.name).toBe('IamNameTaken');
    expect(error.details).toMatchObject({ owner });
    expect(iamOf(services)).toEqual(before);
  });

  it.each(OTHERS)('stays when the application of the same name is removed here: %s', async (owner, tags) => {
    const services = accountWith({ user: tags, role: tags, policy: tags });
    storeArns(services);
    const before = iamOf(services);

    const { plan } = await list(services);
    await removeApplication(services);

    expect(plan.keeps.slice(0, 3)).toEqual(
      [
        ['user', USER_ARN],
        ['role', ROLE_ARN],
        ['policy', POLICY_ARN],
      ].map(([kind, arn]) => `the IAM ${kind} ${arn}: it belongs to the stack of ${owner}; remove it there`),
    );
    expect(iamOf(services)).toEqual(before);
    expect(services.parameters.valueOf(PATHS.config)).toBeUndefined();
  });
});

describe('what an earlier version created, without stage and region', () => {
  const BEFORE = { user: BEFORE_NAMESPACES, role: BEFORE_NAMESPACES, policy: BEFORE_NAMESPACES };

  it('is taken and tagged by a creation where Parameter Store names it', async () => {
    const services = accountWith(BEFORE);
    storeArns(services);

    for (const kind of KINDS) await CREATE[kind](services);

    expect(await tagsOf(services)).toEqual(EVERYTHING);
    expect(services.iamUsers.keysOf(USER_NAME)).toHaveLength(1);
  });

  it('is rotated and removed where Parameter Store names it', async () => {
    const services = accountWith(BEFORE);
    storeArns(services);

    const rotation = await rotate(services);
    await removeApplication(services);

    expect(rotation.due).toBe(true);
    expect(iamOf(services)).toEqual({ users: [], roles: {}, policies: {}, userPolicies: {} });
  });

  it.each([
    ['user', `aws iam tag-user --user-name ${USER_NAME}`],
    ['role', `aws iam tag-role --role-name ${ROLE_NAME}`],
    ['policy', `aws iam tag-policy --policy-arn ${POLICY_ARN}`],
  ] as const)(
    'is refused in any other region, with the command that gives it to this stack: %s',
    async (kind, command) => {
      const services = accountWith(BEFORE);
      const before = iamOf(services);

      const error = await errorOf(CREATE[kind](services));

      expect([error.name, error.what]).toEqual([
        'IamNameTaken',
        `An earlier version of this program created the IAM ${kind} ${NAMES[kind]}, and nothing says for which stack: its tags name no stage and region, and Parameter Store in eu-west-1 does not name it.`,
      ]);
      expect(error.remedy).toContain(`${command} --tags Key=stage,Value=prod Key=region,Value=eu-west-1`);
      expect(iamOf(services)).toEqual(before);
    },
  );

  it('is neither rotated nor removed in any other region', async () => {
    const services = accountWith(BEFORE);
    services.parameters.seed(APP, { [PATHS.iam.userArn]: USER_ARN.replace('acme', 'other') });
    const before = iamOf(services);

    const error = await errorOf(rotate(services));
    const { plan } = await list(services);
    await removeApplication(services);

    expect(error.name).toBe('IamNameTaken');
    expect(plan.keeps[0]).toBe(
      `the IAM user ${USER_ARN}: an earlier version created it, and nothing says that this stack did`,
    );
    expect(iamOf(services)).toEqual(before);
  });

  it('is nobody’s for a stack with another namespace', async () => {
    const services = accountWith(BEFORE);
    storeArns(services);
    const installation = { ...services.installation, namespace: 'sp-api-dev' };

    const error = await errorOf(inspectOf({ ...services, installation }));

    expect([error.name, error.what]).toEqual([
      'IamNameTaken',
      expect.stringContaining('that was not made here: its tags or its path are not ours'),
    ]);
  });

  /** A user with the name that the other namespace has. */
  function inspectOf(services: FakeServices) {
    services.iamUsers.addUser(`sp-api-dev.${APP}`, BEFORE_NAMESPACES, '/sp-api-dev/');
    return rotate(services);
  }

  it('can be adopted: no stack owns it', async () => {
    const services = accountWith(BEFORE);

    expect((await adopt(services)).userArn).toBe(USER_ARN);
  });
});
