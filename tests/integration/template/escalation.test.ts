import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteUserPermissionsBoundaryCommand,
  GetRoleCommand,
  GetUserCommand,
  IAMClient,
  ListEntitiesForPolicyCommand,
  ListUsersCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  PutUserPermissionsBoundaryCommand,
  PutUserPolicyCommand,
  SetDefaultPolicyVersionCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { LambdaClient, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { sellingPartnerPolicy, trustPolicy } from '#shared/domain/iam-documents.ts';
import { packageOnce } from '../../../local/engine/package-cache.ts';
import { packagedTemplate, releasedTemplate } from '../../support/released-template.ts';
import { type Attackers, startAttackers } from './attackers.ts';

const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';
const EVERYTHING = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});
const OURS = { UserName: 'sp-api-acme', RoleName: 'SellingPartnerAPIRole-acme' };
/** Of a version of this project that gave no boundary. */
const OLD = { UserName: 'sp-api-old', RoleName: 'SellingPartnerAPIRole-old' };
const FOREIGN = { UserName: 'administrator', RoleName: 'administrators' };
const Path = '/sp-api/';

let folder: string;
let attackers: Attackers;
let account: string;
let boundary: string;
let ourPolicy: string;
const trustEverybody = () => JSON.stringify(trustPolicy(`arn:aws:iam::${account}:root`));

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'escalation-'));
  await packageOnce({ folder, stage: 'escalation', params: { namespace: 'sp-api' } });
  attackers = await startAttackers(folder);
  ({ account, boundary } = attackers);
  const { administrator } = attackers;
  for (const names of [FOREIGN, { Path, ...OLD }]) {
    await administrator.send(new CreateUserCommand(names));
    await administrator.send(new CreateRoleCommand({ ...names, AssumeRolePolicyDocument: trustEverybody() }));
  }
  await administrator.send(new AttachRolePolicyCommand({ ...FOREIGN, PolicyArn: ADMINISTRATOR }));
  ourPolicy = await makeOurs();
});
afterAll(async () => {
  await attackers?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What the functions make for an application; answers the ARN of its policy. */
async function makeOurs(): Promise<string> {
  const as = (name: string) => attackers.iamAs(`${name}FunctionRole`);
  const { UserName, RoleName } = OURS;
  const bounded = { Path, PermissionsBoundary: boundary };
  const AssumeRolePolicyDocument = trustEverybody();
  await as('ProvisionIamUser').send(new CreateUserCommand({ UserName, ...bounded }));
  const role = as('ProvisionIamRole');
  await role.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument, ...bounded }));
  const PolicyDocument = JSON.stringify(sellingPartnerPolicy());
  const made = await as('ProvisionIamPolicy').send(
    new CreatePolicyCommand({ PolicyName: 'SellingPartnerAPI-acme', Path, PolicyDocument }),
  );
  const PolicyArn = made.Policy?.Arn ?? '';
  await role.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  return PolicyArn;
}

const policyArn = (name: string) => `arn:aws:iam::${account}:policy/${name}`;
const denied = { name: expect.stringMatching(/^AccessDenied/) };

it('the template under attack is what spapi deploy makes of a release', async () => {
  expect(await releasedTemplate('escalation', { namespace: 'sp-api' })).toEqual(packagedTemplate(folder));
});

describe('the roles of the functions', () => {
  it('make a user, a role and a policy within the boundary', async () => {
    const { UserName, RoleName } = OURS;
    const [user, role, policy] = await Promise.all([
      attackers.administrator.send(new GetUserCommand({ UserName })),
      attackers.administrator.send(new GetRoleCommand({ RoleName })),
      attackers.administrator.send(new ListEntitiesForPolicyCommand({ PolicyArn: ourPolicy })),
    ]);

    expect(user.User?.PermissionsBoundary?.PermissionsBoundaryArn).toBe(boundary);
    expect(role.Role?.PermissionsBoundary?.PermissionsBoundaryArn).toBe(boundary);
    expect(policy.PolicyRoles?.map((one) => one.RoleName)).toEqual([RoleName]);
    expect(ourPolicy).toBe(policyArn('sp-api/SellingPartnerAPI-acme'));
  });

  it.each<[string, string, () => unknown]>([
    [
      'ProvisionIamUser',
      'makes a user outside our path',
      () => new CreateUserCommand({ UserName: 'sp-api-x', PermissionsBoundary: boundary }),
    ],
    [
      'ProvisionIamUser',
      'makes a user without the boundary',
      () => new CreateUserCommand({ UserName: 'sp-api-x', Path }),
    ],
    [
      'ProvisionIamUser',
      'makes a user within a wider boundary',
      () => new CreateUserCommand({ UserName: 'sp-api-x', Path, PermissionsBoundary: ADMINISTRATOR }),
    ],
    [
      'ProvisionIamUser',
      'widens the boundary of our user',
      () => new PutUserPermissionsBoundaryCommand({ ...OURS, PermissionsBoundary: ADMINISTRATOR }),
    ],
    [
      'ProvisionIamUser',
      'removes the boundary of our user',
      () => new DeleteUserPermissionsBoundaryCommand(OURS),
    ],
    ['ProvisionIamUser', 'makes a key of another user', () => new CreateAccessKeyCommand(FOREIGN)],
    ['CreateSecondAccessKey', 'makes a key of another user', () => new CreateAccessKeyCommand(FOREIGN)],
    [
      'ProvisionIamUser',
      'attaches a policy to our user',
      () => new AttachUserPolicyCommand({ ...OURS, PolicyArn: ADMINISTRATOR }),
    ],
    [
      'AttachStsPolicy',
      'gives another user everything',
      () => new PutUserPolicyCommand({ ...FOREIGN, PolicyName: 'p', PolicyDocument: EVERYTHING }),
    ],
    [
      'AttachStsPolicy',
      'gives a user without the boundary everything',
      () => new PutUserPolicyCommand({ ...OLD, PolicyName: 'p', PolicyDocument: EVERYTHING }),
    ],
    [
      'ProvisionIamRole',
      'makes a role without the boundary',
      () =>
        new CreateRoleCommand({
          Path,
          RoleName: 'SellingPartnerAPIRole-x',
          AssumeRolePolicyDocument: trustEverybody(),
        }),
    ],
    [
      'ProvisionIamRole',
      'attaches another policy to our role',
      () => new AttachRolePolicyCommand({ ...OURS, PolicyArn: ADMINISTRATOR }),
    ],
    [
      'ProvisionIamRole',
      'attaches our policy to another role',
      () => new AttachRolePolicyCommand({ ...FOREIGN, PolicyArn: ourPolicy }),
    ],
    [
      'ProvisionIamRole',
      'attaches our policy to a role without the boundary',
      () => new AttachRolePolicyCommand({ ...OLD, PolicyArn: ourPolicy }),
    ],
    [
      'ProvisionIamRole',
      'writes a policy of our role',
      () => new PutRolePolicyCommand({ ...OURS, PolicyName: 'p', PolicyDocument: EVERYTHING }),
    ],
    [
      'ProvisionIamRole',
      'widens the boundary of our role',
      () => new PutRolePermissionsBoundaryCommand({ ...OURS, PermissionsBoundary: ADMINISTRATOR }),
    ],
    [
      'ProvisionIamRole',
      'removes the boundary of our role',
      () => new DeleteRolePermissionsBoundaryCommand(OURS),
    ],
    [
      'ProvisionIamPolicy',
      'makes a policy outside our path',
      () => new CreatePolicyCommand({ PolicyName: 'SellingPartnerAPI-x', PolicyDocument: EVERYTHING }),
    ],
    [
      'ProvisionIamPolicy',
      'changes another policy',
      () => new CreatePolicyVersionCommand({ PolicyArn: policyArn('company'), PolicyDocument: EVERYTHING }),
    ],
    [
      'ProvisionIamPolicy',
      'changes the boundary',
      () => new CreatePolicyVersionCommand({ PolicyArn: boundary, PolicyDocument: EVERYTHING }),
    ],
    [
      'ProvisionIamPolicy',
      'goes back to another version of the boundary',
      () => new SetDefaultPolicyVersionCommand({ PolicyArn: boundary, VersionId: 'v1' }),
    ],
  ])('%s never %s', async (name, _, attack) => {
    const iam = attackers.iamAs(`${name}FunctionRole`);

    await expect(iam.send(attack() as never)).rejects.toMatchObject(denied);
  });

  it('change no role of the stack or of anybody, no function, and become nobody else, whichever it is', async () => {
    const roles = attackers.functionRoles();
    expect(roles.length).toBeGreaterThan(28);

    const done: string[] = [];
    for (const role of roles) {
      const iam = attackers.iamAs(role);
      const own = { RoleName: attackers.nameOf(role) };
      const config = attackers.configAs(role);
      const attempts: Record<string, () => Promise<unknown>> = {
        'attach to itself': () => iam.send(new AttachRolePolicyCommand({ ...own, PolicyArn: ADMINISTRATOR })),
        'write a policy of itself': () =>
          iam.send(new PutRolePolicyCommand({ ...own, PolicyName: 'p', PolicyDocument: EVERYTHING })),
        'be trusted': () =>
          iam.send(new UpdateAssumeRolePolicyCommand({ ...FOREIGN, PolicyDocument: trustEverybody() })),
        'make a key': () => iam.send(new CreateAccessKeyCommand(FOREIGN)),
        'pass another role to a function': () =>
          new LambdaClient(config).send(
            new UpdateFunctionConfigurationCommand({
              FunctionName: 'sp-api-private-app-escalation-record-results',
              Role: `arn:aws:iam::${account}:role/${FOREIGN.RoleName}`,
            }),
          ),
      };
      for (const [title, attempt] of Object.entries(attempts))
        if (!(await isDenied(attempt))) done.push(`${role}: ${title}`);
    }

    expect(done).toEqual([]);
  });
});

describe('whoever takes over all of these functions together', () => {
  it('gets a user that can do no more than the boundary says, whatever its policy', async () => {
    const writer = attackers.iamAs('AttachStsPolicyFunctionRole');
    await writer.send(new PutUserPolicyCommand({ ...OURS, PolicyName: 'p', PolicyDocument: EVERYTHING }));
    const maker = attackers.iamAs('ProvisionIamUserFunctionRole');
    const { AccessKey } = await maker.send(new CreateAccessKeyCommand({ UserName: OURS.UserName }));
    const config = attackers.configOf({
      accessKeyId: AccessKey?.AccessKeyId ?? '',
      secretAccessKey: AccessKey?.SecretAccessKey ?? '',
    });
    const assume = (path: string) =>
      new STSClient(config).send(
        new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${account}:role/${path}`, RoleSessionName: 'xx' }),
      );

    await expect(new IAMClient(config).send(new ListUsersCommand({}))).rejects.toMatchObject(denied);
    await expect(assume(FOREIGN.RoleName)).rejects.toMatchObject(denied);
    await expect(assume(`sp-api/${OURS.RoleName}`)).resolves.toMatchObject({
      AssumedRoleUser: { Arn: `arn:aws:sts::${account}:assumed-role/${OURS.RoleName}/xx` },
    });
  });

  it('gets a role that can do no more than the boundary says, whatever its policy', async () => {
    const writer = attackers.iamAs('ProvisionIamPolicyFunctionRole');
    const version = { PolicyArn: ourPolicy, PolicyDocument: EVERYTHING, SetAsDefault: true };
    await writer.send(new CreatePolicyVersionCommand(version));
    const { Credentials } = await attackers.assume(`sp-api/${OURS.RoleName}`);
    const config = attackers.configOf({
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    });

    await expect(new IAMClient(config).send(new ListUsersCommand({}))).rejects.toMatchObject(denied);
  });
});

async function isDenied(attempt: () => Promise<unknown>): Promise<boolean> {
  const error = await attempt().then(
    () => undefined,
    (reason: Error) => reason,
  );
  return /^AccessDenied/.test(error?.name ?? '');
}
