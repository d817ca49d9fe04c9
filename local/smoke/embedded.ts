import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AWS_CLIENT_CONFIG } from '#shared/clients/aws-config.ts';
import type { AwsConfig } from '../../cli/aws-config.ts';
import { startEngine } from '../engine/engine.ts';
import { addBootstrap, localTemplate, readPackage } from '../engine/local-package.ts';
import { packageOnce } from '../engine/package-cache.ts';
import { projectRoot } from '../engine/project-root.ts';
import { serverlessDeploy } from './deploy.ts';
import type { SmokeSession } from './session.ts';

/** Where a trial runs. */
export interface Place {
  aws: AwsConfig;
  env: NodeJS.ProcessEnv;
  deploy: SmokeSession['deploy'];
  pollMs: number;
  patienceMinutes: number;
  close(): Promise<void>;
}

const POLL_MS = 200;
/** Waits and retry intervals of the state machines take a hundredth. */
const WAIT_SCALE = 0.01;

/**
 * The embedded AWS, and a package that `serverless deploy` can deploy there.
 * @param given parameters of the deployment, by name
 */
export async function embeddedPlace(
  stage: string,
  given: Record<string, string>,
  say: (text: string) => void,
): Promise<Place> {
  const folder = join(projectRoot, '.local', stage);
  const engine = await startEngine({ waitScale: WAIT_SCALE, log: say, dataFolder: join(folder, 'engine') });
  const close = async () => {
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const { endpoint, region, credentials } = engine;
    const packageFolder = await localPackage(join(folder, 'package'), stage, given);
    const env = {
      PATH: process.env.PATH,
      HOME: folder,
      CI: '1',
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    };
    const aws = { ...AWS_CLIENT_CONFIG, endpoint, region, credentials };
    return {
      aws,
      env,
      deploy: serverlessDeploy(['--package', packageFolder]),
      pollMs: POLL_MS,
      patienceMinutes: 0.5,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The package of the stage, with functions that run on the embedded AWS. */
async function localPackage(folder: string, stage: string, given: Record<string, string>): Promise<string> {
  const params = {
    lwaEndpoint: 'https://api.amazon.com/auth/o2/token',
    spApiEndpoint: 'https://{host}.amazon.com',
    centralEndpoint: 'https://{host}',
    chat: 'off',
    ...given,
  };
  await packageOnce({ folder, stage, params });
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.zip')))
    writeFileSync(join(folder, file), addBootstrap(readFileSync(join(folder, file))));
  const bucket = { Ref: 'ServerlessDeploymentBucket' };
  const template = localTemplate(readPackage(folder).template, { bucket, functionEnvironment: {} });
  writeFileSync(join(folder, 'cloudformation-template-update-stack.json'), JSON.stringify(template));
  const stateFile = join(folder, 'serverless-state.json');
  const state = JSON.parse(readFileSync(stateFile, 'utf8'));
  state.service.provider.compiledCloudFormationTemplate = template;
  writeFileSync(stateFile, JSON.stringify(state));
  return folder;
}
