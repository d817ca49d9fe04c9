import { dueDates } from '#shared/domain/due-dates.ts';
import { UnexpectedReply } from '#shared/errors/broken.ts';
import { calendarOf } from '#shared/health/calendar.ts';
import { type HealthCallReply, longOverview } from '#shared/health/health-call.ts';
import type { HealthLink } from '#shared/health/health-link.ts';
import type { PageReply, PageRequest } from '#shared/lambda/define-page.ts';
import { hasExpired } from '#shared/tasks/task-link.ts';
import { renderPage } from '#shared/web/layout.ts';
import { expiredHealthPage, healthPage } from '#shared/web/pages/health.ts';
import { notServedPage, unknownPage } from '#shared/web/pages/notices.ts';
import type { Needs } from './opened-link.ts';

/** Name of the file with the due dates, below the address of the page. */
const CALENDAR = 'due-dates.ics';

/** The health of all applications: `/{id}` is the page, `/{id}/due-dates.ics` its due dates for a calendar. It only reads. */
export async function serveHealth(
  services: Needs,
  { id, link }: { id: string; link: HealthLink },
  { method, path }: PageRequest,
): Promise<PageReply> {
  const [, file, ...more] = path;
  if (method === 'POST')
    return { status: 405, body: renderPage(notServedPage()), headers: { allow: 'GET, HEAD' } };
  if (hasExpired(link, services)) return { status: 410, body: renderPage(expiredHealthPage(link.expiresAt)) };
  if (more.length > 0 || (file !== undefined && file !== CALENDAR))
    return { status: 404, body: renderPage(notServedPage()) };
  const reply = (await services.showHealth.call({ id })) as HealthCallReply;
  if (reply.reply === 'failed') throw new UnexpectedReply(reply);
  // It ended, or was withdrawn, while it was looked at.
  if (reply.reply === 'closed') return { status: 404, body: renderPage(unknownPage()) };
  const now = services.clock.now();
  const overviews = reply.overviews.map((one) => longOverview(one, now));
  const due = dueDates(overviews);
  if (file === CALENDAR)
    return {
      status: 200,
      body: calendarOf(due, services.parameters.paths.root, now),
      headers: {
        'content-type': 'text/calendar; charset=utf-8; method=PUBLISH',
        'content-disposition': `attachment; filename="sp-api-${CALENDAR}"`,
      },
    };
  const view = {
    overviews,
    due,
    now: now.toISOString(),
    expiresAt: link.expiresAt,
    calendar: `${id}/${CALENDAR}`,
  };
  return { status: 200, body: renderPage(healthPage(view)) };
}
