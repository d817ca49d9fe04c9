import type { PageReply, PageRequest } from '#shared/lambda/define-page.ts';
import type { Services } from '#shared/services.ts';
import type { AnswerNeeds } from '#shared/tasks/answer-task.ts';
import { readProgress } from '#shared/tasks/read-progress.ts';
import { findTaskLink, hasExpired, type TaskLink } from '#shared/tasks/task-link.ts';
import { renderPage } from '#shared/web/layout.ts';
import { crossSitePage, expiredPage, notServedPage, unknownPage } from '#shared/web/pages/notices.ts';
import { progressPage } from '#shared/web/pages/progress.ts';
import { isOurOwn } from './csrf.ts';
import { showTask } from './show-task.ts';
import { submitTask } from './submit-task.ts';

/** What the pages need; `centralEndpoint` is the template of Seller and Vendor Central's addresses. */
export type Needs = AnswerNeeds & Pick<Services, 'guard'> & { centralEndpoint: string };

/** A link that was opened: the id in its address, and what it stands for. */
export interface Opened {
  id: string;
  link: TaskLink;
}

/** The pages of waiting tasks: `/{id}` is the task, `/{id}/progress` the whole tutorial. The id is all there is to know. */
export async function serveTaskPages(services: Needs, request: PageRequest): Promise<PageReply> {
  const { method, path } = request;
  const [id = '', view, ...more] = path;
  if (!['GET', 'HEAD', 'POST'].includes(method))
    return { status: 405, body: renderPage(notServedPage()), headers: { allow: 'GET, HEAD, POST' } };
  const link = await services.guard.slowDown(() => findTaskLink(services, id));
  if (!link) return { status: 404, body: renderPage(unknownPage()) };
  const { appName } = link;
  if (hasExpired(link, services))
    return { status: 410, body: renderPage(expiredPage(appName, link.expiresAt)) };
  if (view === 'progress' && more.length === 0 && method !== 'POST')
    return showProgress(services, { id, link });
  if (view !== undefined) return { status: 404, body: renderPage(notServedPage()) };
  if (method !== 'POST') return showTask(services, { id, link });
  if (!isOurOwn(request, id)) return { status: 403, body: renderPage(crossSitePage()) };
  return submitTask(services, { id, link }, request.form);
}

async function showProgress(services: Needs, { id, link: { appName } }: Opened): Promise<PageReply> {
  const progress = await readProgress(services, appName);
  return { status: 200, body: renderPage(progressPage({ appName, ...progress, task: `../${id}` })) };
}
