import { UnexpectedReply } from '#shared/errors/broken.ts';
import type { PageReply, PageRequest } from '#shared/lambda/define-page.ts';
import type { TaskCall, TaskCallReply } from '#shared/tasks/task-call.ts';
import { hasExpired, isLinkId } from '#shared/tasks/task-link.ts';
import { renderPage } from '#shared/web/layout.ts';
import {
  answeredMeanwhilePage,
  crossSitePage,
  expiredPage,
  notServedPage,
  unknownPage,
} from '#shared/web/pages/notices.ts';
import { checkField } from './check-field.ts';
import { hasCookie, isOurOwn } from './csrf.ts';
import { findLink } from './find-link.ts';
import { type Flash, takeFlash } from './flash.ts';
import type { Needs, Opened } from './opened-link.ts';
import { renderReply } from './render-reply.ts';

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
  if (!found) return { status: 404, body: renderPage(unknownPage()) };
  if (found.opens === 'health') {
    // What it needs is read when the first such link is opened.
    const { serveHealth } = await import('./serve-health.ts');
    return serveHealth(services, { id, link: found.link }, request);
  }
  const { link } = found;
  const { appName } = link;
  if (hasExpired(link, services))
    return { status: 410, body: renderPage(expiredPage(appName, link.expiresAt)) };
  const opened = { id, link };
  if (view === 'progress' && more.length === 0 && method !== 'POST')
    return ask(services, opened, { ask: 'progress', id });
  if (view !== undefined) return { status: 404, body: renderPage(notServedPage()) };
  if (method !== 'POST') return show(services, opened, request);
  if (!isOurOwn(request, id)) return { status: 403, body: renderPage(crossSitePage()) };
  const form = Object.fromEntries(request.form);
  if (form.action === 'check') return checkField(form);
  return ask(services, opened, { ask: 'submit', id, form });
}

/** Shows how the task stands, and what a post before it has to say. */
async function show(services: Needs, opened: Opened, request: PageRequest): Promise<PageReply> {
  const { id, link } = opened;
  const found = takeFlash(request, id);
  if (found?.flash.kind === 'too-late')
    return {
      status: 409,
      body: renderPage(answeredMeanwhilePage(link.appName, found.flash)),
      cookies: [found.forget],
    };
  const shown = await ask(services, opened, { ask: 'show', id, own: hasCookie(request, id) }, found?.flash);
  return found ? { ...shown, cookies: [...(shown.cookies ?? []), found.forget] } : shown;
}

async function ask(
  services: Needs,
  opened: Opened,
  call: TaskCall,
  said?: Extract<Flash, { kind: 'form' }>,
): Promise<PageReply> {
  const reply = (await services.handleTask.call(call)) as TaskCallReply;
  if (reply.reply === 'failed') throw new UnexpectedReply(reply);
  return renderReply(services, opened, reply, { ...(call.ask === 'submit' && { form: call.form }), said });
}
