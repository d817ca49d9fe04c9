import type { Command } from 'commander';
import { deployedTemplate } from '#shared/release/deployed-template.ts';
import { nextSteps } from '#shared/release/next-steps.ts';
import type { Params } from '#shared/release/template.ts';
import { awsOf, type GlobalOptions, repeated } from '../connection.ts';
import { deploy, type Wish } from '../deploy/deploy.ts';
import { readParams } from '../deploy/params.ts';
import { type PackedRelease, readRelease } from '../deploy/release-folder.ts';
import { UsageError } from '../errors.ts';
import { stageNamed } from '../installation.ts';
import { note, print } from '../output.ts';
import { VERSION } from '../package-json.ts';
import { stackNameOf } from '../stack-outputs.ts';

interface Options extends GlobalOptions {
  param: string[];
  yes?: boolean;
}

const EXAMPLES = `
It shows what changes, and asks before it changes anything. Give the same --param each time: what is left out has its
default again. If you stop it, CloudFormation continues; run it again to see the end.

Examples:
  spapi deploy --stage prod --region eu-west-1
  spapi deploy --stage prod --region eu-west-1 --param pages=off --param checkSchedule='rate(12 hours)'
  spapi deploy --stage prod --region eu-west-1 --yes
`;

/** Adds `deploy` to the program. */
export function addDeploy(program: Command): void {
  program
    .command('deploy')
    .summary('deploy the stack of this version, or update it')
    .description('Deploys the stack of this version with CloudFormation, or updates it.')
    .option(
      '--param <name=value>',
      'a parameter of the deployment; may be repeated',
      (one: string, all: string[]) => [...all, one],
      [],
    )
    .option('--yes', 'do not ask')
    .addHelpText('after', EXAMPLES)
    .action((_options, command: Command) => deployRelease(command.optsWithGlobals<Options>()));
}

async function deployRelease(options: Options): Promise<void> {
  const { local, yes = false } = options;
  const stage = stageNamed(options.stage);
  if (local) throw new UsageError('The local stack is deployed by "npm run local". Leave --local out.');
  if (!stage) throw new UsageError('Name the stage, for example --stage prod, or set SPAPI_STAGE.');
  if (!yes && !(process.stdin.isTTY && process.stderr.isTTY))
    throw new UsageError('There is no terminal to ask on. Give --yes to deploy without a question.');
  const release = readRelease();
  const params = paramsOf(options, release);
  // Refused before anything is sent.
  made(release, stage, params);
  const aws = await awsOf(options);
  const { accountOf, deployServices } = await import('../deploy/live.ts');
  const account = await accountOf(aws);
  const stackName = stackNameOf(stage);
  const { region } = aws;
  const wish: Wish = {
    stackName,
    region,
    account,
    codeOf: release.codeOf,
    templateFor: (namespace) => made(release, stage, { ...(namespace && { namespace }), ...params }),
  };
  note(`Version ${VERSION} to the stack ${stackName} in ${region}, account ${account}.`);
  const { ended, stack } = await deploy(deployServices(aws, stackName, { stage, yes }), wish);
  if (ended === 'declined') {
    process.exitCode = 1;
    return note('Stopped. Nothing was changed.');
  }
  print(ended === 'deployed' ? `${stackName} is deployed.` : `${stackName} is up to date.`);
  const again = repeated({ region, stage, ...(params.kmsKeyArn && { kmsKeyArn: params.kmsKeyArn }) });
  print(...nextSteps(stack?.outputs ?? {}, { options: again, region }));
}

/** Also what the options of all commands say. */
function paramsOf({ param, namespace, kmsKeyArn }: Options, { defaults }: PackedRelease): Params {
  return {
    ...(namespace && { namespace }),
    ...(kmsKeyArn && { kmsKeyArn }),
    ...readParams(param, Object.keys(defaults)),
  };
}

function made(release: PackedRelease, stage: string, params: Params) {
  try {
    return deployedTemplate(release, stage, params);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
