import * as z from 'zod/mini';
import { type Application, ExecutionInput, inputOf } from '../domain/application.ts';
import { replacedValues } from '../domain/replaced-values.ts';
import { unpackApplication } from '../domain/stored-application.ts';
import type { Services } from '../services.ts';

/**
 * The configuration that an application had before the stored one replaced it: the newest earlier version of the `config`
 * parameter that differs in its accounts, IAM, or sandbox. Parameter Store keeps the last 100 versions.
 * @returns `undefined` when there is none
 * @throws what Parameter Store throws
 * Source: docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-versions.html
 */
export async function readFormerApplication(
  { parameters }: Pick<Services, 'parameters'>,
  appName: string,
): Promise<Application | undefined> {
  const { config } = parameters.paths.of(appName);
  const newest = await parameters.getVersion(config);
  const current = unpackApplication(newest?.value);
  for (let version = (newest?.version ?? 0) - 1; version > 0; version -= 1) {
    const found = await parameters.getVersion(config, version);
    // Older ones are gone.
    if (!found) return undefined;
    const former = unpackApplication(found.value);
    if (former && !(current && isSame(current, former))) return former;
  }
  return undefined;
}

/** Whether neither has anything that the other one has not. */
const isSame = (one: Application, other: Application) =>
  [[one, other] as const, [other, one] as const].every(
    ([before, after]) => replacedValues(before, z.parse(ExecutionInput, inputOf(after))).length === 0,
  );
