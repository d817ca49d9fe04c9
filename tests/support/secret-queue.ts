import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Handled } from '#shared/lambda/define-queue.ts';
import { takeClientSecret } from '../../functions/take-client-secret/take-client-secret.ts';
import type { FakeServices } from './fakes/services.ts';

/** A message of the queue reaches the function, by default in the moment in which it was sent. */
export const deliver = (
  services: FakeServices,
  body: unknown,
  sentAt: Date = services.clock.now(),
): Promise<Handled> => takeClientSecret(services, body, { text: JSON.stringify(body), sentAt });

const MACHINE = new URL('../../statemachines/rotate-client-secret.machine.yml', import.meta.url);
const { Resources } = parse(readFileSync(MACHINE, 'utf8')).resources;
const { VisibilityTimeout, MessageRetentionPeriod, RedrivePolicy } = Resources.ClientSecretQueue.Properties;

/** What became of a message. */
export interface Journey {
  tries: number;
  end: 'taken' | 'expired' | 'moved to the dead-letter queue';
}

/**
 * SQS with the settings of the template: a message that fails comes again when its visibility ends, until it is too old or
 * was received too often. The clock runs on as it waits.
 * @param before what happens before each try, by its number
 */
export async function sendThroughQueue(
  services: FakeServices,
  body: unknown,
  before: (nth: number) => void,
): Promise<Journey> {
  const sentAt = services.clock.now();
  for (let tries = 0; ; tries += 1) {
    if (tries >= RedrivePolicy.maxReceiveCount) return { tries, end: 'moved to the dead-letter queue' };
    const age = services.clock.now().getTime() - sentAt.getTime();
    if (age >= MessageRetentionPeriod * 1000) return { tries, end: 'expired' };
    before(tries + 1);
    try {
      await deliver(services, body, sentAt);
      return { tries: tries + 1, end: 'taken' };
    } catch {
      services.clock.advance(VisibilityTimeout * 1000);
    }
  }
}
