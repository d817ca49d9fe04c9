import { instructionsFor } from '#shared/domain/instructions.ts';
import { holdsSecret } from '#shared/domain/lwa-formats.ts';
import type { PageReply } from '#shared/lambda/define-page.ts';
import type { ShownTask, TaskCallReply } from '#shared/tasks/task-call.ts';
import { emptyForm, type FormState } from '#shared/web/form.ts';
import { renderPage } from '#shared/web/layout.ts';
import { answeredMeanwhilePage, notServedPage, overPage, unknownPage } from '#shared/web/pages/notices.ts';
import { progressPage } from '#shared/web/pages/progress.ts';
import { taskPage } from '#shared/web/pages/task.ts';
import { csrfCookie, csrfToken } from './csrf.ts';
import { outcomePage } from './outcome-page.ts';
import type { Needs, Opened } from './serve-task-pages.ts';

type Form = Record<string, string>;
type Reply = Exclude<TaskCallReply, { reply: 'failed' }>;

/**
 * What the private function answered, as a page. After a form was taken the browser is led back to the page of the task,
 * so that reloading sends nothing again.
 * @param form what was posted; empty where nothing was
 */
export function renderReply(services: Needs, opened: Opened, reply: Reply, form: Form): PageReply {
  const { id, link } = opened;
  const { appName, task } = link;
  const progress = `${id}/progress`;
  const csrf = csrfToken(id);
  switch (reply.reply) {
    case 'waits':
      return page(services, opened, reply, emptyForm(csrf));
    case 'problems':
      return page(services, opened, reply, { ...typed(csrf, reply, form), problems: reply.problems }, 422);
    case 'refused': {
      const { refusal, again } = reply;
      return page(services, opened, reply, { ...typed(csrf, reply, form), refusal }, again ? 503 : 422);
    }
    case 'taken':
      return { status: 303, headers: { location: id } };
    case 'answered':
      return { status: 200, body: renderPage(outcomePage(services, opened, reply.outcome)) };
    case 'over':
      return { status: 200, body: renderPage(overPage(appName, task, progress)) };
    case 'progress':
      return {
        status: 200,
        body: renderPage(progressPage({ appName, ...reply.progress, task: `../${id}` })),
      };
    case 'too-late':
      return { status: 409, body: renderPage(answeredMeanwhilePage(appName, reply)) };
    case 'not-served':
      return { status: 400, body: renderPage(notServedPage()) };
    // It ended while it was looked at.
    case 'closed':
      return { status: 404, body: renderPage(unknownPage()) };
  }
}

/** The page of a waiting task. */
function page(
  { centralEndpoint }: Needs,
  { id }: Opened,
  { task, submittedAt }: ShownTask,
  form: FormState,
  status = 200,
): PageReply {
  const view = { task, progress: `${id}/progress`, centralEndpoint, form, submittedAt };
  return { status, body: renderPage(taskPage(view)), cookies: [csrfCookie(id)] };
}

/** A form that is shown again with what was typed: no secret, not even one in a field for something else. */
function typed(csrf: string, { task }: ShownTask, form: Form): FormState {
  const fields = instructionsFor(task).fields.filter(({ secret }) => !secret);
  const reason = form.action === 'give-up' ? 'giveUpReason' : 'reason';
  const all = [...fields.map(({ name }) => [name, form[name]]), [reason, form.reason]];
  const values = Object.fromEntries(
    all.map(([name, text]) => [name, text && !holdsSecret(text) ? text : '']),
  );
  return { ...emptyForm(csrf), values };
}
