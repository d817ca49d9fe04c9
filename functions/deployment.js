/**
 * Turns every functions/<step>/function.yml into a Lambda function and an IAM role of its own, so that a step's
 * settings and rights stand beside its code. Read by serverless.yml.
 *
 * With --param pages=off the task pages are left out: no function, no address, no role of theirs.
 *
 * What the deployer asks for (--param) is in a function's settings from the start: the framework names the version of a
 * function after its code and settings, and a version with a new name can be published only where one of these changed.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { requireShortStage } from '../shared/domain/installation.ts';
import { logicalName, serviceRole } from '../shared/release/service-role.ts';
import { hasPages, PAGE_FUNCTIONS } from '../shared/release/task-pages.ts';

const folder = import.meta.dirname;

const steps = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => ({ name, settings: parse(readFileSync(join(folder, name, 'function.yml'), 'utf8')) }));

const wantsPages = async ({ resolveVariable }) =>
  hasPages((await resolveVariable('param:pages')) || undefined);

const deployed = (pages) => steps.filter(({ name }) => pages || !PAGE_FUNCTIONS.includes(name));

const camel = (name) => logicalName(name).replace(/^[A-Z]/, (letter) => letter.toLowerCase());
const roleId = (name) => `${logicalName(name)}FunctionRole`;

const role = (name, statements) =>
  serviceRole('lambda.amazonaws.com', name, [writeLogs(name), ...statements]);

const writeLogs = (name) => ({
  Effect: 'Allow',
  Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  Resource: {
    'Fn::Sub': `arn:aws:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:/aws/lambda/\${self:service}-\${sls:stage}-${name}:*`,
  },
});

/** The variables of a function, with the deployer's own boundary in place of the stack's, with their key, and without pages. */
function variables(environment = {}, { boundaryArn, keyArn, pages }) {
  const chosen = (name, value) => {
    if (boundaryArn && value.Ref === 'CredentialsBoundary') return boundaryArn;
    return name === 'PAGE_URL' && !pages ? 'off' : value;
  };
  const entries = Object.entries(environment).map(([name, value]) => [name, chosen(name, value)]);
  return { ...Object.fromEntries(entries), ...(keyArn && { KMS_KEY_ARN: keyArn }) };
}

/** The functions, by the camel-case name that gives `<Step>LambdaFunction` as logical id. */
export async function functions({ resolveVariable }) {
  const names = steps.map(({ name }) => name);
  requireShortStage(await resolveVariable('sls:stage'), await resolveVariable('self:service'), names);
  const asked = {
    boundaryArn: await resolveVariable('param:permissionsBoundaryArn'),
    keyArn: await resolveVariable('param:kmsKeyArn'),
    pages: await wantsPages({ resolveVariable }),
  };
  return Object.fromEntries(
    deployed(asked.pages).map(({ name, settings: { iam: _, environment, ...settings } }) => [
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
export async function resources({ resolveVariable }) {
  const chosen = deployed(await wantsPages({ resolveVariable }));
  return {
    Resources: Object.fromEntries(
      chosen.map(({ name, settings }) => [roleId(name), role(name, settings.iam)]),
    ),
  };
}
