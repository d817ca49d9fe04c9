import type { LwaClient } from '#shared/clients/lwa.ts';
import { rotatedMessage } from '#shared/domain/messages.ts';
import type { StepContext } from '#shared/lambda/define-step.ts';
import type { Services } from '#shared/services.ts';
import { readSecretRecord } from '#shared/tasks/client-secret.ts';
import { acceptsToken, requireLwaClient } from '#shared/tasks/lwa-client.ts';
import { readApplication } from '#shared/tasks/read-application.ts';
import type { Input, Output } from './schema.ts';

type Needs = Pick<Services, 'lwa' | 'parameters' | 'topic'>;

/**
 * Proves the stored client secret alone and with every refresh token there is, and tells people that it is a new one. A
 * refresh token that is refused belongs to its account and not to the secret: people have to know of the secret all the same.
 */
export async function proveClientSecret(
  services: Needs,
  { appName }: Input,
  { execution }: StepContext,
): Promise<Output> {
  const client = await requireLwaClient(services, appName);
  await services.lwa.proveClient(client);
  const tried = await proveAuthorizations(services, appName, client);
  const { expiresAt, previousExpiresAt } = (await readSecretRecord(services, appName)).dates;
  const dates = { ...(expiresAt && { expiresAt }), ...(previousExpiresAt && { previousExpiresAt }) };
  const { clientSecret: parameter } = services.parameters.paths.of(appName).lwa;
  await services.topic.publish(rotatedMessage({ appName, execution, parameter }, dates, tried));
  return { appName, ...dates, ...tried };
}

// A refresh token belongs to the client id and survives the rotation.
async function proveAuthorizations(
  { lwa, parameters }: Needs,
  appName: string,
  client: LwaClient,
): Promise<Pick<Output, 'authorizations' | 'refused'>> {
  const paths = parameters.paths.of(appName);
  const application = await readApplication({ parameters }, appName);
  const accounts = (application?.authorizations ?? []).map(({ name }) => ({
    name,
    parameter: paths.authorization(name).refreshToken,
  }));
  const tokens = await parameters.getSecrets(accounts.map(({ parameter }) => parameter));
  const tried: Pick<Output, 'authorizations' | 'refused'> = { authorizations: [], refused: [] };
  for (const { name, parameter } of accounts) {
    const token = tokens[parameter];
    if (!token) continue;
    const works = await acceptsToken({ lwa }, client, token);
    (works ? tried.authorizations : tried.refused).push(name);
  }
  return tried;
}
