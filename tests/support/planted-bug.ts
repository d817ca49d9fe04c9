import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LambdaClient, UpdateFunctionCodeCommand } from '@aws-sdk/client-lambda';
import { DescribeStateMachineCommand, SFNClient, UpdateStateMachineCommand } from '@aws-sdk/client-sfn';
import { type BuildOptions, build } from 'esbuild';
import { strToU8, zipSync } from 'fflate';
import { parse } from 'yaml';
import { addBootstrap } from '../../local/engine/local-package.ts';
import { projectRoot } from '../../local/engine/project-root.ts';
import type { LocalStack } from '../../local/stack/local-stack.ts';

/** A change of a step's source. */
export interface Edit {
  step: string;
  /** A file in the folder of the step. */
  file: string;
  replace: string;
  by: string;
}

type Stack = Pick<LocalStack, 'deployment' | 'engine'>;

/** Deploys a step with a changed source while something runs. */
export async function withPlantedBug(stack: Stack, edit: Edit, run: () => Promise<void>): Promise<void> {
  await deploy(stack, edit.step, await bundle(edit));
  try {
    await run();
  } finally {
    await deploy(stack, edit.step, await bundle({ ...edit, by: edit.replace }));
  }
}

/** Publishes a version of a step, and lets the state machines call it from their next executions on. */
async function deploy({ engine, deployment }: Stack, step: string, ZipFile: Uint8Array): Promise<void> {
  const lambda = new LambdaClient(engine.clientConfig);
  const sfn = new SFNClient(engine.clientConfig);
  const FunctionName = `${deployment.stackName}-${step}`;
  const { Version } = await lambda.send(
    new UpdateFunctionCodeCommand({ FunctionName, ZipFile, Publish: true }),
  );
  const machines = Object.values(deployment.outputs).filter((value) => value.includes(':stateMachine:'));
  for (const stateMachineArn of machines) {
    const { definition = '' } = await sfn.send(new DescribeStateMachineCommand({ stateMachineArn }));
    const changed = definition.replace(new RegExp(`(:${FunctionName}:)\\d+`, 'g'), `$1${Version}`);
    if (changed !== definition)
      await sfn.send(new UpdateStateMachineCommand({ stateMachineArn, definition: changed }));
  }
}

/** The bundle of a step, made as the packaging makes it. */
async function bundle({ step, file, replace, by }: Edit): Promise<Uint8Array> {
  const handler = `functions/${step}/handler`;
  const source = readFileSync(join(projectRoot, `functions/${step}/${file}`), 'utf8');
  if (!source.includes(replace)) throw new Error(`${file} of ${step} has no "${replace}"`);
  const contents = source.replace(replace, by);
  const { outputFiles = [] } = await build({
    ...settings(),
    entryPoints: [join(projectRoot, `${handler}.ts`)],
    platform: 'node',
    write: false,
    absWorkingDir: projectRoot,
    plugins: [
      {
        name: 'planted-bug',
        setup: ({ onLoad }) =>
          onLoad({ filter: new RegExp(`/${step}/${file.replace('.', '\\.')}$`) }, () => ({
            contents,
            loader: 'ts',
          })),
      },
    ],
  });
  return addBootstrap(zipSync({ [`${handler}.mjs`]: strToU8(outputFiles[0]?.text ?? '') }));
}

function settings(): BuildOptions {
  return parse(readFileSync(join(projectRoot, 'serverless.yml'), 'utf8')).custom.esbuild;
}
