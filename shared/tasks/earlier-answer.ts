import type { LwaClient } from '../clients/lwa.ts';
import type { TaskSubject } from '../domain/human-task.ts';
import { parameterPaths } from '../domain/parameter-paths.ts';
import { AuthorizationOfAnotherApplication, AuthorizationRevoked } from '../errors/refused.ts';
import type { Services } from '../services.ts';
import { acceptsClient, readLwaClient } from './lwa-client.ts';
import type { TaskOutput } from './task-output.ts';

type Needs = Pick<Services, 'lwa' | 'parameters'>;

/** Value of the developer-profile parameter once Amazon has approved the profile. */
export const APPROVED = 'approved';

/**
 * What a person answered before, if it is still valid today: an approved profile, a client id and secret that LWA
 * accepts, a refresh token that it exchanges. So nobody is asked twice.
 * @returns `undefined` when the person has to be asked
 * @throws LwaUnavailable and what Parameter Store throws
 */
export async function findEarlierAnswer(
  services: Needs,
  subject: TaskSubject,
): Promise<TaskOutput | undefined> {
  const paths = parameterPaths(subject.appName);
  if (subject.kind === 'request-data-access') return findApproval(services, paths.developerProfile);
  const client = await readLwaClient(services, subject.appName);
  if (!client) return undefined;
  if (subject.kind === 'register-application')
    return (await acceptsClient(services, client))
      ? { status: 'done', parameters: [paths.lwa.clientId, paths.lwa.clientSecret] }
      : undefined;
  return exchanged(services, client, paths.authorization(subject.authorization?.name ?? '').refreshToken);
}

async function findApproval({ parameters }: Needs, name: string): Promise<TaskOutput | undefined> {
  const stored = await parameters.get([name]);
  return stored[name] === APPROVED ? { status: 'approved', parameters: [name] } : undefined;
}

async function exchanged(
  { lwa, parameters }: Needs,
  client: LwaClient,
  name: string,
): Promise<TaskOutput | undefined> {
  const { [name]: refreshToken } = await parameters.getSecrets([name]);
  if (!refreshToken) return undefined;
  try {
    await lwa.exchangeRefreshToken(client, refreshToken);
    return { status: 'done', parameters: [name] };
  } catch (error) {
    if (error instanceof AuthorizationRevoked || error instanceof AuthorizationOfAnotherApplication)
      return undefined;
    throw error;
  }
}
