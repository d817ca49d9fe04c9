import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { iamPrefixes } from '#shared/domain/iam-names.ts';
import type { Installation } from '#shared/domain/installation.ts';

const ACCOUNT = '111122223333';
const SERVICE = 'sp-api-private-app';

interface Statement {
  Effect: 'Allow' | 'Deny';
  Action: string | string[];
  Resource: unknown;
}
interface Resource {
  Type: string;
  Properties: Record<string, unknown> & { Policies?: { PolicyDocument: { Statement: Statement[] } }[] };
}

/** A right as the sources grant it: actions on patterns of ARNs. */
export interface Right {
  role: string;
  effect: 'Allow' | 'Deny';
  actions: string[];
  patterns: string[];
}

const list = <T>(value: T | T[]): T[] => [value].flat() as T[];

interface Sources {
  Resources: Record<string, Resource>;
}

/** The resources of a file of the configuration, with all parameters as they are by default. */
async function importedResources(file: string) {
  const { resources } = (await import(file)) as {
    resources: Sources | ((variables: object) => Promise<Sources>);
  };
  const made = typeof resources === 'function' ? resources({ resolveVariable: async () => '' }) : resources;
  return (await made).Resources;
}

const { custom: _, resources: parts } = parse(readFileSync('serverless.yml', 'utf8'));
const SOURCES: Record<string, Resource> = {
  ...(await importedResources('../../functions/deployment.js')),
  ...(await importedResources('../../statemachines/deployment.js')),
  ...parts.find((part: unknown) => typeof part === 'object').Resources,
};

/** Fills in what the framework and CloudFormation put into the sources. */
export function fillIn(text: string, installation: Installation): string {
  const { namespace, stage, region } = installation;
  const { user, role, policy } = iamPrefixes(installation);
  const values: Record<string, string> = {
    'self:service': SERVICE,
    'sls:stage': stage,
    'self:custom.namespace': namespace,
    'self:custom.iamPrefixes.user': user,
    'self:custom.iamPrefixes.role': role,
    'self:custom.iamPrefixes.policy': policy,
    'AWS::Region': region,
    'AWS::AccountId': ACCOUNT,
  };
  return text.replaceAll(/\$\{([^}]+)\}/g, (whole, name) => values[name] ?? whole);
}

/** The rights of all roles whose resources are written as ARNs; references to resources of the stack are exact anyway. */
export const rightsOf = (installation: Installation): Right[] =>
  Object.entries(SOURCES).flatMap(([role, { Properties }]) =>
    (Properties.Policies ?? [])
      .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
      .map(({ Effect, Action, Resource }) => ({
        role,
        effect: Effect,
        actions: list(Action),
        patterns: list(Resource as object).flatMap((one) => written(one, installation)),
      })),
  );

function written(resource: unknown, installation: Installation): string[] {
  if (typeof resource === 'string') return [fillIn(resource, installation)];
  const { 'Fn::Sub': text } = resource as { 'Fn::Sub'?: string };
  return text?.startsWith('arn:') ? [fillIn(text, installation)] : [];
}

/** ARNs of what has a name in the sources, by the property that names it. */
const NAMED: Record<string, (name: string) => string[]> = {
  LogGroupName: (name) => [`logs:REGION:${ACCOUNT}:log-group:${name}:stream`],
  QueueName: (name) => [`sqs:REGION:${ACCOUNT}:${name}`],
  TopicName: (name) => [`sns:REGION:${ACCOUNT}:${name}`],
};

/** ARNs of everything of a stack that has a name: functions with their logs, machines with their executions, queues, topics. */
export function resourcesOf(installation: Installation, functions: string[], machines: string[]): string[] {
  const prefix = `${SERVICE}-${installation.stage}`;
  const named = Object.values(SOURCES).flatMap(({ Properties }) =>
    Object.entries(NAMED).flatMap(([property, arnsOf]) =>
      typeof Properties[property] === 'string' ? arnsOf(fillIn(Properties[property], installation)) : [],
    ),
  );
  return [
    ...named,
    ...functions.flatMap((name) => [
      `lambda:REGION:${ACCOUNT}:function:${prefix}-${name}`,
      `logs:REGION:${ACCOUNT}:log-group:/aws/lambda/${prefix}-${name}:stream`,
    ]),
    ...machines.flatMap((name) => [
      `states:REGION:${ACCOUNT}:stateMachine:${prefix}-${name}`,
      `states:REGION:${ACCOUNT}:execution:${prefix}-${name}:x`,
      `states:REGION:${ACCOUNT}:execution:${prefix}-${name}/map:x`,
    ]),
  ].map((arn) => `arn:aws:${arn.replace('REGION', installation.region)}`);
}

/** ARNs of what an installation creates for an application, in IAM and in Parameter Store. */
export function arnsOf(installation: Installation, names: { iam: string[]; parameters: string[] }): string[] {
  return [
    ...names.iam.map((path) => `arn:aws:iam::${ACCOUNT}:${path}`),
    ...names.parameters.map((name) => `arn:aws:ssm:${installation.region}:${ACCOUNT}:parameter${name}`),
  ];
}
