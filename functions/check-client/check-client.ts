import { MissingParameter } from '#shared/errors/broken.ts';
import type { Services } from '#shared/services.ts';
import { readLwaClient } from '#shared/tasks/lwa-client.ts';
import type { Input, Output } from './schema.ts';

type Needs = Pick<Services, 'clock' | 'lwa' | 'parameters'>;

/** Proves the stored client id and secret with a client_credentials exchange, which needs no authorization. */
export async function checkClient(services: Needs, { appName }: Input): Promise<Output> {
  const client = await readLwaClient(services, appName);
  if (!client)
    throw new MissingParameter({
      what: `The LWA client id and secret of ${appName} are not in Parameter Store.`,
      remedy: 'Start create-private-app for this application again; it asks for them.',
    });
  await services.lwa.proveClient(client);
  return { provedAt: services.clock.now().toISOString() };
}
