import * as z from 'zod/mini';
import { firstSecretDates, previousEnds } from '../domain/client-secret.ts';
import type { Services } from '../services.ts';
import { ANSWERS, parseAnswers } from './answer-fields.ts';
import { readSecretRecord } from './client-secret.ts';
import { requireLwaClient } from './lwa-client.ts';
import { withTurn } from './turns.ts';

type Needs = Pick<Services, 'clock' | 'lwa' | 'parameters'>;

const Answers = z.pick(ANSWERS['register-application'], { clientSecret: true });

/** Who has the turn. It is the same for each try, so that one goes on where the last was interrupted. */
const HOLDER = 'spapi secret store';

/**
 * Stores a client secret that a person has rotated at Amazon, in the place of the stored one, once Login with Amazon has
 * accepted it. The former one is kept: it works for seven days after it was rotated.
 * @param answers `clientSecret`, as typed
 * @returns `kept` where it is the stored one already
 * @throws InvalidInput, MissingParameter, ClientSecretRejected, ApplicationBusy, LwaUnavailable, and what Parameter Store throws
 * Source: developer-docs.amazon.com/sp-api/docs/rotate-your-application-client-secret
 */
export async function storeClientSecret(
  services: Needs,
  appName: string,
  answers: Record<string, string>,
): Promise<'stored' | 'kept'> {
  const { clientSecret } = parseAnswers(Answers, answers);
  // One that comes by the queue at this moment waits.
  return withTurn(services, { appName, turn: 'client-secret', holder: HOLDER }, async () => {
    const { clientId, clientSecret: stored } = await requireLwaClient(services, appName);
    await services.lwa.proveClient({ clientId, clientSecret });
    const { dates: before } = await readSecretRecord(services, appName);
    const isStored = stored.reveal() === clientSecret.reveal();
    if (isStored && !before.arriving) return 'kept';
    const { parameters, clock } = services;
    const paths = services.parameters.paths.of(appName).lwa;
    const now = clock.now();
    if (!isStored) {
      await parameters.put(appName, paths.previousClientSecret, stored);
      // From here on an older secret that comes by the queue is late, and an interrupted call is known.
      const arriving = now.toISOString();
      await parameters.put(appName, paths.secretDates, JSON.stringify({ ...before, arriving }));
      await parameters.put(appName, paths.clientSecret, clientSecret);
    }
    const dates = { ...firstSecretDates(now), ...previousEnds(now) };
    await parameters.put(appName, paths.secretDates, JSON.stringify(dates));
    return 'stored';
  });
}
