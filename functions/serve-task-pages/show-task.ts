import { kindOf, taskName } from '#shared/domain/human-task.ts';
import type { PageReply } from '#shared/lambda/define-page.ts';
import { readStanding, type Standing, sayOutcome } from '#shared/tasks/task-standing.ts';
import { emptyForm, type FormState } from '#shared/web/form.ts';
import { type Page, renderPage } from '#shared/web/layout.ts';
import {
  askedAgainPage,
  donePage,
  overPage,
  queueTriedPage,
  removalDonePage,
  storedPage,
} from '#shared/web/pages/notices.ts';
import { taskPage } from '#shared/web/pages/task.ts';
import { csrfCookie, csrfToken } from './csrf.ts';
import type { Needs, Opened } from './serve-task-pages.ts';

/** The page of a link as it stands now. */
export async function showTask(services: Needs, opened: Opened): Promise<PageReply> {
  const standing = await readStanding(services, opened.link);
  if (standing.state === 'waits')
    return replyWithForm(services, opened, standing, emptyForm(csrfToken(opened.id)));
  return { status: 200, body: renderPage(noticeOf(services, opened, standing)) };
}

/** The page of a waiting task, with what was typed and why it was not taken. */
export function replyWithForm(
  { centralEndpoint }: Needs,
  { id }: Opened,
  { task, submittedAt }: Extract<Standing, { state: 'waits' }>,
  form: FormState,
  status = 200,
): PageReply {
  const { token: _, ...shown } = task;
  const page = taskPage({ task: shown, progress: `${id}/progress`, centralEndpoint, form, submittedAt });
  return { status, body: renderPage(page), cookies: [csrfCookie(id)] };
}

/** An execution asks again within seconds. After this long it has ended, and a page that is left open stops looking. */
const ASKED_AGAIN_WITHIN_MS = 60_000;

const REMOVAL = taskName({ kind: 'confirm-removal' });

function noticeOf(
  { clock }: Needs,
  { id, link: { appName, task } }: Opened,
  standing: Exclude<Standing, { state: 'waits' }>,
): Page {
  const progress = `${id}/progress`;
  if (standing.state === 'over') return overPage(appName, task, progress);
  const { outcome, at } = standing.outcome;
  const age = clock.now().getTime() - Date.parse(at);
  const soon = age < ASKED_AGAIN_WITHIN_MS;
  if (outcome === 'stored') return storedPage(appName, sayOutcome(standing.outcome), task, progress);
  if (outcome === 'rejected') return askedAgainPage(appName, at, progress, soon);
  if (outcome === 'done' && kindOf(task) === 'register-queue')
    return queueTriedPage(appName, at, progress, soon);
  const done = { outcome: outcome === 'given-up' ? outcome : 'done', at } as const;
  return task === REMOVAL ? removalDonePage(appName, done) : donePage(appName, task, done, progress);
}
