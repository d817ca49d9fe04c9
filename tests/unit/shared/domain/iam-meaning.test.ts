import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type PolicyDocument,
  type PolicyStatement,
  stsPolicy,
  trustPolicy,
} from '#shared/domain/iam-documents.ts';
import { allows, type Right, sameDocument } from '#shared/domain/iam-meaning.ts';
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
    ['an empty condition', document(A), document({ ...A, Condition: {} })],
    ['an operator without a key', document(A), document({ ...A, Condition: { StringEquals: {} } })],
    ['the older version', document(A), { ...document(A), Version: '2008-10-17' }],
    ['statements that are repeated', document(A), document(A, A)],
    [
      'statements that are merged',
      document(A),
      document({ ...A, Action: 's3:GetObject' }, { ...A, Action: 's3:PutObject' }),
    ],
    [
      'principals that are merged',
      document(B),
      document({ ...B, Principal: { AWS: 'x' } }, { ...B, Principal: { AWS: 'y' } }),
    ],
    [
      "an account's number or its root",
      trustPolicy('111122223333'),
      trustPolicy('arn:aws:iam::111122223333:root'),
    ],
    [
      'everybody, with or without a type',
      trustPolicy('*'),
      document({ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' }),
    ],
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
    [
      'the version where a variable needs it',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of IAM
      { ...document({ ...A, Resource: ['a', 'b${aws:username}'] }), Version: '2008-10-17' },
    ],
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

const INVOKE: Right = { action: 'execute-api:Invoke', resource: 'arn:aws:execute-api:*:*:*' };
const ASSUME: Right = { action: 'sts:AssumeRole', principal: USER_ARN };
const allow = (Action: string | string[], Resource: string | string[], more = {}) =>
  document({ Effect: 'Allow', Action, Resource, ...more });
const trust = (Principal: PolicyStatement['Principal'], more = {}) =>
  document({ Effect: 'Allow', ...(Principal && { Principal }), Action: 'sts:AssumeRole', ...more });
const TLS = { Condition: { Bool: { 'aws:SecureTransport': 'true' } } };
const exact = allow('execute-api:Invoke', 'arn:aws:execute-api:*:*:*');

describe('a document allows', () => {
  it.each<[string, PolicyDocument, Right, string]>([
    ['just that', exact, INVOKE, 'yes'],
    ['a wider action', allow('execute-api:*', 'arn:aws:execute-api:*:*:*'), INVOKE, 'yes'],
    ['every action', allow('*', '*'), INVOKE, 'yes'],
    ['a wider resource', allow('Execute-API:invoke', 'arn:aws:execute-api:*'), INVOKE, 'yes'],
    ['all but others', document({ Effect: 'Allow', NotAction: 'iam:*', NotResource: 'x' }), INVOKE, 'yes'],
    ['a narrower resource', allow('execute-api:Invoke', 'arn:aws:execute-api:us-east-1:*:*'), INVOKE, 'no'],
    ['one sign for many', allow('execute-api:Invoke', 'arn:aws:execute-api:?:?:?'), INVOKE, 'no'],
    ['something else', stsPolicy(ROLE_ARN), INVOKE, 'no'],
    ['with a condition', allow('*', '*', TLS), INVOKE, 'conditionally'],
    ['with an empty condition', allow('*', '*', { Condition: {} }), INVOKE, 'yes'],
    [
      'and denies',
      document(...(exact.Statement as PolicyStatement[]), { Effect: 'Deny', Action: '*', Resource: '*' }),
      INVOKE,
      'no',
    ],
    ['the user', trustPolicy(USER_ARN), ASSUME, 'yes'],
    ['the user among others', trust({ AWS: ['x', USER_ARN] }), ASSUME, 'yes'],
    ['the account', trust({ AWS: '111122223333' }), ASSUME, 'yes'],
    ['the root of the account', trust({ AWS: 'arn:aws:iam::111122223333:root' }), ASSUME, 'yes'],
    ['everybody', trust('*'), ASSUME, 'yes'],
    ['a service', trust({ Service: 'lambda.amazonaws.com' }), ASSUME, 'no'],
    ['another account', trust({ AWS: '444455556666' }), ASSUME, 'no'],
    ['nobody', trust(undefined), ASSUME, 'no'],
  ])('%s: %#', (_, given, right, expected) => {
    expect(allows(given, right)).toBe(expected);
  });
});

describe('whatever a document holds', () => {
  it.each(['Action', 'Resource', 'Principal', 'Condition'])(
    '%s may be an object with a toString of its own',
    (name) => {
      const odd = { AWS: { toString: 1 } };
      const strange = document({ ...A, [name]: [odd, { toString: null, valueOf: 0 }] } as never);

      expect(sameDocument(strange, strange)).toBe(true);
      expect(allows(strange, { action: 's3:putobject', resource: 'c', principal: USER_ARN })).toBe('no');
    },
  );

  it('it is compared without a fault, and is the same as itself', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.dictionary(
            fc.constantFrom('Effect', 'Action', 'Resource', 'Principal', 'Condition', 'NotAction', 'Sid'),
            fc.jsonValue({ maxDepth: 2 }),
          ),
        ),
        (statements) => {
          const given = document(...(statements as unknown as PolicyStatement[]));

          expect(sameDocument(given, structuredClone(given))).toBe(true);
          expect(['yes', 'no', 'conditionally']).toContain(allows(given, INVOKE));
        },
      ),
    );
  });

  it('the order of statements and the way in which they are split mean nothing', () => {
    const some = fc.subarray(['a:1', 'a:2', 'b:*', 'c:3'], { minLength: 1 });
    fc.assert(
      fc.property(fc.array(fc.record({ Action: some, Resource: some }), { minLength: 1 }), (parts) => {
        const statements = parts.map((part) => ({ Effect: 'Allow', ...part }));
        const split = statements.flatMap((one) =>
          one.Action.map((Action) => ({ ...one, Action, Resource: one.Resource.toReversed() })),
        );

        expect(sameDocument(document(...statements), document(...split.toReversed()))).toBe(true);
      }),
    );
  });
});
