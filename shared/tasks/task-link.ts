import { createHash, randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import { taskName, type WaitingTask } from '../domain/human-task.ts';
import { readStored } from '../domain/stored-json.ts';
import { DAY_MS } from '../domain/times.ts';
import type { Services } from '../services.ts';

/** 256 random bits: beyond all guessing. */
const ID_BYTES = 32;
const ID = /^[A-Za-z0-9_-]{43}$/;
/** An expired link is kept this long, so that who opens it is told that it expired and not that it is unknown. */
const KEPT_DAYS = 30;

/** What a link stands for. Only the hash of its id is stored, so who can read the parameters cannot open the page. */
export const TaskLink = z.strictObject({
  appName: z.string(),
  task: z.string(),
  execution: z.string(),
  expiresAt: z.string(),
});
export type TaskLink = z.infer<typeof TaskLink>;

/** The hash under which a link is stored. */
export const hashOf = (id: string): string => createHash('sha256').update(id).digest('hex');

/**
 * Makes a new link to the page of a task. It opens this task of this execution only, until it expires.
 * @param pageUrl address of the task pages, with a trailing slash
 * @param validSeconds how long the link works; never longer than the task waits
 * @throws what Parameter Store throws
 */
export async function createTaskLink(
  services: Pick<Services, 'clock' | 'parameters'>,
  task: WaitingTask,
  { pageUrl, validSeconds }: { pageUrl: string; validSeconds: number },
): Promise<{ url: string; expiresAt: string }> {
  const id = randomBytes(ID_BYTES).toString('base64url');
  const now = services.clock.now().getTime();
  const end = Math.min(now + validSeconds * 1000, Date.parse(task.expiresAt));
  const expiresAt = new Date(end).toISOString();
  const { appName, execution } = task;
  const link: TaskLink = { appName, task: taskName(task), execution, expiresAt };
  await services.parameters.put(
    appName,
    services.parameters.paths.links.link(hashOf(id)),
    JSON.stringify(link),
  );
  return { url: `${pageUrl}${id}`, expiresAt };
}

/**
 * What a link stands for, expired or not.
 * @param id as it stands in the address, so it may be anything
 * @returns `undefined` where no such link is known
 */
export async function findTaskLink(
  { parameters }: Pick<Services, 'parameters'>,
  id: string,
): Promise<TaskLink | undefined> {
  if (!ID.test(id)) return undefined;
  const name = parameters.paths.links.link(hashOf(id));
  const { [name]: text } = await parameters.get([name]);
  return readStored(TaskLink, text);
}

/** Whether a link has ended. */
export const hasExpired = ({ expiresAt }: TaskLink, { clock }: Pick<Services, 'clock'>): boolean =>
  Date.parse(expiresAt) <= clock.now().getTime();

/** Names of the parameters with the links to the tasks of an application. */
export async function linksOf(
  { parameters }: Pick<Services, 'parameters'>,
  appName: string,
): Promise<string[]> {
  const links = Object.entries(await parameters.list(parameters.paths.links.root));
  return links.filter(([, text]) => readStored(TaskLink, text)?.appName === appName).map(([name]) => name);
}

/** Deletes the links that expired long ago, of all applications. */
export async function removeOldLinks({
  clock,
  parameters,
}: Pick<Services, 'clock' | 'parameters'>): Promise<void> {
  const keptFrom = clock.now().getTime() - KEPT_DAYS * DAY_MS;
  // What is no link of this version is litter too.
  const old = Object.entries(await parameters.list(parameters.paths.links.root))
    .filter(([, text]) => Date.parse(readStored(TaskLink, text)?.expiresAt ?? '1970-01-01') < keptFrom)
    .map(([name]) => name);
  if (old.length > 0) await parameters.delete(old);
}
