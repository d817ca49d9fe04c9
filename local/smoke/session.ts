import { randomBytes } from 'node:crypto';
import { type Installation, namespaceOf } from '#shared/domain/installation.ts';
import type { AwsConfig } from '../../cli/aws-config.ts';
import { stackNameOf } from '../../cli/stack-outputs.ts';
import { runCommand } from '../engine/processes.ts';
import { projectRoot } from '../engine/project-root.ts';
import type { Kind } from './kinds/kind.ts';

/** One trial: where it runs, and what it is called there. */
export interface SmokeSession {
  aws: AwsConfig;
  installation: Installation;
  stackName: string;
  /** The one application of the trial. */
  appName: string;
  /** Variables of the commands that are run: the caller's own, or those of the embedded AWS. */
  env: NodeJS.ProcessEnv;
  /**
   * Deploys the stack.
   * @returns what the deployment printed
   * @throws Error with what CloudFormation or the framework says, and when the signal comes
   */
  deploy(session: SmokeSession): Promise<string>;
  /** Everything that a trial may create, in the order in which it can be deleted. */
  kinds: Kind[];
  /** How often to look whether something has happened. */
  pollMs: number;
  /** How long AWS may list what was deleted, and not yet list what was created. */
  patienceMinutes: number;
  /** Ends the trial early; what was created is deleted all the same. */
  signal: AbortSignal;
  say(text: string): void;
}

/** A stage has this name only if it is the throw-away stage of a trial, so everything of it may be deleted. */
export const THROW_AWAY = /^smoke-[0-9a-f]{6}$/;

/** A name that no stage has had before. */
export const randomStage = (): string => `smoke-${randomBytes(3).toString('hex')}`;

/** What a throw-away stage and everything of it is called. */
export function namesOf(stage: string, region: string) {
  if (!THROW_AWAY.test(stage)) throw new Error(`${stage} is not a throw-away stage: smoke- and six letters.`);
  return {
    installation: { namespace: namespaceOf(stage), stage, region },
    stackName: stackNameOf(stage),
    appName: stage,
  };
}

/** The command that deletes everything of a trial. */
export const cleanCommand = ({
  installation: { stage, region },
}: Pick<SmokeSession, 'installation'>): string => `npm run smoke -- --clean ${stage} --region ${region}`;

/**
 * Runs a command of the command line against the stack of the trial.
 * @param answers given on standard input
 * @throws Error with everything that it printed
 */
export async function runSpapi(
  { installation: { stage, region }, env }: SmokeSession,
  words: string[],
  answers?: Record<string, string>,
): Promise<string> {
  const parameters = ['cli/spapi.ts', ...words, '--stage', stage, '--region', region];
  const input = answers && JSON.stringify(answers);
  const { exitCode, output } = await runCommand(process.execPath, parameters, {
    cwd: projectRoot,
    env,
    ...(input && { input }),
  });
  if (exitCode === 0) return output;
  throw new Error(`spapi ${words.slice(0, 2).join(' ')} ended with ${exitCode}: ${output.trim()}`);
}
