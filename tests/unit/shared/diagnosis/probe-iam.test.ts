import { describe, expect, it } from '@jest/globals';
import { iamProbes } from '#shared/diagnosis/probe-iam.ts';
import { type PolicyDocument, trustPolicy } from '#shared/domain/iam-documents.ts';
import { fakeServices } from '../../../support/fakes/services.ts';
import { APP, ROLE_ARN, ROLE_NAME, USER_ARN } from '../../../support/subjects.ts';

const ROOT = 'arn:aws:iam::111122223333:root';
const OTHER = 'arn:aws:iam::111122223333:user/sp-api/other';
type Statement = Record<string, unknown>;
const allow = (Principal: unknown, more: Statement = {}): Statement => ({
  Effect: 'Allow',
  Action: 'sts:AssumeRole',
  Principal,
  ...more,
});
const CONDITION = { Condition: { StringEquals: { 'sts:ExternalId': 'x' } } };

async function roleFacts(
  Statement: Statement | Statement[] | undefined,
  roleArn = ROLE_ARN,
  path = '/sp-api/',
) {
  const services = fakeServices();
  if (Statement) {
    const trust = { Version: '2012-10-17', Statement } as unknown as PolicyDocument;
    services.iamRoles.add({ roleName: ROLE_NAME, path, trust, tags: {} });
  }
  const { getRole, trustPolicy: again } = iamProbes(services, { appName: APP, userArn: USER_ARN, roleArn });
  const [found] = [await getRole?.(), await again?.()];
  return [found?.facts, services.iamRoles.calls.length];
}

describe('a role that trusts', () => {
  it.each<[string, Statement | Statement[], boolean | undefined]>([
    ['the user', allow({ AWS: USER_ARN }), true],
    ['the user among others', allow({ AWS: [OTHER, USER_ARN] }), true],
    ['the account by its root', allow({ AWS: ROOT }), true],
    ['the account by its number', allow({ AWS: '111122223333' }), true],
    ['everybody', allow('*'), true],
    ['every account', allow({ AWS: '*' }), true],
    ['another user', allow({ AWS: OTHER }), false],
    ['a service', allow({ Service: 'lambda.amazonaws.com' }), false],
    ['nobody', [], false],
    ['the user under a condition', allow({ AWS: USER_ARN }, CONDITION), undefined],
    ['the user, and under a condition', [allow({ AWS: USER_ARN }), allow({ AWS: ROOT }, CONDITION)], true],
    [
      'the user, and denies it',
      [allow({ AWS: USER_ARN }), allow({ AWS: ROOT }, { Effect: 'Deny' })],
      undefined,
    ],
    [
      'the user, and denies another',
      [allow({ AWS: USER_ARN }), allow({ AWS: OTHER }, { Effect: 'Deny' })],
      true,
    ],
    ['all but some', allow(undefined, { NotPrincipal: { AWS: OTHER } }), undefined],
  ])('%s lets the user in, or not, or nobody knows', async (_, statement, expected) => {
    expect(await roleFacts(statement)).toEqual([
      { roleExists: true, ...(expected !== undefined && { trustPolicyAllowsCaller: expected }) },
      1,
    ]);
  });
});

describe('a role', () => {
  const own = trustPolicy(USER_ARN).Statement as unknown as Statement;

  it('that is not there, or has another path, does not exist', async () => {
    expect(await roleFacts(undefined)).toEqual([{ roleExists: false }, 1]);
    expect(await roleFacts(own, ROLE_ARN, '/')).toEqual([{ roleExists: false }, 1]);
  });

  it('of another account is not read', async () => {
    expect(await roleFacts(own, ROLE_ARN.replace('111122223333', '999999999999'))).toEqual([undefined, 0]);
  });
});
