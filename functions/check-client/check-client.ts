import { ClockOff } from '#shared/errors/refused.ts';
import type { Services } from '#shared/services.ts';
import { requireLwaClient } from '#shared/tasks/lwa-client.ts';
import type { Input, Output } from './schema.ts';

type Needs = Pick<Services, 'clock' | 'lwa' | 'parameters'>;

/** AWS refuses what was signed more than five minutes off; people are told well before. Source: AWS IAM User Guide, SigV4 */
const MOST_OFF_SECONDS = 120;

/**
 * Proves the stored client id and secret with a client_credentials exchange, which needs no authorization, and compares
 * the clock with Amazon's. A ClockOff means that the client was proved.
 */
export async function checkClient(services: Needs, { appName }: Input): Promise<Output> {
  const { answeredAt } = await services.lwa.proveClient(await requireLwaClient(services, appName));
  const now = services.clock.now();
  const provedAt = now.toISOString();
  if (!answeredAt) return { provedAt };
  const clockOffsetSeconds = Math.round((now.getTime() - answeredAt.getTime()) / 1000);
  if (Math.abs(clockOffsetSeconds) > MOST_OFF_SECONDS) throw clockOff(clockOffsetSeconds);
  return { provedAt, clockOffsetSeconds };
}

const clockOff = (seconds: number) =>
  new ClockOff({
    what: `The clock here is ${Math.abs(seconds)} seconds ${seconds > 0 ? 'ahead of' : 'behind'} Amazon's.`,
    remedy:
      'On AWS a machine keeps the time by itself: ask AWS Support. Elsewhere switch time synchronization on: AWS refuses what is signed more than five minutes off.',
    details: { seconds },
  });
