import type { LwaClient } from '../clients/lwa.ts';
import { firstSecretDates } from '../domain/client-secret.ts';
import type { TaskKind, WaitingTask } from '../domain/human-task.ts';
import type { Sensitive } from '../domain/sensitive.ts';
import { InvalidInput, MissingParameter } from '../errors/broken.ts';
import type { Services } from '../services.ts';
import { ANSWERS, parseAnswers } from './answer-fields.ts';
import { applicationsBy, type OwnId } from './applications-of-client.ts';
import { APPROVED } from './earlier-answer.ts';
import { findArrival } from './find-arrival.ts';
import { readLwaClient } from './lwa-client.ts';
import { proveAuthorization } from './prove-authorization.ts';
import type { TaskOutput } from './task-output.ts';

/** What proving an answer needs; `spApiEndpoint` is the deployment's template. */
export type ProveNeeds = Pick<Services, 'clock' | 'lwa' | 'parameters' | 'spApi'> & {
  spApiEndpoint: string;
  /** Whether one client may belong to several applications of the deployment. */
  sharedClient?: boolean;
};

/** An answer that is valid. */
export interface ProvenAnswer {
  /** What the state machine may know of it. */
  output: TaskOutput;
  /** What is stored of it, in this order. */
  values: [name: string, value: string | Sensitive][];
  /** An LWA client: id and secret belong together, and take the place of another client's. */
  client?: true;
}

type Prove = (services: ProveNeeds, task: WaitingTask, answers: unknown) => Promise<ProvenAnswer>;

const PROVE: Record<TaskKind, Prove> = {
  'request-data-access': proveApproval,
  'register-application': proveRegistration,
  'self-authorize': proveRefreshToken,
  'register-queue': proveQueue,
  'confirm-removal': proveRemoval,
};

/**
 * Checks what a person brought, live where that is possible. Nothing is written.
 * @param answers by field name of the task's instructions, as typed
 * @throws InvalidInput (all problems of form), MissingParameter (no client to prove a refresh token with),
 *   ClientSecretRejected, what {@link proveAuthorization} throws, LwaUnavailable, and what Parameter Store throws
 */
export const proveAnswer: Prove = (services, task, answers) => PROVE[task.kind](services, task, answers);

async function proveApproval({ parameters }: ProveNeeds, { appName }: WaitingTask, answers: unknown) {
  parseAnswers(ANSWERS['request-data-access'], answers);
  const { developerProfile } = parameters.paths.of(appName);
  const output: TaskOutput = { status: 'approved', parameters: [developerProfile] };
  return { output, values: [[developerProfile, APPROVED]] } satisfies ProvenAnswer;
}

async function proveRegistration(
  services: ProveNeeds,
  { appName }: WaitingTask,
  answers: unknown,
): Promise<ProvenAnswer> {
  const { clock, lwa, parameters } = services;
  const { applicationId, ...client } = parseAnswers(ANSWERS['register-application'], answers);
  await requireOwn(services, appName, { clientId: client.clientId, applicationId });
  // Amazon's clock is right, whoever answers.
  const { answeredAt = clock.now() } = await lwa.proveClient(client);
  const paths = parameters.paths.of(appName).lwa;
  return {
    output: { status: 'done', parameters: [paths.applicationId, paths.clientId, paths.clientSecret] },
    // The client id comes before the dates: where both are there, the rest is too, however this was interrupted.
    values: [
      [paths.clientSecret, client.clientSecret],
      [paths.applicationId, applicationId],
      [paths.clientId, client.clientId],
      [paths.secretDates, JSON.stringify(firstSecretDates(answeredAt))],
    ],
    client: true,
  };
}

/** The credentials of another application would be taken without a word otherwise, and rotated twice. */
async function requireOwn(
  services: ProveNeeds,
  appName: string,
  given: Record<OwnId, string>,
): Promise<void> {
  if (services.sharedClient) return;
  const known = await applicationsBy(services, OWN_IDS);
  for (const id of OWN_IDS) {
    const others = (known[id].get(given[id]) ?? []).filter((one) => one !== appName);
    if (others.length === 0) continue;
    throw new InvalidInput({
      what: `This ${ID_WORDS[id]} belongs to ${others.join(', ')} already. ${appName} needs the credentials of its own application. Nothing was stored.`,
      remedy: `Open "LWA credentials > View" in the row of ${appName}. To share one application on purpose: spapi task complete ${appName}/register-application --shared`,
    });
  }
}

const OWN_IDS = ['clientId', 'applicationId'] as const;
const ID_WORDS: Record<OwnId, string> = { clientId: 'client id', applicationId: 'application id' };

async function proveRefreshToken(
  services: ProveNeeds,
  task: WaitingTask,
  answers: unknown,
): Promise<ProvenAnswer> {
  const { appName, authorization } = task;
  const { refreshToken } = parseAnswers(ANSWERS['self-authorize'], answers);
  await proveAuthorization(services, task, await storedClient(services, appName), refreshToken);
  const name = services.parameters.paths.of(appName).authorization(authorization?.name ?? '').refreshToken;
  return { output: { status: 'done', parameters: [name] }, values: [[name, refreshToken]] };
}

// Nothing here can see Amazon's notification preferences: the rotation that follows is the proof.
async function proveQueue(services: ProveNeeds, task: WaitingTask, answers: unknown): Promise<ProvenAnswer> {
  parseAnswers(ANSWERS['register-queue'], answers);
  const output = (await findArrival(services, task)) ?? { status: 'done' as const, parameters: [] };
  return { output, values: [] };
}

/** Nothing is stored: that it is confirmed is for the execution to keep, which knows what it listed. */
async function proveRemoval(
  _: ProveNeeds,
  { appName }: WaitingTask,
  answers: unknown,
): Promise<ProvenAnswer> {
  const typed = parseAnswers(ANSWERS['confirm-removal'], answers);
  if (typed.appName === appName) return { output: { status: 'done', parameters: [] }, values: [] };
  throw new InvalidInput({
    what: 'The name that was typed is that of another application.',
    remedy: `Type ${appName} if this is the application to remove. Nothing was changed.`,
  });
}

async function storedClient(services: ProveNeeds, appName: string): Promise<LwaClient> {
  const client = await readLwaClient(services, appName);
  if (client) return client;
  throw new MissingParameter({
    what: `The LWA client id and secret of ${appName} are not in Parameter Store, so the refresh token cannot be tried.`,
    remedy: 'Start create-private-app for this application again; it asks for them first.',
  });
}
