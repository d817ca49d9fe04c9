import { describe, expect, it } from '@jest/globals';
import {
  decodeDocument,
  type PolicyDocument,
  type PolicyStatement,
  sameDocument,
  sellingPartnerPolicy,
  stsPolicy,
  trustPolicy,
} from '#shared/domain/iam-documents.ts';
import { ROLE_ARN, USER_ARN } from '../../../support/subjects.ts';

const Version = '2012-10-17';
const A: PolicyStatement = {
  Effect: 'Allow',
  Action: ['s3:GetObject', 's3:PutObject'],
  Resource: ['a', 'b'],
};
const B: PolicyStatement = { Effect: 'Deny', Action: 'sts:AssumeRole', Principal: { AWS: ['x', 'y'] } };
const document = (...Statement: PolicyStatement[]): PolicyDocument => ({ Version, Statement });
const bool = (value: string | boolean) =>
  document({ ...A, Condition: { Bool: { 'aws:SecureTransport': value } } });

describe("the tutorial's documents", () => {
  it('allow what each step says, and no more', () => {
    const documents = [sellingPartnerPolicy(), trustPolicy(USER_ARN), stsPolicy(ROLE_ARN)];

    expect(documents).toEqual([
      document({ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: 'arn:aws:execute-api:*:*:*' }),
      document({ Effect: 'Allow', Principal: { AWS: USER_ARN }, Action: 'sts:AssumeRole' }),
      document({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: ROLE_ARN }),
    ]);
  });
});

describe('two documents mean the same', () => {
  it.each<[string, PolicyDocument, PolicyDocument]>([
    ['the order of statements', document(A, B), document(B, A)],
    ['the order of actions', document(A), document({ ...A, Action: ['s3:PutObject', 's3:GetObject'] })],
    ['the order of resources', document(A), document({ ...A, Resource: ['b', 'a'] })],
    ['the order of principals', document(B), document({ ...B, Principal: { AWS: ['y', 'x'] } })],
    ['a lone statement or a list of one', document(A), { Version, Statement: A }],
    ['a lone action or a list of one', document(B), document({ ...B, Action: ['sts:AssumeRole'] })],
    [
      'a lone principal or a list of one',
      trustPolicy('x'),
      document({ Effect: 'Allow', Principal: { AWS: ['x'] }, Action: 'sts:AssumeRole' }),
    ],
    ['the case of actions', document(B), document({ ...B, Action: 'STS:assumerole' })],
    ['the statement id', document(A), document({ ...A, Sid: 'Any' })],
    ['the document id', document(A), { ...document(A), Id: 'any' }],
    ['the type of a condition value', bool('true'), bool(true)],
    [
      'the order of the keys',
      document(A),
      document({ Resource: ['a', 'b'], Action: A.Action as string[], Effect: 'Allow' }),
    ],
  ])('whatever %s', (_, one, other) => {
    const same = [sameDocument(one, other), sameDocument(other, one)];

    expect(same).toEqual([true, true]);
  });
});

describe('two documents differ', () => {
  it.each<[string, PolicyDocument]>([
    ['the version', { ...document(A), Version: '2008-10-17' }],
    ['an effect', document({ ...A, Effect: 'Deny' })],
    ['an action less', document({ ...A, Action: 's3:GetObject' })],
    ['an action more', document({ ...A, Action: [...(A.Action as string[]), 's3:DeleteObject'] })],
    [
      'NotAction for Action',
      document({ Effect: 'Allow', NotAction: A.Action as string[], Resource: ['a', 'b'] }),
    ],
    ['a resource', document({ ...A, Resource: ['a', 'c'] })],
    ['the case of a resource', document({ ...A, Resource: ['A', 'b'] })],
    ['a principal', document({ ...A, Principal: '*' })],
    ['a condition', bool('true')],
    ['a statement more', document(A, B)],
    ['the same statement twice', document(A, A)],
    ['no statement', document()],
  ])('by %s', (_, other) => {
    const same = [sameDocument(document(A), other), sameDocument(other, document(A))];

    expect(same).toEqual([false, false]);
  });

  it('by the value of a condition', () => {
    const same = sameDocument(bool('true'), bool('false'));

    expect(same).toBe(false);
  });
});

describe('decodeDocument', () => {
  it("reads IAM's URL-encoded text, a plus sign included", () => {
    const original = document({ Effect: 'Allow', Action: 'a:b+c', Resource: 'arn:aws:s3:::x y/*?%' });

    const decoded = decodeDocument(encodeURIComponent(JSON.stringify(original)).replaceAll('%2B', '+'));

    expect(decoded).toEqual(original);
  });

  it.each(['', 'not JSON', '%E0%A4%A'])('throws on "%s"', (text) => {
    const decode = () => decodeDocument(text);

    expect(decode).toThrow(Error);
  });
});
