import { SFNClient } from '@aws-sdk/client-sfn';
import { SSMClient } from '@aws-sdk/client-ssm';
import { AWS_CLIENT_CONFIG } from '#shared/clients/aws-config.ts';
import { systemClock } from '#shared/clients/clock.ts';
import { createGuard } from '#shared/clients/guard.ts';
import { createLwa } from '#shared/clients/lwa.ts';
import { createParameterStore } from '#shared/clients/parameter-store.ts';
import { createSpApi } from '#shared/clients/sp-api.ts';
import { createSts } from '#shared/clients/sts.ts';
import { createTaskTokens } from '#shared/clients/task-tokens.ts';
import type { Installation } from '#shared/domain/installation.ts';
import { whyNoRegion } from '#shared/domain/partition.ts';
import type { Services } from '#shared/services.ts';
import type { AnswerNeeds } from '#shared/tasks/answer-task.ts';
import { type AwsConfig, isThisMachine } from './aws-config.ts';
import { callerOf } from './caller.ts';
import { UsageError } from './errors.ts';
import { findInstallation } from './installation.ts';
import { type LocalEnvironment, readLocalEnvironment, requireAnswer } from './local-environment.ts';

/** Amazon's own addresses, the same as in serverless.yml. */
const AMAZON: AmazonAddresses = {
  lwaEndpoint: 'https://api.amazon.com/auth/o2/token',
  spApiEndpoint: 'https://{host}.amazon.com',
  centralEndpoint: 'https://{host}',
};

interface AmazonAddresses {
  lwaEndpoint: string;
  spApiEndpoint: string;
  /** Template of the Seller and Vendor Centrals. */
  centralEndpoint: string;
}

/** Options that every command takes. */
export interface GlobalOptions {
  region?: string;
  stage?: string;
  namespace?: string;
  local?: boolean;
  lwaEndpoint?: string;
  spApiEndpoint?: string;
  kmsKeyArn?: string;
}

/** The AWS that a command talks to, and what it needs there. */
export interface Connection {
  aws: AwsConfig;
  services: AnswerNeeds & Pick<Services, 'sts'>;
  sfn: SFNClient;
  ssm: SSMClient;
  installation: Installation;
  /** Token endpoint of Login with Amazon. */
  lwaEndpoint: string;
  centralEndpoint: string;
  /** Known beforehand on a local stack only. */
  stateMachineArn?: string;
  /** How a person calls the same AWS again: `--local`, `--region …` or nothing. */
  again: string;
}

/**
 * Secrets and tokens go to these addresses, so they have to be encrypted, unless they are this machine.
 * @throws UsageError
 */
function requireSafe(option: string, endpoint: string): string {
  const url = URL.parse(endpoint.replace('{host}', 'host'));
  if (url?.protocol === 'https:' || isThisMachine(url)) return endpoint;
  throw new UsageError(`${option} must be an https address, or one of this machine.`);
}

/**
 * The SDK sends every request to the address that such a variable names, without a word.
 * @throws UsageError for an address that is neither encrypted nor this machine
 * Source: docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function requireSafeVariables(variables: Record<string, string | undefined>): void {
  for (const [name, address] of Object.entries(variables))
    if (/^AWS_ENDPOINT_URL(_|$)/.test(name) && address) requireSafe(name, address);
}

/**
 * Connects to the local stack, or to AWS as the SDK finds it: `AWS_PROFILE`, variables, SSO, a role.
 * @throws UsageError when no region is set, SP-API has no use in it, or an endpoint is not safe; CommandRefused when no local stack is running
 */
export async function connect(options: GlobalOptions): Promise<Connection> {
  if (options.local) return connectLocally(options);
  const aws = await awsOf(options);
  const { kmsKeyArn } = options;
  // Refused before anything is sent.
  const amazon = addresses(AMAZON, options);
  const installation = await findInstallation(aws, options);
  return connectionOf(aws, installation, amazon, repeated(options), kmsKeyArn);
}

/**
 * AWS as the SDK finds it, in the region that is meant.
 * @throws UsageError when no region is set, SP-API has no use in it, or an endpoint is not safe
 */
export async function awsOf({ region }: Pick<GlobalOptions, 'region'>): Promise<AwsConfig> {
  requireSafeVariables(process.env);
  return { ...AWS_CLIENT_CONFIG, region: requireRegion(region ?? (await configuredRegion())) };
}

/** The options that lead to the same deployment again. */
export function repeated({ region, stage, namespace, kmsKeyArn }: GlobalOptions): string {
  const given = {
    '--region': region,
    '--stage': stage,
    '--namespace': namespace,
    '--kms-key-arn': kmsKeyArn,
  };
  return Object.entries(given)
    .filter(([, value]) => value)
    .map(([option, value]) => ` ${option} ${value}`)
    .join('');
}

async function connectLocally(options: GlobalOptions): Promise<Connection> {
  const local = readLocalEnvironment();
  refuseOtherStack(options, local);
  await requireAnswer(local);
  const { endpoint, region, stage, namespace, accessKeyId, secretAccessKey, stateMachineArn } = local;
  const aws = { ...AWS_CLIENT_CONFIG, endpoint, region, credentials: { accessKeyId, secretAccessKey } };
  return {
    ...connectionOf(aws, { namespace, stage, region }, addresses(local, options), ' --local'),
    stateMachineArn,
  };
}

/**
 * `--local` is one stack, whose region, stage and namespace are its own.
 * @throws UsageError for an option that means another stack
 */
export function refuseOtherStack(
  { region, stage, namespace, kmsKeyArn }: GlobalOptions,
  local: Pick<LocalEnvironment, 'region' | 'stage' | 'namespace'>,
): void {
  const given = { region, stage, namespace };
  for (const option of ['region', 'stage', 'namespace'] as const)
    if (given[option] !== undefined && given[option] !== local[option])
      throw new UsageError(
        `The ${option} of the local stack is ${local[option]}: leave out --${option} ${given[option]}, or leave out --local to use AWS.`,
      );
  if (kmsKeyArn) throw new UsageError('The local stack has no such key: leave out --kms-key-arn.');
}

function addresses(usual: AmazonAddresses, { lwaEndpoint, spApiEndpoint }: GlobalOptions): AmazonAddresses {
  return {
    lwaEndpoint: requireSafe('--lwa-endpoint', lwaEndpoint ?? usual.lwaEndpoint),
    spApiEndpoint: requireSafe('--sp-api-endpoint', spApiEndpoint ?? usual.spApiEndpoint),
    centralEndpoint: usual.centralEndpoint,
  };
}

function connectionOf(
  aws: AwsConfig,
  installation: Installation,
  amazon: AmazonAddresses,
  again: string,
  keyArn?: string,
): Connection {
  const services = {
    clock: systemClock,
    guard: createGuard(),
    lwa: createLwa(amazon.lwaEndpoint),
    parameters: createParameterStore({ ...aws, installation, keyArn }),
    spApi: createSpApi(),
    spApiEndpoint: amazon.spApiEndpoint,
    sts: createSts(aws),
    taskTokens: createTaskTokens(aws),
    who: callerOf(aws),
  };
  const { centralEndpoint, lwaEndpoint } = amazon;
  return {
    aws,
    services,
    sfn: new SFNClient(aws),
    ssm: new SSMClient(aws),
    installation,
    lwaEndpoint,
    centralEndpoint,
    again,
  };
}

/** @throws UsageError for a region in which SP-API has no use */
function requireRegion(region: string): string {
  const why = whyNoRegion(region);
  if (why) throw new UsageError(why);
  return region;
}

async function configuredRegion(): Promise<string> {
  try {
    return await new SSMClient({}).config.region();
  } catch {
    throw new UsageError('No AWS region is set. Give --region, or set AWS_REGION, or use --local.');
  }
}
