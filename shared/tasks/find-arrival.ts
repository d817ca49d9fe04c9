import { hasArrivedSince, SecretDates } from '../domain/client-secret.ts';
import type { TaskSubject } from '../domain/human-task.ts';
import { readStored } from '../domain/stored-json.ts';
import type { Services } from '../services.ts';
import type { TaskOutput } from './task-output.ts';

/**
 * The proof that a queue is registered: Amazon has brought a client secret by it since that was asked for. Whoever
 * asked Amazon for this secret proves it, and tells people.
 * @returns `undefined` while none has come
 * @throws what Parameter Store throws
 */
export async function findArrival(
  { parameters }: Pick<Services, 'parameters'>,
  { appName, queue }: Pick<TaskSubject, 'appName' | 'queue'>,
): Promise<TaskOutput | undefined> {
  const { clientSecret, secretDates } = parameters.paths.of(appName).lwa;
  const { [secretDates]: text } = await parameters.get([secretDates]);
  const dates = readStored(SecretDates, text) ?? {};
  const arrived = queue !== undefined && hasArrivedSince(dates, queue.since);
  return arrived ? { status: 'arrived', parameters: [clientSecret] } : undefined;
}
