import type { LwaClient } from '#shared/clients/lwa.ts';
import { rotatedMessage } from '#shared/domain/messages.ts';
import { parameterPaths } from '#shared/domain/parameter-paths.ts';
import type { StepContext } from '#shared/lambda/define-step.ts';
import type { Services } from '#shared/services.ts';
import { readSecretRecord } from '#shared/tasks/client-secret.ts';
import { requireLwaClient } from '#shared/tasks/lwa-client.ts';
import { readApplication } from '#shared/tasks/read-application.ts';
import type { Input, Output } from './schema.ts';

type Needs = Pick<Services, 'lwa' | 'parameters' | 'topic'>;

/** Proves the stored client secret alone and with every refresh token there is, and tells people that it is a new one. */
export async function proveClientSecret(
  services: Needs,
  { appName }: Input,
  { execution }: StepContext,
): Promise<Output> {
  const client = await requireLwaClient(services, appName);
  await services.lwa.proveClient(client);
  const authorizations = await proveAuthorizations(services, appName, client);
  const { expiresAt, previousExpiresAt } = (await readSecretRecord(services, appName)).dates;
  const dates = { ...(expiresAt && { expiresAt }), ...(previousExpiresAt && { previousExpiresAt }) };
  await services.topic.publish(rotatedMessage(appName, execution, dates, authorizations));
  return { appName, ...dates, authorizations };
}

// A refresh token belongs to the client id and survives the rotation.
async function proveAuthorizations(
  { lwa, parameters }: Needs,
  appName: string,
  client: LwaClient,
): Promise<string[]> {
  const paths = parameterPaths(appName);
  const application = await readApplication({ parameters }, appName);
  const accounts = (application?.authorizations ?? []).map(({ name }) => ({
    name,
    parameter: paths.authorization(name).refreshToken,
  }));
  const tokens = await parameters.getSecrets(accounts.map(({ parameter }) => parameter));
  const proved: string[] = [];
  for (const { name, parameter } of accounts) {
    const token = tokens[parameter];
    if (!token) continue;
    await lwa.exchangeRefreshToken(client, token);
    proved.push(name);
  }
  return proved;
}
