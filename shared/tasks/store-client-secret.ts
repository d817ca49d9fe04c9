import * as z from 'zod/mini';
import { firstSecretDates, previousEnds } from '../domain/client-secret.ts';
import type { Services } from '../services.ts';
import { ANSWERS, parseAnswers } from './answer-fields.ts';
import { readStoredSecrets } from './client-secret.ts';
import { requireLwaClient } from './lwa-client.ts';
import { isSame, replaceClientSecret } from './replace-client-secret.ts';
import { withTurn } from './turns.ts';

type Needs = Pick<Services, 'clock' | 'lwa' | 'parameters'>;

const Answers = z.pick(ANSWERS['register-application'], { clientSecret: true });

/** Who has the turn, in words for people. */
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
    const { clientId } = await requireLwaClient(services, appName);
    // Amazon's clock is right, that of a person's computer may be days off.
    const { answeredAt: now = services.clock.now() } = await services.lwa.proveClient({
      clientId,
      clientSecret,
    });
    const stored = await readStoredSecrets(services, appName);
    if (isSame(stored.secret, clientSecret) && !stored.dates.arriving) return 'kept';
    const dates = { ...firstSecretDates(now), ...previousEnds(now) };
    await replaceClientSecret(services, appName, stored, { secret: clientSecret, dates });
    return 'stored';
  });
}
