import { describe, expect, it } from '@jest/globals';
import { sellingPartnerPolicy, stsPolicy, trustPolicy } from '#shared/domain/iam-documents.ts';
import { judgePolicy, type Statement } from '../../../support/policies/judge-policy.ts';
import { policiesOf } from '../../../support/policies/template-policies.ts';

const PARAMETER = 'arn:aws:ssm:us-east-1:123456789012:parameter/sp-api/*';
const USER = 'arn:aws:iam::123456789012:user/sp-api/u';
const ROLE = 'arn:aws:iam::123456789012:role/sp-api/r';
const judge = (statement: Statement) => judgePolicy({ Statement: statement });
const underCondition = (Condition: Statement['Condition'] = {}) =>
  judge({ Action: 'iam:AttachRolePolicy', Resource: ROLE, Condition });

describe('AWS has nothing against', () => {
  it.each([
    ['the policy of the role', sellingPartnerPolicy()],
    ['the trust of the role', trustPolicy(USER)],
    ['the policy of the user', stsPolicy(ROLE)],
  ])('%s', async (_, policy) => {
    expect(await judgePolicy(policy)).toEqual([]);
  });
});

describe('an action', () => {
  it.each(['ssm:PutParametr', 'sms:PutParameter', 'ssm:Frob*'])('%s is none of AWS', async (action) => {
    expect(await judge({ Action: action, Resource: '*' })).toEqual([`${action}: no such action`]);
  });

  it('may be a wildcard, and is compared without regard to case', async () => {
    expect(await judge({ Action: ['SSM:putparameter', 'ssm:Get*'], Resource: PARAMETER })).toEqual([]);
  });
});

describe('a resource', () => {
  it('is of a kind that the action takes', async () => {
    expect(await judge({ Action: ['iam:CreateUser', 'iam:CreateRole'], Resource: ROLE })).toEqual([
      `iam:CreateUser: does not take ${ROLE}`,
    ]);
  });

  it('is "*" where the action takes no other', async () => {
    expect(await judge({ Action: 'ssm:DescribeParameters', Resource: PARAMETER })).toEqual([
      `ssm:DescribeParameters: takes "*" only, not ${PARAMETER}`,
    ]);
  });

  it.each([
    'arn:aws:iam:us-east-1:123456789012:role/r',
    'arn:aws:iam::role/r',
    'arn:aws:sts::123456789012:role/r',
    'role/r',
  ])('%s is no ARN of a role', async (resource) => {
    expect(await judge({ Action: 'iam:CreateRole', Resource: resource })).toHaveLength(1);
  });
});

describe('a condition', () => {
  it('has a key that the action knows, and an operator that fits it', async () => {
    expect(
      await underCondition({
        ArnLike: { 'iam:PolicyARN': ROLE },
        StringEqualsIfExists: { 'aws:PrincipalTag/team': 'a', 'aws:ResourceTag/app': 'b' },
        Bool: { 'aws:SecureTransport': 'true' },
      }),
    ).toEqual([]);
  });

  it.each<[string, string, string]>([
    ['StringEqual', 'iam:PolicyARN', 'StringEqual: no such operator'],
    ['StringEquals', 'iam:PolicyArns', 'iam:PolicyArns: no such condition key'],
    [
      'StringEquals',
      'iam:PassedToService',
      'iam:AttachRolePolicy: does not know the condition key iam:PassedToService',
    ],
    ['StringEquals', 'aws:TagKeys', 'iam:AttachRolePolicy: does not know the condition key aws:TagKeys'],
    ['ArnEquals', 'aws:PrincipalAccount', 'ArnEquals: does not fit aws:PrincipalAccount, a String'],
    ['Bool', 'iam:PolicyARN', 'Bool: does not fit iam:PolicyARN, a ARN'],
    ['ForAllValues:ArnLike', 'iam:PolicyARN', 'ForAllValues:ArnLike: iam:PolicyARN has one value only'],
  ])('%s on %s is wrong', async (operator, key, finding) => {
    expect(await underCondition({ [operator]: { [key]: 'x' } })).toEqual([finding]);
  });
});

describe('a template', () => {
  it('is judged by the ARNs it will have, wherever its policies are', async () => {
    const allow = (Action: string, Resource: unknown) => ({ Statement: [{ Action, Resource }] });
    const found = policiesOf({
      Resources: {
        Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 't' } },
        Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'q' } },
        Role: {
          Type: 'AWS::IAM::Role',
          Properties: { Policies: [{ PolicyDocument: allow('sns:Publish', { Ref: 'Topic' }) }] },
        },
        QueuePolicy: {
          Type: 'AWS::SQS::QueuePolicy',
          Properties: { PolicyDocument: allow('sns:Publish', { 'Fn::GetAtt': ['Queue', 'Arn'] }) },
        },
      },
    });
    const judged = found.map(async ({ place, policy }) => [place, await judgePolicy(policy)]);

    expect(await Promise.all(judged)).toEqual([
      ['Role', []],
      ['QueuePolicy', ['sns:Publish: does not take arn:aws:sqs:us-east-1:123456789012:q']],
    ]);
  });
});
