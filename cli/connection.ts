import { AWS_CLIENT_CONFIG } from '#shared/clients/aws-config.ts';
import { whyNoRegion } from '#shared/domain/partition.ts';
import { type AwsConfig, isThisMachine } from './aws-config.ts';
import { UsageError } from './errors.ts';
import { findInstallation } from './installation.ts';
import { type LocalEnvironment, readLocalEnvironment, requireAnswer } from './local-environment.ts';
import type { AmazonAddresses, Connection } from './open-connection.ts';

export type { Connection } from './open-connection.ts';

/** Amazon's own addresses, the same as in serverless.yml. */
const AMAZON: AmazonAddresses = {
  lwaEndpoint: 'https://api.amazon.com/auth/o2/token',
  spApiEndpoint: 'https://{host}.amazon.com',
  centralEndpoint: 'https://{host}',
};

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
  const { openConnection } = await import('./open-connection.ts');
  return openConnection(aws, installation, amazon, repeated(options), kmsKeyArn);
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
  const { openConnection } = await import('./open-connection.ts');
  return {
    ...openConnection(aws, { namespace, stage, region }, addresses(local, options), ' --local'),
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

/** @throws UsageError for a region in which SP-API has no use */
function requireRegion(region: string): string {
  const why = whyNoRegion(region);
  if (why) throw new UsageError(why);
  return region;
}

async function configuredRegion(): Promise<string> {
  const { SSMClient } = await import('./sdk.ts');
  try {
    return await new SSMClient({}).config.region();
  } catch {
    throw new UsageError('No AWS region is set. Give --region, or set AWS_REGION, or use --local.');
  }
}
