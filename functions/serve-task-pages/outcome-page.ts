import { kindOf, taskName } from '#shared/domain/human-task.ts';
import type { Lead } from '#shared/domain/lead.ts';
import type { TaskOutcome } from '#shared/tasks/task-outcome.ts';
import { sayOutcome } from '#shared/tasks/task-standing.ts';
import type { Page } from '#shared/web/layout.ts';
import { answeredPage } from '#shared/web/pages/answered.ts';
import {
  askedAgainPage,
  givenUpPage,
  queueTriedPage,
  removalDonePage,
  storedPage,
} from '#shared/web/pages/notices.ts';
import type { Needs, Opened } from './opened-link.ts';

/** An execution asks again within seconds. After this long it has ended, and a page that is left open stops looking. */
const ASKED_AGAIN_WITHIN_MS = 60_000;

/** Until the next task waits, or the application works: the first calls may be throttled for a minute. */
const NEXT_WITHIN_MS = 180_000;
/** The tasks of all accounts wait within seconds of each other. */
const OTHERS_WITHIN_MS = 30_000;

const REMOVAL = taskName({ kind: 'confirm-removal' });

/** The page of a task that was answered. */
export function outcomePage(
  { clock }: Needs,
  { id, link: { appName, task } }: Opened,
  { outcome: answered, lead }: { outcome: TaskOutcome; lead: Lead },
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
  if (task === REMOVAL) return removalDonePage(appName, done);
  if (outcome === 'given-up') return givenUpPage(appName, task, at, progress);
  const next = age < (lead.tasks.length > 0 ? OTHERS_WITHIN_MS : NEXT_WITHIN_MS);
  return answeredPage({ appName, said: sayOutcome(answered), lead, soon: next, progress });
}
