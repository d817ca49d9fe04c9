import type { NamelessSecret, NewSecretMessage } from '#shared/domain/amazon-notification.ts';
import { ClientSecretRejected } from '#shared/errors/refused.ts';
import type { Services } from '#shared/services.ts';
import { acceptsClient } from '#shared/tasks/lwa-client.ts';

/**
 * Completes a message that names no client: of the clients of the applications here, the one with which Login with
 * Amazon accepts the secret.
 * @throws ClientSecretRejected where it accepts it with none, and what LWA throws
 */
export async function withClient(
  services: Pick<Services, 'lwa'>,
  clientIds: Iterable<string>,
  message: NamelessSecret,
): Promise<NewSecretMessage> {
  for (const clientId of clientIds)
    if (await acceptsClient(services, { clientId, clientSecret: message.secret }))
      return { ...message, kind: 'new-secret', clientId };
  throw new ClientSecretRejected({
    what: 'A new client secret came without a client id, and Login with Amazon refuses it for every application here.',
    remedy: 'Nothing: it is tried again for an hour, and then you get a message.',
  });
}
