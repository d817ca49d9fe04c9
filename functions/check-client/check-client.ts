import type { Services } from '#shared/services.ts';
import { requireLwaClient } from '#shared/tasks/lwa-client.ts';
import type { Input, Output } from './schema.ts';

type Needs = Pick<Services, 'clock' | 'lwa' | 'parameters'>;

/** Proves the stored client id and secret with a client_credentials exchange, which needs no authorization. */
export async function checkClient(services: Needs, { appName }: Input): Promise<Output> {
  await services.lwa.proveClient(await requireLwaClient(services, appName));
  return { provedAt: services.clock.now().toISOString() };
}
