import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createIamClient } from '#shared/clients/iam-call.ts';
import { createIamInspector } from '#shared/clients/iam-inspector.ts';
import { createIamPolicies } from '#shared/clients/iam-policies.ts';
import { createIamRoles } from '#shared/clients/iam-roles.ts';
import { createIamUserPolicies } from '#shared/clients/iam-user-policies.ts';
import { createIamUsers } from '#shared/clients/iam-users.ts';
import { sellingPartnerPolicy, stsPolicy, trustPolicy } from '#shared/domain/iam-documents.ts';
import { UnexpectedReply } from '#shared/errors/broken.ts';
import { AwsQuotaReached, IamNotAsExpected } from '#shared/errors/refused.ts';
import { AwsUnavailable } from '#shared/errors/retryable.ts';
import { queryCall, queryError, queryReply, stubConfig } from '../../../support/stub-aws.ts';
import { BROKEN, type Stub, startStub } from '../../../support/stub-server.ts';
import { errorOf, POLICY_ARN, ROLE_ARN, ROLE_NAME, USER_ARN, USER_NAME } from '../../../support/subjects.ts';

const TAGS = { app: 'acme', 'managed-by': 'sp-api-private-app' };
const TAG_XML = Object.entries(TAGS)
  .map(([key, value]) => `<member><Key>${key}</Key><Value>${value}</Value></member>`)
  .join('');
const encoded = (document: object) => encodeURIComponent(JSON.stringify(document));
const MADE = '2027-01-01T00:00:00Z';
const BOUNDARY = 'arn:aws:iam::111122223333:policy/sp-api/boundary';
const USER = { userName: USER_NAME, path: '/sp-api/', tags: TAGS, boundaryArn: BOUNDARY };
const ROLE = {
  roleName: ROLE_NAME,
  path: '/sp-api/',
  description: 'd',
  trust: trustPolicy(USER_ARN),
  tags: TAGS,
  boundaryArn: BOUNDARY,
};
const POLICY = {
  policyName: 'p',
  path: '/sp-api/',
  description: 'd',
  document: sellingPartnerPolicy(),
  tags: TAGS,
};

function clients(stub: Stub) {
  const iam = createIamClient(stubConfig(stub));
  return {
    users: createIamUsers({ ...stubConfig(stub), maxAttempts: 3 }),
    roles: createIamRoles(iam),
    policies: createIamPolicies(iam),
    userPolicies: createIamUserPolicies(iam),
    inspector: createIamInspector(iam),
  };
}

let stub: Stub;
let iam: ReturnType<typeof clients>;
beforeAll(async () => {
  stub = await startStub();
  iam = clients(stub);
});
afterAll(() => stub.stop());

const PAGE = '<html><body>Hi</body></html>';
const HALF = '<ListAccessKeysResponse><ListAccessKeysResult><AccessKeyMetadata><member><AccessKeyId>AKIA1<';

const CREATED = `<CreateDate>${MADE}</CreateDate>`;

describe('a success that is not whole', () => {
  it.each<[string, string, () => Promise<unknown>]>([
    ['a page for CreateUser', PAGE, () => iam.users.create(USER)],
    ['a page for GetRole', PAGE, () => iam.roles.find(ROLE_NAME)],
    ['a page for CreatePolicy', PAGE, () => iam.policies.create(POLICY)],
    ['a page for DeleteAccessKey', PAGE, () => iam.users.deleteAccessKey(USER_NAME, 'AKIAFAKE')],
    ['half of ListAccessKeys', HALF, () => iam.users.listAccessKeys(USER_NAME)],
    ['nothing for ListAccessKeys', '', () => iam.users.listAccessKeys(USER_NAME)],
  ])('is no answer: %s', async (_, body, call) => {
    stub.answer({ status: 200, headers: { 'content-type': 'text/xml' }, body });

    const error = await errorOf(call());

    expect(error).toBeInstanceOf(AwsUnavailable);
    expect(error.message).toContain(`AWS's answer of ${body.length} bytes is not whole`);
  });
});

describe('what IAM does not know', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['a user', () => iam.users.find(USER_NAME)],
    ['a role', () => iam.roles.find(ROLE_NAME)],
    ['a policy', () => iam.policies.find(POLICY_ARN)],
    ['an inline policy', () => iam.userPolicies.find(USER_NAME, 'x')],
    ['a trust', () => iam.inspector.trustOf(ROLE_NAME)],
    ['a document', () => iam.inspector.policyDocument(POLICY_ARN)],
    ['a key to delete', () => iam.users.deleteAccessKey(USER_NAME, 'AKIAFAKE1')],
    ['a version to delete', () => iam.policies.deleteVersion(POLICY_ARN, 'v1')],
  ])('is an answer: %s', async (_, call) => {
    stub.answer(queryError(404, 'NoSuchEntity'));

    const found = await call();

    expect(found).toBeUndefined();
  });

  it('is an empty list to the inspector', async () => {
    stub.answer(queryError(404, 'NoSuchEntity'));

    const lists = [
      await iam.inspector.userPolicies(USER_NAME),
      await iam.inspector.policiesAttachedToUser(USER_NAME),
      await iam.inspector.rolePolicyNames(ROLE_NAME),
      await iam.inspector.policiesAttachedToRole(ROLE_NAME),
    ];

    expect(lists).toEqual([{}, [], [], []]);
  });
});

describe('a name that is taken', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['user', () => iam.users.create(USER)],
    ['role', () => iam.roles.create(ROLE)],
    ['policy', () => iam.policies.create(POLICY)],
  ])('is an answer: %s', async (_, create) => {
    stub.answer(queryError(409, 'EntityAlreadyExists'));

    const created = await create();

    expect(created).toBeUndefined();
  });
});

describe('a user', () => {
  it('is found with its tags', async () => {
    stub.answer(
      queryReply('GetUser', `<User><Arn>${USER_ARN}</Arn>${CREATED}<Tags>${TAG_XML}</Tags></User>`),
    );

    const found = await iam.users.find(USER_NAME);

    expect(found).toEqual({ arn: USER_ARN, createdAt: new Date(MADE), tags: TAGS });
  });

  it('is made at our path with our tags', async () => {
    stub.answer(queryReply('CreateUser', `<User><Arn>${USER_ARN}</Arn>${CREATED}</User>`));

    const made = await iam.users.create(USER);

    expect(made).toEqual({ arn: USER_ARN, createdAt: new Date(MADE), tags: TAGS, boundaryArn: BOUNDARY });
    expect(stub.received.map(queryCall)).toEqual([
      [
        'CreateUser',
        {
          UserName: USER_NAME,
          Path: '/sp-api/',
          'Tags.member.1.Key': 'app',
          'Tags.member.1.Value': 'acme',
          'Tags.member.2.Key': 'managed-by',
          'Tags.member.2.Value': 'sp-api-private-app',
          PermissionsBoundary: BOUNDARY,
        },
      ],
    ]);
  });

  it('is found with its boundary, and put into another', async () => {
    const boundary = `<PermissionsBoundary><PermissionsBoundaryArn>other</PermissionsBoundaryArn></PermissionsBoundary>`;
    stub.answer(
      queryReply('GetUser', `<User><Arn>${USER_ARN}</Arn>${boundary}</User>`),
      queryReply('PutUserPermissionsBoundary', ''),
    );

    const found = await iam.users.find(USER_NAME);
    await iam.users.setBoundary(USER_NAME, BOUNDARY);

    expect(found?.boundaryArn).toBe('other');
    expect(stub.received.map(queryCall)[1]).toEqual([
      'PutUserPermissionsBoundary',
      { UserName: USER_NAME, PermissionsBoundary: BOUNDARY },
    ]);
  });

  it('has keys, active or not', async () => {
    const key = (id: string, status: string) =>
      `<member><AccessKeyId>${id}</AccessKeyId><Status>${status}</Status><CreateDate>${MADE}</CreateDate></member>`;
    const keys = key('A', 'Active') + key('B', 'Inactive');
    stub.answer(queryReply('ListAccessKeys', `<AccessKeyMetadata>${keys}</AccessKeyMetadata>`));

    const found = await iam.users.listAccessKeys(USER_NAME);

    expect(found).toEqual([
      { accessKeyId: 'A', active: true, createdAt: new Date(MADE) },
      { accessKeyId: 'B', active: false, createdAt: new Date(MADE) },
    ]);
  });

  it.each([
    ['<LastUsedDate>2027-01-01T00:00:00Z</LastUsedDate>', true],
    ['<ServiceName>N/A</ServiceName><Region>N/A</Region>', false],
  ])('has a key that was used or never: %s', async (last, used) => {
    const result = `<UserName>u</UserName><AccessKeyLastUsed>${last}</AccessKeyLastUsed>`;
    stub.answer(queryReply('GetAccessKeyLastUsed', result));

    const found = await iam.users.wasUsed('AKIAFAKE1');

    expect(found).toBe(used);
  });

  it.each([
    [true, 'Active'],
    [false, 'Inactive'],
  ])('has a key made active or not: %s', async (active, Status) => {
    stub.answer(queryReply('UpdateAccessKey', ''));

    await iam.users.setAccessKeyActive(USER_NAME, 'AKIAFAKE1', active);

    expect(stub.received.map(queryCall)).toEqual([
      ['UpdateAccessKey', { UserName: USER_NAME, AccessKeyId: 'AKIAFAKE1', Status }],
    ]);
  });

  it('gets no third key', async () => {
    stub.answer(queryError(409, 'LimitExceeded', 'Cannot exceed quota for AccessKeysPerUser: 2'));

    const error = await errorOf(iam.users.createAccessKey(USER_NAME));

    expect(error).toBeInstanceOf(AwsQuotaReached);
  });

  it('asks once for a key, because a lost answer has made one', async () => {
    stub.answer(BROKEN.reset, queryReply('CreateAccessKey', ''));

    const error = await errorOf(iam.users.createAccessKey(USER_NAME));

    expect(error).toBeInstanceOf(AwsUnavailable);
    expect(stub.received.map(queryCall)).toEqual([['CreateAccessKey', { UserName: USER_NAME }]]);
  });
});

describe('a role', () => {
  it('is found with its trust, decoded', async () => {
    const trust = `<AssumeRolePolicyDocument>${encoded(ROLE.trust)}</AssumeRolePolicyDocument>`;
    stub.answer(
      queryReply('GetRole', `<Role><Arn>${ROLE_ARN}</Arn>${CREATED}${trust}<Tags>${TAG_XML}</Tags></Role>`),
    );

    const found = await iam.roles.find(ROLE_NAME);

    expect(found).toEqual({ arn: ROLE_ARN, createdAt: new Date(MADE), trust: ROLE.trust, tags: TAGS });
  });

  it('is found with its boundary, and put into another', async () => {
    const boundary = `<PermissionsBoundary><PermissionsBoundaryArn>other</PermissionsBoundaryArn></PermissionsBoundary>`;
    const trust = `<AssumeRolePolicyDocument>${encoded(ROLE.trust)}</AssumeRolePolicyDocument>`;
    stub.answer(
      queryReply('GetRole', `<Role><Arn>${ROLE_ARN}</Arn>${trust}${boundary}</Role>`),
      queryReply('PutRolePermissionsBoundary', ''),
    );

    const found = await iam.roles.find(ROLE_NAME);
    await iam.roles.setBoundary(ROLE_NAME, BOUNDARY);

    expect(found?.boundaryArn).toBe('other');
    expect(stub.received.map(queryCall)[1]).toEqual([
      'PutRolePermissionsBoundary',
      { RoleName: ROLE_NAME, PermissionsBoundary: BOUNDARY },
    ]);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['create', () => iam.roles.create(ROLE)],
    ['updateTrust', () => iam.roles.updateTrust(ROLE_NAME, ROLE.trust)],
  ])('names a user that IAM does not know, whom it would trust: %s', async (_, call) => {
    stub.answer(
      queryError(400, 'MalformedPolicyDocument', `Invalid principal in policy: "AWS":"${USER_ARN}"`),
    );

    const error = await errorOf(call());

    expect(error).toBeInstanceOf(IamNotAsExpected);
    const action = expect.stringMatching(/^iam:(CreateRole|UpdateAssumeRolePolicy)$/);
    expect(error.details).toEqual({ action, role: ROLE_NAME, requestId: 'req-1' });
  });

  it('does not wait for a document that is wrong in another way', async () => {
    stub.answer(queryError(400, 'MalformedPolicyDocument', 'Syntax errors in policy.'));

    const error = await errorOf(iam.roles.create(ROLE));

    expect(error).toBeInstanceOf(UnexpectedReply);
  });

  it('lists what is attached, page after page', async () => {
    const page = (arn: string, rest: string) =>
      queryReply(
        'ListAttachedRolePolicies',
        `<AttachedPolicies><member><PolicyArn>${arn}</PolicyArn></member></AttachedPolicies>${rest}`,
      );
    stub.answer(
      page('a', '<IsTruncated>true</IsTruncated><Marker>next</Marker>'),
      page('b', '<IsTruncated>false</IsTruncated>'),
    );

    const arns = await iam.roles.listAttachedPolicyArns(ROLE_NAME);

    expect(arns).toEqual(['a', 'b']);
    expect(stub.received.map((request) => queryCall(request)[1].Marker)).toEqual([undefined, 'next']);
  });
});

describe('a change', () => {
  const trust = JSON.stringify(ROLE.trust);
  const document = JSON.stringify(POLICY.document);
  const tag = { 'Tags.member.1.Key': 'app', 'Tags.member.1.Value': 'acme' };
  const [RoleName, UserName, PolicyArn] = [ROLE_NAME, USER_NAME, POLICY_ARN];

  it.each<[string, Record<string, string>, () => Promise<unknown>]>([
    ['TagUser', { UserName, ...tag }, () => iam.users.tag(UserName, { app: 'acme' })],
    [
      'DeleteAccessKey',
      { UserName, AccessKeyId: 'AKIAFAKE' },
      () => iam.users.deleteAccessKey(UserName, 'AKIAFAKE'),
    ],
    ['DeleteUser', { UserName }, () => iam.users.delete(UserName)],
    ['TagRole', { RoleName, ...tag }, () => iam.roles.tag(RoleName, { app: 'acme' })],
    [
      'UpdateAssumeRolePolicy',
      { RoleName, PolicyDocument: trust },
      () => iam.roles.updateTrust(RoleName, ROLE.trust),
    ],
    ['AttachRolePolicy', { RoleName, PolicyArn }, () => iam.roles.attachPolicy(RoleName, PolicyArn)],
    ['DetachRolePolicy', { RoleName, PolicyArn }, () => iam.roles.detachPolicy(RoleName, PolicyArn)],
    ['DeleteRole', { RoleName }, () => iam.roles.delete(RoleName)],
    ['TagPolicy', { PolicyArn, ...tag }, () => iam.policies.tag(PolicyArn, { app: 'acme' })],
    [
      'CreatePolicyVersion',
      { PolicyArn, PolicyDocument: document, SetAsDefault: 'true' },
      () => iam.policies.createDefaultVersion(PolicyArn, POLICY.document),
    ],
    [
      'DeletePolicyVersion',
      { PolicyArn, VersionId: 'v1' },
      () => iam.policies.deleteVersion(PolicyArn, 'v1'),
    ],
    ['DeletePolicy', { PolicyArn }, () => iam.policies.delete(PolicyArn)],
    [
      'PutUserPolicy',
      { UserName, PolicyName: 'p', PolicyDocument: document },
      () => iam.userPolicies.put(UserName, 'p', POLICY.document),
    ],
    ['DeleteUserPolicy', { UserName, PolicyName: 'p' }, () => iam.userPolicies.delete(UserName, 'p')],
  ])('is sent whole: %s', async (action, sent, change) => {
    stub.answer(queryReply(action, ''));

    await change();

    expect(stub.received.map(queryCall)).toEqual([[action, sent]]);
  });

  it('makes a role and a policy at our path, with our tags', async () => {
    const tags = {
      'Tags.member.1.Key': 'app',
      'Tags.member.1.Value': 'acme',
      'Tags.member.2.Key': 'managed-by',
      'Tags.member.2.Value': 'sp-api-private-app',
    };
    const made = `<Role><Arn>${ROLE_ARN}</Arn>${CREATED}</Role>`;
    stub.answer(
      queryReply('CreateRole', made),
      queryReply('CreatePolicy', `<Policy><Arn>${POLICY_ARN}</Arn></Policy>`),
    );

    expect(await iam.roles.create(ROLE)).toEqual({ arn: ROLE_ARN, createdAt: new Date(MADE) });
    expect(await iam.policies.create(POLICY)).toBe(POLICY_ARN);
    expect(stub.received.map(queryCall)).toEqual([
      [
        'CreateRole',
        {
          RoleName,
          Path: '/sp-api/',
          Description: 'd',
          AssumeRolePolicyDocument: trust,
          PermissionsBoundary: BOUNDARY,
          ...tags,
        },
      ],
      [
        'CreatePolicy',
        { PolicyName: 'p', Path: '/sp-api/', Description: 'd', PolicyDocument: document, ...tags },
      ],
    ]);
  });
});

describe('a policy', () => {
  it('has versions, one of them the default', async () => {
    const version = (id: string, isDefault: string, made: string) =>
      `<member><VersionId>${id}</VersionId><IsDefaultVersion>${isDefault}</IsDefaultVersion>${made}</member>`;
    const versions = version('v2', 'true', CREATED) + version('v1', 'false', '');
    stub.answer(queryReply('ListPolicyVersions', `<Versions>${versions}</Versions>`));

    expect(await iam.policies.listVersions(POLICY_ARN)).toEqual([
      { versionId: 'v2', isDefault: true, createdAt: Date.parse(MADE) },
      { versionId: 'v1', isDefault: false, createdAt: 0 },
    ]);
  });

  it('is attached to roles, users and groups', async () => {
    const list = (kind: string, name: string) =>
      `<Policy${kind}s><member><${kind}Name>${name}</${kind}Name></member></Policy${kind}s>`;
    stub.answer(
      queryReply('ListEntitiesForPolicy', list('Role', 'r') + list('User', 'u') + list('Group', 'g')),
    );

    expect(await iam.policies.listEntities(POLICY_ARN)).toEqual(['role r', 'user u', 'group g']);
  });
});

describe('a document', () => {
  it('of the default version is read decoded', async () => {
    const version = `<Document>${encoded(sellingPartnerPolicy())}</Document><VersionId>v3</VersionId>`;
    stub.answer(
      queryReply(
        'GetPolicy',
        `<Policy><Arn>${POLICY_ARN}</Arn><DefaultVersionId>v3</DefaultVersionId></Policy>`,
      ),
      queryReply('GetPolicyVersion', `<PolicyVersion>${version}</PolicyVersion>`),
    );

    const document = await iam.inspector.policyDocument(POLICY_ARN);

    expect(document).toEqual(sellingPartnerPolicy());
    expect(stub.received.map((request) => queryCall(request)[1].VersionId)).toEqual([undefined, 'v3']);
  });

  it('of every inline policy is read by name', async () => {
    const document = `<PolicyName>p</PolicyName><PolicyDocument>${encoded(stsPolicy(ROLE_ARN))}</PolicyDocument>`;
    stub.answer(
      queryReply('ListUserPolicies', '<PolicyNames><member>p</member></PolicyNames>'),
      queryReply('GetUserPolicy', document),
    );

    const found = await iam.inspector.userPolicies(USER_NAME);

    expect(found).toEqual({ p: stsPolicy(ROLE_ARN) });
  });
});

describe('the simulator', () => {
  const request = {
    principalArn: USER_ARN,
    action: 'sts:AssumeRole',
    resourceArn: ROLE_ARN,
    region: 'eu-west-1',
    at: new Date('2027-01-01T00:00:00.500Z'),
  };
  const organization = (allowed: boolean) =>
    `<OrganizationsDecisionDetail><AllowedByOrganizations>${allowed}</AllowedByOrganizations></OrganizationsDecisionDetail>`;
  const boundary =
    '<PermissionsBoundaryDecisionDetail><AllowedByPermissionsBoundary>false</AllowedByPermissionsBoundary></PermissionsBoundaryDecisionDetail>';
  const missing = '<MissingContextValues><member>aws:SourceVpc</member></MissingContextValues>';
  const matched =
    '<MatchedStatements><member><SourcePolicyId>p</SourcePolicyId></member></MatchedStatements>';
  const ofResource = (details: string) =>
    `<ResourceSpecificResults><member><EvalResourceName>${ROLE_ARN}</EvalResourceName>${details}</member></ResourceSpecificResults>`;

  it.each([
    ['outside an organization', 'allowed', matched, { decision: 'allowed' }],
    ['allowed by it', 'allowed', organization(true), { decision: 'allowed', allowedByOrganization: true }],
    [
      'denied by it',
      'implicitDeny',
      organization(false),
      { decision: 'implicitDeny', allowedByOrganization: false },
    ],
    [
      'denied by the boundary',
      'implicitDeny',
      ofResource(boundary),
      { decision: 'implicitDeny', allowedByBoundary: false },
    ],
    [
      'denied by a statement',
      'explicitDeny',
      `${organization(false)}${matched}`,
      { decision: 'explicitDeny', allowedByOrganization: false, deniedByStatement: true },
    ],
    [
      'without a value for a condition, told twice',
      'implicitDeny',
      `${missing}${ofResource(missing)}`,
      { decision: 'implicitDeny', missingKeys: ['aws:SourceVpc'] },
    ],
  ])('tells who decides: %s', async (_, decision, detail, expected) => {
    const result = `<EvalActionName>a</EvalActionName><EvalDecision>${decision}</EvalDecision>${detail}`;
    stub.answer(
      queryReply(
        'SimulatePrincipalPolicy',
        `<EvaluationResults><member>${result}</member></EvaluationResults>`,
      ),
    );

    const simulation = await iam.inspector.simulate(request);

    expect(simulation).toEqual(expected);
  });

  it('is given what is known of the call', async () => {
    stub.answer(queryReply('SimulatePrincipalPolicy', '<EvaluationResults/>'));

    await iam.inspector.simulate(request);

    const known = [
      ['aws:RequestedRegion', 'string', 'eu-west-1'],
      ['aws:PrincipalArn', 'string', USER_ARN],
      ['aws:PrincipalAccount', 'string', '111122223333'],
      ['aws:PrincipalType', 'string', 'User'],
      ['aws:SecureTransport', 'boolean', 'true'],
      ['aws:ViaAWSService', 'boolean', 'false'],
      ['aws:CurrentTime', 'date', '2027-01-01T00:00:00Z'],
    ];
    const entries = known.flatMap(([name, type, value], i) => [
      [`ContextEntries.member.${i + 1}.ContextKeyName`, name],
      [`ContextEntries.member.${i + 1}.ContextKeyType`, type],
      [`ContextEntries.member.${i + 1}.ContextKeyValues.member.1`, value],
    ]);
    expect(stub.received.map(queryCall)).toEqual([
      [
        'SimulatePrincipalPolicy',
        {
          PolicySourceArn: USER_ARN,
          'ActionNames.member.1': 'sts:AssumeRole',
          'ResourceArns.member.1': ROLE_ARN,
          ...Object.fromEntries(entries),
        },
      ],
    ]);
  });
});
