import { holdsSecret } from '#shared/domain/holds-secret.ts';
import { roundOf } from '#shared/domain/human-task.ts';
import { instructionsFor } from '#shared/domain/instructions.ts';
import type { PageReply } from '#shared/lambda/define-page.ts';
import type { ShownTask, TaskCallReply } from '#shared/tasks/task-call.ts';
import { emptyForm } from '#shared/web/form.ts';
import { renderPage } from '#shared/web/layout.ts';
import { overPage, unknownPage } from '#shared/web/pages/notices.ts';
import { progressPage } from '#shared/web/pages/progress.ts';
import { taskPage } from '#shared/web/pages/task.ts';
import { csrfCookie, csrfToken } from './csrf.ts';
import { type Flash, leadBack, leadTo } from './flash.ts';
import { leadBackBecause } from './not-taken.ts';
import type { Needs, Opened } from './opened-link.ts';
import { outcomePage } from './outcome-page.ts';

type Form = Record<string, string>;
export type FormFlash = Extract<Flash, { kind: 'form' }>;
type Reply = Exclude<TaskCallReply, { reply: 'failed' }>;

/**
 * What the private function answered, as a page. After a form the browser is led back to the page of the task, so that
 * reloading and going back send nothing again.
 * @param form what was posted; absent where nothing was
 * @param said what the page has to say of the form that was posted before
 */
export function renderReply(
  services: Needs,
  opened: Opened,
  reply: Reply,
  { form, said }: { form?: Form; said?: FormFlash | undefined },
): PageReply {
  const { id, link } = opened;
  const { appName, task } = link;
  const progress = `${id}/progress`;
  switch (reply.reply) {
    case 'waits':
      return page(services, opened, reply, said);
    case 'problems':
      return leadBack(id, { ...typed(reply, form), status: 422, problems: reply.problems });
    case 'refused': {
      const { refusal, again } = reply;
      return leadBack(id, { ...typed(reply, form), status: again ? 503 : 422, refusal });
    }
    case 'taken':
      return leadTo(id);
    case 'answered':
      return { status: 200, body: renderPage(outcomePage(services, opened, reply)) };
    case 'over':
      return { status: 200, body: renderPage(overPage(appName, task, progress)) };
    case 'progress':
      return {
        status: 200,
        body: renderPage(progressPage({ appName, ...reply.progress, task: `../${id}` })),
      };
    case 'too-late':
      return leadBack(id, { kind: 'too-late', what: reply.what, remedy: reply.remedy });
    case 'not-served':
      return leadBackBecause(id, 'not-served');
    // It ended while it was looked at.
    case 'closed':
      return form ? leadTo(id) : { status: 404, body: renderPage(unknownPage()) };
  }
}

/** The page of a waiting task; what was said of an earlier round of it is over. */
function page(
  { centralEndpoint }: Needs,
  { id }: Opened,
  { task, submittedAt, steps }: Extract<Reply, { reply: 'waits' }>,
  said: FormFlash | undefined,
): PageReply {
  const ours = said?.round === undefined || said.round === roundOf(task) ? said : undefined;
  const { values = {}, problems = {}, refusal, status = 200 } = ours ?? {};
  const form = { ...emptyForm(csrfToken(id)), values, problems, ...(refusal && { refusal }) };
  const view = { task, progress: `${id}/progress`, centralEndpoint, form, submittedAt, steps };
  return { status, body: renderPage(taskPage(view)), cookies: [csrfCookie(id)] };
}

/** Ids of Amazon start like that, with what may be copied along; a short slip is none either. */
const LIKE_AN_ID = /^\W{0,3}(?:\w{1,30}[=:]\W{0,3})?amzn1\.(?!oa2-cs)[\w.-]{1,100}\W{0,3}$/;
const isLikeAnId = (text: string): boolean => text.length < 20 || LIKE_AN_ID.test(text);

/** What comes back into a field: of an id only what looks like one, because a piece of a secret has no form of its own. */
const shownBack = (name: string, text = ''): string =>
  holdsSecret(text) || (/Id$/.test(name) && !isLikeAnId(text)) ? '' : text;

/** A form that is shown again with what was typed: no secret, not even one in a field for something else. */
function typed({ task }: ShownTask, form: Form = {}): FormFlash {
  const fields = instructionsFor(task).fields.filter(({ secret }) => !secret);
  const reason = form.action === 'give-up' ? 'giveUpReason' : 'reason';
  const all = [...fields.map(({ name }) => [name, form[name]]), [reason, form.reason]];
  const values = Object.fromEntries(all.map(([name = '', text]) => [name, shownBack(name, text)]));
  return { kind: 'form', status: 200, round: roundOf(task), values, problems: {} };
}
