import { createHmac } from 'node:crypto';
import { kindOf, taskName, type WaitingTask } from '../domain/human-task.ts';
import type { Lead, NextTask } from '../domain/lead.ts';
import { readStored } from '../domain/stored-json.ts';
import { DAY_SECONDS } from '../domain/times.ts';
import type { Services } from '../services.ts';
import { readApplication } from './read-application.ts';
import { Status, tasksOf, usableOf } from './read-progress.ts';
import { createTaskLink, findTaskLink, type TaskLink } from './task-link.ts';
import { findTasks } from './task-store.ts';

/** A link that leads on works for so long, in seconds; the task's own messages bring others. */
const VALID_SECONDS = 7 * DAY_SECONDS;
/** With less left than this, in milliseconds, a link is made to last anew. */
const SHORT_MS = DAY_SECONDS * 1000;

/**
 * What comes after a task that was answered, read from what the steps have written.
 * @param answered the link of the task, when it was answered, and the id of the link where its reader is the person who
 *   answered: then the next tasks come with links
 * @throws what Parameter Store throws
 */
export async function leadOn(
  services: Pick<Services, 'clock' | 'parameters'>,
  { link, at, id }: { link: TaskLink; at: string; id?: string | undefined },
): Promise<Lead> {
  const { appName } = link;
  const paths = services.parameters.paths.of(appName);
  const accounts = (await readApplication(services, appName))?.authorizations ?? [];
  const names = tasksOf(accounts).map(taskName);
  const waiting = (await findTasks(services, appName, names)).filter((task) => taskName(task) !== link.task);
  const tasks: NextTask[] = [];
  for (const task of waiting.toSorted(inOrderOf(names))) {
    const account = task.authorization?.name;
    const next = id ? await linkAfter(services, id, task) : undefined;
    tasks.push({ kind: task.kind, ...(account && { account }), ...(next && { id: next }) });
  }
  const { [paths.status]: text } = await services.parameters.get([paths.status]);
  const { state, since = '', step = '', error = '' } = readStored(Status, text) ?? {};
  const isNews = Date.parse(since) >= Date.parse(at);
  const account = usableOf(accounts);
  const authorizing = tasks.filter(({ kind }) => kind === 'self-authorize').length;
  const more = kindOf(link.task) === 'register-application' && authorizing < accounts.length;
  const ready = { since, results: `${paths.root}/`, ...(account && { account }) };
  return {
    tasks,
    ...(more && { more }),
    ...(isNews && state === 'failed' && { failed: { step, error, since } }),
    ...(isNews && state === 'ready' && { ready }),
  };
}

const inOrderOf = (names: string[]) => (one: WaitingTask, other: WaitingTask) =>
  names.indexOf(taskName(one)) - names.indexOf(taskName(other));

/**
 * The link to another task of the same person. Its id is made from the one that the person has, so that looking again
 * makes no further link, and nobody without that id can tell it.
 */
async function linkAfter(
  services: Pick<Services, 'clock' | 'parameters'>,
  id: string,
  task: WaitingTask,
): Promise<string> {
  const next = createHmac('sha256', id)
    .update(JSON.stringify([task.execution, taskName(task)]))
    .digest('base64url');
  const link = await findTaskLink(services, next);
  const end = Math.min(Date.parse(task.expiresAt), services.clock.now().getTime() + SHORT_MS);
  if (!link || Date.parse(link.expiresAt) < end)
    await createTaskLink(services, task, { pageUrl: '', validSeconds: VALID_SECONDS, id: next });
  return next;
}
