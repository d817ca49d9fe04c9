import { expect, it } from '@jest/globals';
import { encrypted } from '#shared/release/customer-key.ts';
import type { TemplateResource } from '#shared/release/template.ts';

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1';
const parameter = (path: string) => ({ 'Fn::Sub': `arn:aws:ssm:x:y:parameter/${path}` });
const SECRET = parameter('sp-api/*/lwa/client-secret');
const PLAIN = parameter('sp-api/*/config');

/** The rights to the key that a role with some rights gets. */
function keyRights(...statements: [actions: string | string[], resource: unknown][]) {
  const Statement = statements.map(([Action, Resource]) => ({ Effect: 'Allow', Action, Resource }));
  const Role: TemplateResource = {
    Type: 'AWS::IAM::Role',
    Properties: { Policies: [{ PolicyName: 'p', PolicyDocument: { Statement } }] },
  };
  const { Resources } = encrypted({ Resources: { Role } }, KEY);
  return Resources.Role?.Properties.Policies[0].PolicyDocument.Statement.slice(statements.length);
}

const through = (service: string, ...Action: string[]) => ({
  Effect: 'Allow',
  Action,
  Resource: KEY,
  Condition: {
    StringEquals: { 'kms:ViaService': { 'Fn::Sub': `${service}.\${AWS::Region}.amazonaws.com` } },
  },
});

it.each<[string, Parameters<typeof keyRights>, object[]]>([
  ['reads a secret', [['ssm:GetParameters', SECRET]], [through('ssm', 'kms:Decrypt')]],
  ['reads secrets by path', [['ssm:GetParametersByPath', [PLAIN, SECRET]]], [through('ssm', 'kms:Decrypt')]],
  ['writes a secret', [[['ssm:PutParameter'], SECRET]], [through('ssm', 'kms:Encrypt')]],
  [
    'reads and writes secrets',
    [[['ssm:GetParameters', 'ssm:PutParameter'], SECRET]],
    [through('ssm', 'kms:Decrypt', 'kms:Encrypt')],
  ],
  ['reads and writes other parameters', [[['ssm:GetParameters', 'ssm:PutParameter'], PLAIN]], []],
  ['deletes a secret', [['ssm:DeleteParameters', SECRET]], []],
  ['sends messages', [['sns:Publish', '*']], [through('sns', 'kms:GenerateDataKey', 'kms:Decrypt')]],
  ['subscribes', [['sns:Subscribe', '*']], []],
  [
    'does both',
    [
      ['sns:Publish', '*'],
      ['ssm:GetParameters', SECRET],
    ],
    [through('ssm', 'kms:Decrypt'), through('sns', 'kms:GenerateDataKey', 'kms:Decrypt')],
  ],
])('a role that %s may use the key for it, and only through the service', (_, statements, expected) => {
  expect(keyRights(...statements)).toEqual(expected);
});

it.each([
  'sp-api/*/iam/access-key',
  'sp-api/*/iam/pending-access-key',
  'sp-api/*/lwa/client-secret',
  'sp-api/*/lwa/previous-client-secret',
  'sp-api/*/authorizations/*/refresh-token',
  'sp-api/*/tasks/*',
])('%s is a secret', (path) => {
  expect(keyRights(['ssm:GetParameters', parameter(path)])).toEqual([through('ssm', 'kms:Decrypt')]);
});

it('what keeps something names the key, and the key of the stack is left out', () => {
  const of = (Type: string) => ({ Type, Properties: {} });
  const { Resources } = encrypted(
    {
      Resources: {
        ClientSecretKey: of('AWS::KMS::Key'),
        Logs: of('AWS::Logs::LogGroup'),
        Topic: of('AWS::SNS::Topic'),
        Queue: of('AWS::SQS::Queue'),
        Bucket: of('AWS::S3::Bucket'),
        Rule: { Type: 'AWS::Events::Rule', Properties: { Key: { Ref: 'ClientSecretKey' } } },
      },
    },
    KEY,
  );

  expect(Object.entries(Resources).map(([name, { Properties }]) => [name, Properties])).toEqual([
    ['Logs', { KmsKeyId: KEY }],
    ['Topic', { KmsMasterKeyId: KEY }],
    ['Queue', { KmsMasterKeyId: KEY }],
    ['Bucket', {}],
    ['Rule', { Key: KEY }],
  ]);
});
