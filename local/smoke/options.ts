import { SSMClient } from '@aws-sdk/client-ssm';
import { Command } from 'commander';
import { whyNoRegion } from '#shared/domain/partition.ts';

/** What was asked for on the command line. */
export interface SmokeOptions {
  region?: string;
  local?: boolean;
  yes?: boolean;
  /** The throw-away stage of an earlier trial, to be deleted. */
  clean?: string;
  /** `name=value` for `serverless deploy --param`. */
  param: string[];
}

const HELP = `
It uses the AWS credentials that every AWS tool uses: AWS_PROFILE, SSO, variables, a role. Exit code 0 when every step went well and nothing
is left, 1 otherwise, 130 when it was interrupted.

Examples:
  npm run smoke -- --region eu-central-1
  npm run smoke -- --region eu-central-1 --param permissionsBoundaryArn=arn:aws:iam::111122223333:policy/ours
  npm run smoke -- --clean smoke-1a2b3c --region eu-central-1
  npm run smoke -- --local --yes
`;

/** Reads the command line; ends the process after --help and a wrong option. */
export function readOptions(argv: string[]): SmokeOptions {
  const collect = (value: string, earlier: string[]) => [...earlier, value];
  return new Command('smoke')
    .description(
      'Tries everything once on AWS: deploys a throw-away stage, runs steps 1 to 4 of the tutorial, and deletes everything again.',
    )
    .option('--region <region>', 'AWS region to deploy to (default: that of your AWS configuration)')
    .option('--local', 'rehearse on the embedded AWS, without an account')
    .option('--yes', 'do not ask before the deployment')
    .option('--clean <stage>', 'only delete what an earlier trial left')
    .option('--param <name=value>', 'parameter of the deployment; may be repeated', collect, [])
    .addHelpText('after', HELP)
    .parse(argv)
    .opts<SmokeOptions>();
}

/** The parameters of the deployment by name. @throws Error for one that is not `name=value` */
export function paramsOf({ param }: Pick<SmokeOptions, 'param'>): Record<string, string> {
  return Object.fromEntries(
    param.map((text) => {
      const [, name = '', value = ''] = /^([^=]+)=(.*)$/.exec(text) ?? [];
      if (!name) throw new Error(`--param ${text} must be name=value.`);
      return [name, value];
    }),
  );
}

/** The region that was given, or that of the AWS configuration. @throws Error when there is none, or SP-API has no use in it */
export async function regionOf(options: SmokeOptions): Promise<string> {
  const region = options.region ?? (await configuredRegion());
  const why = whyNoRegion(region);
  if (why) throw new Error(why);
  return region;
}

async function configuredRegion(): Promise<string> {
  try {
    return await new SSMClient({}).config.region();
  } catch {
    throw new Error('No AWS region is set. Give --region, for example --region eu-central-1.');
  }
}
