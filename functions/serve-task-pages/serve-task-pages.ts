import { UnexpectedReply } from '#shared/errors/broken.ts';
import type { PageReply, PageRequest } from '#shared/lambda/define-page.ts';
import type { TaskCall, TaskCallReply } from '#shared/tasks/task-call.ts';
import { hasExpired, isLinkId } from '#shared/tasks/task-link.ts';
import { renderPage } from '#shared/web/layout.ts';
import { answeredMeanwhilePage, expiredPage, notServedPage, unknownPage } from '#shared/web/pages/notices.ts';
import { checkField } from './check-field.ts';
import { hasCookie, isOurOwn } from './csrf.ts';
import { findLink } from './find-link.ts';
import { leadTo, takeFlash } from './flash.ts';
import { leadBackBecause, readNotTaken } from './not-taken.ts';
import type { Needs, Opened } from './opened-link.ts';
import { type FormFlash, renderReply } from './render-reply.ts';

/**
 * The pages of waiting tasks, and of the health of all applications. `/{id}` is the task, `/{id}/progress` the whole
 * tutorial. The id is all there is to know.
 */
export async function serveTaskPages(services: Needs, request: PageRequest): Promise<PageReply> {
  const { method, path } = request;
  const [id = '', view, ...more] = path;
  if (!['GET', 'HEAD', 'POST'].includes(method))
    return { status: 405, body: renderPage(notServedPage()), headers: { allow: 'GET, HEAD, POST' } };
  // What cannot be a link costs nothing to refuse: neither a look-up nor a pause, which would be paid for.
  const found = isLinkId(id) ? await services.guard.slowDown(() => findLink(services, id)) : undefined;
  const isPost = method === 'POST' && view === undefined;
  if (!found) return isPost && isLinkId(id) ? leadTo(id) : { status: 404, body: renderPage(unknownPage()) };
  if (found.opens === 'health') {
    // What it needs is read when the first such link is opened.
    const { serveHealth } = await import('./serve-health.ts');
    return serveHealth(services, { id, link: found.link }, request);
  }
  const { link } = found;
  if (hasExpired(link, services))
    return isPost ? leadTo(id) : { status: 410, body: renderPage(expiredPage(link.appName, link.expiresAt)) };
  const opened = { id, link };
  if (view === 'progress' && more.length === 0 && method !== 'POST')
    return ask(services, opened, { ask: 'progress', id });
  if (view !== undefined) return { status: 404, body: renderPage(notServedPage()) };
  if (!isPost) return show(services, opened, request);
  const form = Object.fromEntries(request.form);
  const isCheck = form.action === 'check';
  if (!isOurOwn(request, id)) return isCheck ? { status: 403, body: {} } : leadBackBecause(id, 'not-ours');
  if (isCheck) return checkField(form);
  return ask(services, opened, { ask: 'submit', id, form });
}

/** Shows how the task stands, and what a post before it has to say. */
async function show(services: Needs, opened: Opened, request: PageRequest): Promise<PageReply> {
  const { id, link } = opened;
  const found = takeFlash(request, id);
  const notTaken = readNotTaken(request);
  if (found?.flash.kind === 'too-late')
    return {
      status: 409,
      body: renderPage(answeredMeanwhilePage(link.appName, found.flash)),
      cookies: [found.forget],
    };
  const said: FormFlash | undefined = notTaken
    ? { kind: 'form', values: {}, problems: {}, ...notTaken }
    : found?.flash;
  const shown = await ask(services, opened, { ask: 'show', id, own: hasCookie(request, id) }, said);
  return found ? { ...shown, cookies: [...(shown.cookies ?? []), found.forget] } : shown;
}

async function ask(services: Needs, opened: Opened, call: TaskCall, said?: FormFlash): Promise<PageReply> {
  const reply = (await services.handleTask.call(call)) as TaskCallReply;
  if (reply.reply === 'failed') throw new UnexpectedReply(reply);
  return renderReply(services, opened, reply, { ...(call.ask === 'submit' && { form: call.form }), said });
}
