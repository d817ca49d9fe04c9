import { hasArrivedSince, standingOf } from '#shared/domain/client-secret.ts';
import { shortTime } from '#shared/domain/times.ts';
import { NewClientSecretMissing } from '#shared/errors/refused.ts';
import type { Services } from '#shared/services.ts';
import { readSecretRecord } from '#shared/tasks/client-secret.ts';
import type { Input, Output } from './schema.ts';

type Needs = Pick<Services, 'clock' | 'parameters'>;

const FIRST_SECONDS = 10;
const MOST_SECONDS = 900;

/** Looks whether the new client secret has come by the queue; at first often, later less and less. */
export async function findNewClientSecret(services: Needs, input: Input): Promise<Output> {
  const { appName, since, until } = input;
  const now = services.clock.now();
  const { dates, rotation } = await readSecretRecord(services, appName);
  const waited = (now.getTime() - Date.parse(since)) / 1000;
  const nextSeconds = Math.round(Math.min(Math.max(waited / 4, FIRST_SECONDS), MOST_SECONDS));
  if (hasArrivedSince(dates, since)) return { status: 'arrived', nextSeconds };
  if (now.toISOString() < until) {
    const { status } = standingOf(dates, rotation, now);
    return { status: status === 'due' ? 'due' : 'pending', nextSeconds };
  }
  throw missing(input, dates.expiresAt);
}

const missing = ({ appName, since }: Input, expiresAt: string | undefined) =>
  new NewClientSecretMissing({
    what: `Amazon was asked for a new client secret of ${appName} on ${shortTime(since)}, and none has come. The stored one still works${expiresAt ? `, at the latest until ${shortTime(expiresAt)}` : ''}; if Amazon has made a new one, for seven days after that.`,
    remedy:
      'Look at the dead-letter queue of the stack and at the destination in Notification Preferences, then start this again. Or use "LWA credentials > View > Rotate secret", and store the new secret with "spapi secret store APP".',
  });
