import { kindOf, taskName } from '#shared/domain/human-task.ts';
import type { TaskOutcome } from '#shared/tasks/task-outcome.ts';
import { sayOutcome } from '#shared/tasks/task-standing.ts';
import type { Page } from '#shared/web/layout.ts';
import {
  askedAgainPage,
  donePage,
  queueTriedPage,
  removalDonePage,
  storedPage,
} from '#shared/web/pages/notices.ts';
import type { Needs, Opened } from './serve-task-pages.ts';

/** An execution asks again within seconds. After this long it has ended, and a page that is left open stops looking. */
const ASKED_AGAIN_WITHIN_MS = 60_000;

const REMOVAL = taskName({ kind: 'confirm-removal' });

/** The page of a task that was answered. */
export function outcomePage(
  { clock }: Needs,
  { id, link: { appName, task } }: Opened,
  answered: TaskOutcome,
): Page {
  const progress = `${id}/progress`;
  const { outcome, at } = answered;
  const age = clock.now().getTime() - Date.parse(at);
  const soon = age < ASKED_AGAIN_WITHIN_MS;
  if (outcome === 'stored') return storedPage(appName, sayOutcome(answered), task, progress);
  if (outcome === 'rejected') return askedAgainPage(appName, at, progress, soon);
  if (outcome === 'done' && kindOf(task) === 'register-queue')
    return queueTriedPage(appName, at, progress, soon);
  const done = { outcome: outcome === 'given-up' ? outcome : 'done', at } as const;
  return task === REMOVAL ? removalDonePage(appName, done) : donePage(appName, task, done, progress);
}
