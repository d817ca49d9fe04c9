import { createHash, randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import type { FoundParameter } from '../clients/parameter-lists.ts';
import { taskName, type WaitingTask } from '../domain/human-task.ts';
import { readStored } from '../domain/stored-json.ts';
import { DAY_MS } from '../domain/times.ts';
import type { Services } from '../services.ts';

/** 256 random bits: beyond all guessing. */
const ID_BYTES = 32;
const ID = /^[A-Za-z0-9_-]{43}$/;

/** How the description of a link begins, before the time when it ends. */
const UNTIL = 'until ';
/** A task waits for a year at the longest. */
const LONGEST_DAYS = 366;

/** Whether a text can be the id of a link. */
export const isLinkId = (text: string): boolean => ID.test(text);

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
 * @param id of the link, as secret as a random one; a new one where it is left out
 * @throws what Parameter Store throws
 */
export async function createTaskLink(
  services: Pick<Services, 'clock' | 'parameters'>,
  task: WaitingTask,
  options: { pageUrl: string; validSeconds: number; id?: string },
): Promise<{ url: string; expiresAt: string }> {
  const { pageUrl, validSeconds, id = newLinkId() } = options;
  const now = services.clock.now().getTime();
  const end = Math.min(now + validSeconds * 1000, Date.parse(task.expiresAt));
  const expiresAt = new Date(end).toISOString();
  const { appName, execution } = task;
  const link: TaskLink = { appName, task: taskName(task), execution, expiresAt };
  const name = services.parameters.paths.links.link(hashOf(id));
  await services.parameters.put(appName, name, JSON.stringify(link), linkDescription(expiresAt));
  return { url: `${pageUrl}${id}`, expiresAt };
}

/**
 * What a link stands for, expired or not.
 * @param id as it stands in the address, so it may be anything
 * @returns `undefined` where no such link is known
 */
export const findTaskLink = async (
  services: Pick<Services, 'parameters'>,
  id: string,
): Promise<TaskLink | undefined> => readStored(TaskLink, await findLinkText(services, id));

/**
 * What is stored of a link, whatever it opens.
 * @param id as it stands in the address, so it may be anything
 * @returns `undefined` where no such link is known
 */
export async function findLinkText(
  { parameters }: Pick<Services, 'parameters'>,
  id: string,
): Promise<string | undefined> {
  if (!isLinkId(id)) return undefined;
  const name = parameters.paths.links.link(hashOf(id));
  return (await parameters.get([name]))[name];
}

/** A new id of a link, as secret as what the link opens. */
export const newLinkId = (): string => randomBytes(ID_BYTES).toString('base64url');

/** What is said of a link without reading it: when it ends. */
export const linkDescription = (expiresAt: string): string => `${UNTIL}${expiresAt}`;

/** Whether a link has ended. */
export const hasExpired = (
  { expiresAt }: Pick<TaskLink, 'expiresAt'>,
  { clock }: Pick<Services, 'clock'>,
): boolean => Date.parse(expiresAt) <= clock.now().getTime();

/** Names of the parameters with the links to the tasks of an application. */
export async function linksOf(
  { parameters }: Pick<Services, 'parameters'>,
  appName: string,
): Promise<string[]> {
  return (await parameters.findBelow(parameters.paths.links.root, appName)).map(({ name }) => name);
}

/**
 * When a link ends, without reading it, in milliseconds since 1970. Links of an earlier version do not tell: none works
 * for longer than the longest wait.
 */
export function endOfLink({ description = '', modifiedAt }: FoundParameter): number {
  const end = Date.parse(description.slice(UNTIL.length));
  return Number.isNaN(end) ? modifiedAt.getTime() + LONGEST_DAYS * DAY_MS : end;
}
