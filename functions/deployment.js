/**
 * Turns every functions/<step>/function.yml into a Lambda function and an IAM role of its own, so that a step's
 * settings and rights stand beside its code. Read by serverless.yml.
 *
 * What the deployer asks for (--param) is in a function's settings from the start: the framework names the version of a
 * function after its code and settings, and a version with a new name can be published only where one of these changed.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { requireShortStage } from '../shared/domain/installation.ts';

const folder = import.meta.dirname;

const steps = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => ({ name, settings: parse(readFileSync(join(folder, name, 'function.yml'), 'utf8')) }));

const pascal = (name) => name.replace(/(^|-)([a-z])/g, (_, __, letter) => letter.toUpperCase());
const camel = (name) => pascal(name).replace(/^[A-Z]/, (letter) => letter.toLowerCase());
const roleId = (name) => `${pascal(name)}FunctionRole`;

const role = (name, statements) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
      ],
    },
    Policies: [
      {
        PolicyName: name,
        PolicyDocument: { Version: '2012-10-17', Statement: [writeLogs(name), ...statements] },
      },
    ],
  },
});

const writeLogs = (name) => ({
  Effect: 'Allow',
  Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  Resource: {
    'Fn::Sub': `arn:aws:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:/aws/lambda/\${self:service}-\${sls:stage}-${name}:*`,
  },
});

/** The variables of a function, with the deployer's own boundary in place of the stack's, and with their key. */
function variables(environment = {}, { boundaryArn, keyArn }) {
  const entries = Object.entries(environment).map(([name, value]) => [
    name,
    boundaryArn && value.Ref === 'CredentialsBoundary' ? boundaryArn : value,
  ]);
  return { ...Object.fromEntries(entries), ...(keyArn && { KMS_KEY_ARN: keyArn }) };
}

/** The functions, by the camel-case name that gives `<Step>LambdaFunction` as logical id. */
export async function functions({ resolveVariable }) {
  const names = steps.map(({ name }) => name);
  requireShortStage(await resolveVariable('sls:stage'), await resolveVariable('self:service'), names);
  const asked = {
    boundaryArn: await resolveVariable('param:permissionsBoundaryArn'),
    keyArn: await resolveVariable('param:kmsKeyArn'),
  };
  return Object.fromEntries(
    steps.map(({ name, settings: { iam: _, environment, ...settings } }) => [
      camel(name),
      {
        name: `\${self:service}-\${sls:stage}-${name}`,
        handler: `functions/${name}/handler.handler`,
        role: roleId(name),
        environment: variables(environment, asked),
        ...settings,
      },
    ]),
  );
}

/** The roles, one a function. */
export const resources = {
  Resources: Object.fromEntries(steps.map(({ name, settings }) => [roleId(name), role(name, settings.iam)])),
};
