import type { SecretDates } from '../domain/client-secret.ts';
import type { Sensitive } from '../domain/sensitive.ts';
import type { Services } from '../services.ts';
import type { StoredSecrets } from './client-secret.ts';

/** What takes the place of a stored client secret. */
export interface NewSecret {
  secret: Sensitive;
  /** Of the secret, once it is stored. Its `createdAt` counts from before that, so that an older one cannot overtake it. */
  dates: SecretDates;
}

/** Whether two secrets are the same. */
export const isSame = (one: Sensitive | undefined, other: Sensitive): boolean =>
  one?.reveal() === other.reveal();

/**
 * Puts a client secret in the place of the stored one, within the turn `client-secret`. Keeps the old secret, marks what
 * is coming, replaces, and says so last: wherever this is interrupted, the stored secret works and none is lost.
 * @throws what Parameter Store throws; done again, it goes on
 */
export async function replaceClientSecret(
  { parameters }: Pick<Services, 'parameters'>,
  appName: string,
  stored: Pick<StoredSecrets, 'secret' | 'previous' | 'dates'>,
  { secret, dates }: NewSecret,
): Promise<void> {
  const { clientSecret, previousClientSecret, secretDates } = parameters.paths.of(appName).lwa;
  const { createdAt: arriving = '', dated, unsure } = dates;
  if (!isSame(stored.secret, secret)) {
    // Where this goes on, the old one is kept already, and may have made room for one that came in between. What may be the
    // newest stays until that is known.
    const isKept = stored.dates.arriving === arriving || (stored.dates.unsure && unsure);
    if (stored.secret && !(isKept && stored.previous))
      await parameters.put(appName, previousClientSecret, stored.secret);
    const coming = { ...stored.dates, arriving, ...(dated && { dated }), ...(unsure && { unsure }) };
    await parameters.put(appName, secretDates, JSON.stringify(coming));
    await parameters.put(appName, clientSecret, secret);
  }
  await parameters.put(appName, secretDates, JSON.stringify(dates));
}
