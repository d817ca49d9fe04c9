import type { LwaClient } from '../clients/lwa.ts';
import { firstSecretDates } from '../domain/client-secret.ts';
import { TASK_STATES, type TaskKind, type WaitingTask } from '../domain/human-task.ts';
import { InvalidInput, MissingParameter } from '../errors/broken.ts';
import type { Services } from '../services.ts';
import { ANSWERS, parseAnswers } from './answer-fields.ts';
import { type Answered, closeTask, sendAnswer, whyNotWaiting } from './close-task.ts';
import { APPROVED } from './earlier-answer.ts';
import { findArrival } from './find-arrival.ts';
import { readLwaClient } from './lwa-client.ts';
import { proveAuthorization } from './prove-authorization.ts';
import type { TaskOutput } from './task-output.ts';

/** What answering a task needs; `spApiEndpoint` is the deployment's template. */
export type AnswerNeeds = Pick<Services, 'clock' | 'lwa' | 'parameters' | 'spApi' | 'taskTokens'> & {
  spApiEndpoint: string;
};
type Needs = AnswerNeeds;

/** Checks, proves and stores what a person brought; resolves to what the state machine may know of it. */
type Accept = (services: Needs, task: WaitingTask, answers: unknown) => Promise<TaskOutput>;

const ACCEPT: Record<TaskKind, Accept> = {
  'request-data-access': acceptApproval,
  'register-application': acceptRegistration,
  'self-authorize': acceptAuthorization,
  'register-queue': acceptQueue,
  'confirm-removal': acceptRemoval,
};

/**
 * Completes a waiting task with a person's answers. They are proven live before anything is stored, and stored before
 * the execution goes on; the execution gets parameter names only.
 * @param answers by field name of the task's instructions, as typed
 * @throws InvalidInput (all problems of form), MissingParameter (no client to prove a refresh token with),
 *   ClientSecretRejected, what {@link proveAuthorization} throws, LwaUnavailable, and what Parameter Store and Step
 *   Functions throw
 */
export async function answerTask(
  services: Needs,
  task: WaitingTask,
  answers: Record<string, string>,
): Promise<Answered> {
  const output = await ACCEPT[task.kind](services, task, answers);
  const reply = await sendAnswer(services, task, (token) => services.taskTokens.succeed(token, output));
  await closeTask(services, task, reply === 'accepted' ? 'done' : undefined);
  if (reply === 'accepted') return { reply, explanation: GOES_ON[task.kind] ?? COMPLETE };
  const { kept, remedy } = NOT_TAKEN[task.kind] ?? keptFor(task.kind);
  return { reply, explanation: `${whyNotWaiting(services, task)} ${kept}`, remedy };
}

const COMPLETE = 'The task is complete, and the execution goes on.';
const GOES_ON: Partial<Record<TaskKind, string>> = {
  'register-queue':
    'Amazon is asked for a new client secret now. If it still knows no queue, the task comes back with its reason.',
};

/** What became of an answer that no execution took. */
const keptFor = (kind: TaskKind) => ({
  kept: 'What you entered is valid and kept.',
  remedy: `Start ${TASK_STATES[kind].machine} again with the same input: the new execution finds what is done.`,
});
const NOT_TAKEN: Partial<Record<TaskKind, ReturnType<typeof keptFor>>> = {
  'confirm-removal': {
    kept: 'Nothing was removed by this answer.',
    remedy: 'If the application shall be removed, start remove-private-app again: it asks again.',
  },
};

async function acceptApproval(
  { parameters }: Needs,
  { appName }: WaitingTask,
  answers: unknown,
): Promise<TaskOutput> {
  parseAnswers(ANSWERS['request-data-access'], answers);
  const { developerProfile } = parameters.paths.of(appName);
  await parameters.put(appName, developerProfile, APPROVED);
  return { status: 'approved', parameters: [developerProfile] };
}

async function acceptRegistration(
  { clock, lwa, parameters }: Needs,
  { appName }: WaitingTask,
  answers: unknown,
): Promise<TaskOutput> {
  const { applicationId, ...client } = parseAnswers(ANSWERS['register-application'], answers);
  await lwa.proveClient(client);
  const paths = parameters.paths.of(appName).lwa;
  // The client id comes last: where it is, the rest is there too, however this was interrupted.
  await parameters.put(appName, paths.clientSecret, client.clientSecret);
  await parameters.put(appName, paths.secretDates, JSON.stringify(firstSecretDates(clock.now())));
  await parameters.put(appName, paths.applicationId, applicationId);
  await parameters.put(appName, paths.clientId, client.clientId);
  return { status: 'done', parameters: [paths.applicationId, paths.clientId, paths.clientSecret] };
}

async function acceptAuthorization(
  services: Needs,
  task: WaitingTask,
  answers: unknown,
): Promise<TaskOutput> {
  const { appName, authorization } = task;
  const { refreshToken } = parseAnswers(ANSWERS['self-authorize'], answers);
  await proveAuthorization(services, task, await storedClient(services, appName), refreshToken);
  const name = services.parameters.paths.of(appName).authorization(authorization?.name ?? '').refreshToken;
  await services.parameters.put(appName, name, refreshToken);
  return { status: 'done', parameters: [name] };
}

// Nothing here can see Amazon's notification preferences: the rotation that follows is the proof.
async function acceptQueue(services: Needs, task: WaitingTask, answers: unknown): Promise<TaskOutput> {
  parseAnswers(ANSWERS['register-queue'], answers);
  return (await findArrival(services, task)) ?? { status: 'done', parameters: [] };
}

/** Keeps nothing: that it is confirmed is for the execution to keep, which knows what it listed. */
async function acceptRemoval(_: Needs, { appName }: WaitingTask, answers: unknown): Promise<TaskOutput> {
  const typed = parseAnswers(ANSWERS['confirm-removal'], answers);
  if (typed.appName === appName) return { status: 'done', parameters: [] };
  throw new InvalidInput({
    what: 'The name that was typed is that of another application.',
    remedy: `Type ${appName} if this is the application that shall be removed. Nothing was changed.`,
  });
}

async function storedClient(services: Needs, appName: string): Promise<LwaClient> {
  const client = await readLwaClient(services, appName);
  if (client) return client;
  throw new MissingParameter({
    what: `The LWA client id and secret of ${appName} are not in Parameter Store, so the refresh token cannot be tried.`,
    remedy: 'Start create-private-app for this application again; it asks for them first.',
  });
}
