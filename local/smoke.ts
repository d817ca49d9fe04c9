import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { AWS_CLIENT_CONFIG } from '#shared/clients/aws-config.ts';
import { confirmed } from '../cli/prompts.ts';
import { serverlessDeploy } from './smoke/deploy.ts';
import { describeFailure } from './smoke/describe-failure.ts';
import { embeddedPlace, type Place } from './smoke/embedded.ts';
import { allKinds } from './smoke/inventory.ts';
import { paramsOf, readOptions, regionOf, type SmokeOptions } from './smoke/options.ts';
import { announcement, reportLines } from './smoke/report.ts';
import { cleanCommand, namesOf, randomStage, type SmokeSession } from './smoke/session.ts';
import { cleanEarlier, runSmoke } from './smoke/smoke.ts';
import { stopSignals } from './smoke/stop-signals.ts';

/** The first run on AWS, made safe: deploys a throw-away stage, tries it, and deletes everything again. */
const options = readOptions(process.argv);
const say = (text: string) => console.log(text);

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`Error: ${describeFailure(error)}`);
  process.exitCode = 1;
}

async function main(): Promise<number> {
  const stage = options.clean ?? randomStage();
  // A wrong name is refused before anything is started.
  namesOf(stage, '');
  const place = options.local ? await embeddedPlace(stage, paramsOf(options), say) : await awsPlace(options);
  try {
    return await tryIn(place, stage);
  } finally {
    await place.close();
  }
}

async function tryIn({ aws, ...place }: Place, stage: string): Promise<number> {
  const names = namesOf(stage, aws.region);
  const identity = await new STSClient(aws).send(new GetCallerIdentityCommand({}));
  say(`You are ${identity.Arn} in the account ${identity.Account}.`);
  const leave = () => {
    say(`Stopped. Something may be left in the account. Delete it: ${cleanCommand(names)}`);
    process.exit(130);
  };
  const session: SmokeSession = {
    ...place,
    ...names,
    aws,
    kinds: allKinds(aws),
    say,
    signal: stopSignals(leave),
  };
  say(
    options.clean
      ? `This deletes everything of ${stage}.`
      : announcement(session, identity.Account ?? '').join('\n'),
  );
  if (!options.yes && !(await agreed())) return 1;
  say(`If this machine stops meanwhile, delete what is left with: ${cleanCommand(session)}\n`);
  const result = await (options.clean ? cleanEarlier(session) : runSmoke(session));
  say(reportLines(session, result).join('\n'));
  if (session.signal.aborted) return 130;
  return result.clean && result.rows.every((row) => row.result === 'ok') ? 0 : 1;
}

async function agreed(): Promise<boolean> {
  if (!process.stdin.isTTY)
    throw new Error('There is no terminal to ask on. Give --yes to go on without being asked.');
  return confirmed('Go on?');
}

async function awsPlace(given: SmokeOptions): Promise<Place> {
  const region = await regionOf(given);
  const deploy = serverlessDeploy(given.param.flatMap((param) => ['--param', param]));
  const aws = { ...AWS_CLIENT_CONFIG, region };
  return { aws, env: process.env, deploy, pollMs: 3_000, patienceMinutes: 5, close: async () => {} };
}
