import { SecretDates } from '../domain/client-secret.ts';
import { readStored } from '../domain/stored-json.ts';
import type { Services } from '../services.ts';
import type { ProvenAnswer } from './prove-answer.ts';
import { withTurn } from './turns.ts';

type Needs = Pick<Services, 'clock' | 'parameters'>;

/**
 * Stores what was proved, all of it or, for whoever reads it, nothing: a client that takes the place of another counts
 * as missing until its last value is there. Where this is interrupted, the next answer stores all values anew.
 * @param who stores it, in words for people
 * @throws ApplicationBusy while a new client secret is stored, and what Parameter Store throws
 */
export async function storeAnswer(
  services: Needs,
  appName: string,
  { values, client }: ProvenAnswer,
  who: string,
): Promise<void> {
  const { parameters } = services;
  const put = async () => {
    for (const [name, value] of values) await parameters.put(appName, name, value);
  };
  const { clientId, secretDates, previousClientSecret, rotation } = parameters.paths.of(appName).lwa;
  const stored = client ? await parameters.get([clientId, secretDates]) : {};
  if (!stored[clientId]) return put();
  // A secret of the former client that comes by the queue at this moment must not stand beside the id of the new one.
  await withTurn(services, { appName, turn: 'client-secret', holder: who }, async () => {
    const dates = readStored(SecretDates, stored[secretDates]) ?? {};
    const replacing = services.clock.now().toISOString();
    await parameters.put(appName, secretDates, JSON.stringify({ ...dates, replacing }));
    // They belong to the former client.
    await parameters.delete([previousClientSecret, rotation]);
    await put();
  });
}
