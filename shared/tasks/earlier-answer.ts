import type { LwaClient } from '../clients/lwa.ts';
import type { TaskSubject } from '../domain/human-task.ts';
import { CLIENT_REFUSED, TOKEN_REFUSED } from '../domain/refusals.ts';
import { whyRenew } from '../domain/renewal.ts';
import type { Services } from '../services.ts';
import { findArrival } from './find-arrival.ts';
import { acceptsClient, acceptsToken, readLwaClient } from './lwa-client.ts';
import type { TaskOutput } from './task-output.ts';

type Needs = Pick<Services, 'clock' | 'lwa' | 'parameters'>;

/** Value of the developer-profile parameter once Amazon has approved the profile. */
export const APPROVED = 'approved';

/** What a person answered before, or that the person has to be asked, and why again where there was an answer. */
export type EarlierAnswer = { output: TaskOutput } | { output?: undefined; reason?: string };

/**
 * What a person answered before, if it is still valid today: an approved profile, a client id and secret that LWA
 * accepts, a refresh token that it exchanges and that need not be renewed, a queue that Amazon has used. So nobody is
 * asked twice.
 * @throws LwaUnavailable and what Parameter Store throws
 */
export async function findEarlierAnswer(services: Needs, subject: TaskSubject): Promise<EarlierAnswer> {
  // A removal is confirmed for what is listed now, each time.
  if (subject.kind === 'confirm-removal') return {};
  const paths = services.parameters.paths.of(subject.appName);
  if (subject.kind === 'request-data-access') return findApproval(services, paths.developerProfile);
  if (subject.kind === 'register-queue') {
    const arrival = await findArrival(services, subject);
    return arrival ? { output: arrival } : {};
  }
  const client = await readLwaClient(services, subject.appName);
  if (!client) return {};
  if (subject.kind === 'register-application')
    return (await acceptsClient(services, client))
      ? done([paths.lwa.clientId, paths.lwa.clientSecret])
      : { reason: CLIENT_REFUSED };
  return exchanged(services, client, subject);
}

const done = (parameters: string[]): EarlierAnswer => ({ output: { status: 'done', parameters } });

async function findApproval({ parameters }: Needs, name: string): Promise<EarlierAnswer> {
  const stored = await parameters.get([name]);
  return stored[name] === APPROVED ? { output: { status: 'approved', parameters: [name] } } : {};
}

async function exchanged(
  { clock, lwa, parameters }: Needs,
  client: LwaClient,
  { appName, authorization }: TaskSubject,
): Promise<EarlierAnswer> {
  const name = parameters.paths.of(appName).authorization(authorization?.name ?? '').refreshToken;
  const stored = await parameters.getDatedSecret(name);
  if (!stored) return {};
  if (!(await acceptsToken({ lwa }, client, stored.value))) return { reason: TOKEN_REFUSED };
  const reason = whyRenew(authorization ?? {}, stored.modifiedAt.toISOString(), clock.now());
  return reason ? { reason } : done([name]);
}
