import { SFNClient } from '@aws-sdk/client-sfn';
import { SSMClient } from '@aws-sdk/client-ssm';
import { AWS_CLIENT_CONFIG } from '#shared/clients/aws-config.ts';
import { systemClock } from '#shared/clients/clock.ts';
import { createLwa } from '#shared/clients/lwa.ts';
import { createParameterStore } from '#shared/clients/parameter-store.ts';
import { createSts } from '#shared/clients/sts.ts';
import { createTaskTokens } from '#shared/clients/task-tokens.ts';
import type { Services } from '#shared/services.ts';
import { UsageError } from './errors.ts';
import { readLocalEnvironment, requireAnswer } from './local-environment.ts';

const LWA_ENDPOINT = 'https://api.amazon.com/auth/o2/token';

/** Options that every command takes. */
export interface GlobalOptions {
  region?: string;
  local?: boolean;
  lwaEndpoint?: string;
}

/** Configuration of every AWS client of a command. */
export type AwsConfig = typeof AWS_CLIENT_CONFIG & {
  region: string;
  endpoint?: string;
  credentials?: { accessKeyId: string; secretAccessKey: string };
};

/** The AWS that a command talks to, and what it needs there. */
export interface Connection {
  aws: AwsConfig;
  services: Pick<Services, 'clock' | 'lwa' | 'parameters' | 'sts' | 'taskTokens'>;
  sfn: SFNClient;
  ssm: SSMClient;
  /** Known beforehand on a local stack only. */
  stateMachineArn?: string;
  /** How a person calls the same AWS again: `--local`, `--region …` or nothing. */
  again: string;
}

/**
 * Secrets go to this address, so it has to be encrypted, unless it is this machine.
 * @throws UsageError
 */
function requireSafe(endpoint: string): string {
  const url = URL.parse(endpoint);
  const safe = url?.protocol === 'https:' || /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url?.hostname ?? '');
  if (safe) return endpoint;
  throw new UsageError('--lwa-endpoint must be an https address, or one of this machine.');
}

/**
 * Connects to the local stack, or to AWS as the SDK finds it: `AWS_PROFILE`, variables, SSO, a role.
 * @throws UsageError when no region is set or the LWA endpoint is not safe, CommandRefused when no local stack is running
 */
export async function connect(options: GlobalOptions): Promise<Connection> {
  if (options.local) return connectLocally(options);
  const region = options.region ?? (await configuredRegion());
  const again = options.region ? ` --region ${region}` : '';
  return connectionOf({ ...AWS_CLIENT_CONFIG, region }, options.lwaEndpoint ?? LWA_ENDPOINT, again);
}

async function connectLocally(options: GlobalOptions): Promise<Connection> {
  const local = readLocalEnvironment();
  await requireAnswer(local);
  const { endpoint, region, accessKeyId, secretAccessKey, lwaEndpoint, stateMachineArn } = local;
  const aws = { ...AWS_CLIENT_CONFIG, endpoint, region, credentials: { accessKeyId, secretAccessKey } };
  return { ...connectionOf(aws, options.lwaEndpoint ?? lwaEndpoint, ' --local'), stateMachineArn };
}

function connectionOf(aws: AwsConfig, lwaEndpoint: string, again: string): Connection {
  const services = {
    clock: systemClock,
    lwa: createLwa(requireSafe(lwaEndpoint)),
    parameters: createParameterStore(aws),
    sts: createSts(aws),
    taskTokens: createTaskTokens(aws),
  };
  return { aws, services, sfn: new SFNClient(aws), ssm: new SSMClient(aws), again };
}

async function configuredRegion(): Promise<string> {
  try {
    return await new SSMClient({}).config.region();
  } catch {
    throw new UsageError('No AWS region is set. Give --region, or set AWS_REGION, or use --local.');
  }
}
