/**
 * Deploys every machine of this folder. What is the same for all is made here: name, role, log group, log delivery, tracing,
 * the right to call the functions that its definition calls. What is special stands in statemachines/<name>.machine.yml:
 * `description`, `events`, `statements` of its role, and `resources` that belong to it. Read by serverless.yml.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { logicalName, serviceRole } from '../shared/release/service-role.ts';

const folder = import.meta.dirname;

const fullName = (name) => `\${self:service}-\${sls:stage}-${name}`;

/** Logical ids of the functions that a definition calls, in the order in which it first does. */
function functionsIn(name) {
  const definition = readFileSync(join(folder, `${name}.asl.yaml`), 'utf8');
  const calls = definition.matchAll(/FunctionName: \{ Fn::GetAtt: \[(\w+), Arn\] \}/g);
  return [...new Set([...calls].map(([, id]) => id))];
}

const role = (name, statements) => serviceRole('states.amazonaws.com', name, statementsOf(name, statements));

const statementsOf = (name, own) => [
  {
    Effect: 'Allow',
    Action: 'lambda:InvokeFunction',
    Resource: functionsIn(name).map((id) => ({ 'Fn::Sub': `\${${id}.Arn}:*` })),
  },
  ...own,
  // Tells of a failure where the function that does so has failed too.
  { Effect: 'Allow', Action: 'sns:Publish', Resource: { Ref: 'Topic' } },
  {
    Effect: 'Allow',
    Action: [
      'logs:CreateLogDelivery',
      'logs:GetLogDelivery',
      'logs:UpdateLogDelivery',
      'logs:DeleteLogDelivery',
      'logs:ListLogDeliveries',
      'logs:PutResourcePolicy',
      'logs:DescribeResourcePolicies',
      'logs:DescribeLogGroups',
      'xray:PutTraceSegments',
      'xray:PutTelemetryRecords',
      'xray:GetSamplingRules',
      'xray:GetSamplingTargets',
    ],
    // Step Functions sets log delivery up account-wide and X-Ray has no resources: AWS allows only "*" here.
    Resource: '*',
  },
];

const logGroup = (name) => ({
  Type: 'AWS::Logs::LogGroup',
  Properties: { LogGroupName: `/aws/vendedlogs/states/${fullName(name)}`, RetentionInDays: 365 },
});

const machine = (name, id, events) => ({
  id,
  name: fullName(name),
  type: 'STANDARD',
  useExactVersion: true,
  role: { 'Fn::GetAtt': [`${id}MachineRole`, 'Arn'] },
  tracingConfig: { enabled: true },
  loggingConfig: {
    level: 'ALL',
    // The input and output of states are nobody's business but the console's.
    includeExecutionData: false,
    destinations: [{ 'Fn::GetAtt': [`${id}LogGroup`, 'Arn'] }],
  },
  ...(events && { events }),
  definition: `\${file(statemachines/${name}.asl.yaml)}`,
});

/** A machine as it is deployed, and all that belongs to it. */
export function deploymentOf(name) {
  const id = logicalName(name);
  const {
    description,
    events,
    statements = [],
    resources = {},
  } = parse(readFileSync(join(folder, `${name}.machine.yml`), 'utf8'));
  return {
    machine: machine(name, id, events),
    resources: {
      Resources: {
        ...resources.Resources,
        [`${id}LogGroup`]: logGroup(name),
        [`${id}MachineRole`]: role(name, statements),
      },
      Outputs: { [`${id}Arn`]: { Description: description, Value: { Ref: id } }, ...resources.Outputs },
    },
  };
}

const machines = readdirSync(folder)
  .filter((name) => name.endsWith('.machine.yml'))
  .map((name) => deploymentOf(name.replace('.machine.yml', '')));

/** The state machines, by the camel-case form of their logical ids. */
export const stateMachines = Object.fromEntries(
  machines.map(({ machine }) => [machine.id.replace(/^[A-Z]/, (letter) => letter.toLowerCase()), machine]),
);

/** Their roles, log groups and all else that belongs to them. */
export const resources = {
  Resources: Object.assign({}, ...machines.map((machine) => machine.resources.Resources)),
  Outputs: Object.assign({}, ...machines.map((machine) => machine.resources.Outputs)),
};
