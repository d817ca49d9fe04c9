import { kindOf, roundOf, taskName, type WaitingTask } from '#shared/domain/human-task.ts';
import type { PageReply } from '#shared/lambda/define-page.ts';
import type { TaskLink } from '#shared/tasks/task-link.ts';
import { parseOutcome, type TaskOutcome } from '#shared/tasks/task-outcome.ts';
import { findTask } from '#shared/tasks/task-store.ts';
import { emptyForm, type FormState } from '#shared/web/form.ts';
import { type Page, renderPage } from '#shared/web/layout.ts';
import {
  askedAgainPage,
  donePage,
  overPage,
  queueTriedPage,
  removalDonePage,
} from '#shared/web/pages/notices.ts';
import { taskPage } from '#shared/web/pages/task.ts';
import { csrfCookie, csrfToken } from './csrf.ts';
import type { Needs, Opened } from './serve-task-pages.ts';

/** How the task of a link stands. A task that was answered is `answered` even while it is still stored. */
export type Standing =
  | { state: 'waits'; task: WaitingTask; submittedAt?: string }
  | { state: 'answered'; outcome: TaskOutcome }
  | { state: 'over' };

/** Reads how the task of a link stands; a task of another execution is another task. */
export async function readStanding(
  services: Pick<Needs, 'clock' | 'parameters'>,
  { appName, task: name, execution }: TaskLink,
): Promise<Standing> {
  const path = services.parameters.paths.of(appName).outcome(name);
  const { [path]: text } = await services.parameters.get([path]);
  const outcome = parseOutcome(text);
  const stored = await findTask(services, appName, name);
  const task = stored?.execution === execution ? stored : undefined;
  const ours = outcome?.execution === execution ? outcome : undefined;
  if (ours && ours.outcome !== 'submitted' && ours.round >= (task ? roundOf(task) : 0))
    return { state: 'answered', outcome: ours };
  if (!task || Date.parse(task.expiresAt) <= services.clock.now().getTime()) return { state: 'over' };
  const submitted = outcome?.outcome === 'submitted' && outcome.round === roundOf(task);
  return { state: 'waits', task, ...(submitted && { submittedAt: outcome.at }) };
}

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
  if (outcome === 'rejected') return askedAgainPage(appName, at, progress, soon);
  if (outcome === 'done' && kindOf(task) === 'register-queue')
    return queueTriedPage(appName, at, progress, soon);
  const done = { outcome: outcome === 'given-up' ? outcome : 'done', at } as const;
  return task === REMOVAL ? removalDonePage(appName, done) : donePage(appName, task, done, progress);
}
