import type { WaitingTask } from '../domain/human-task.ts';
import { unpackApplication } from '../domain/stored-application.ts';
import { type IamState, type StepState, stepsOfTask } from '../domain/tutorial.ts';
import type { Services } from '../services.ts';

/**
 * Where a waiting task is among the eight steps of the tutorial; `undefined` where it is none of them.
 * @throws what Parameter Store throws
 */
export async function readSteps(
  { parameters }: Pick<Services, 'parameters'>,
  { appName, kind }: Pick<WaitingTask, 'appName' | 'kind'>,
): Promise<StepState[] | undefined> {
  if (!stepsOfTask(kind, 'done')) return undefined;
  const { config, iam } = parameters.paths.of(appName);
  const values = await parameters.get([config, iam.assumeRoleTest]);
  const { mode } = unpackApplication(values[config])?.iam ?? {};
  const tested: IamState = values[iam.assumeRoleTest] === undefined ? 'later' : 'done';
  return stepsOfTask(kind, mode === 'none' ? 'skipped' : tested);
}
