import { createHash, timingSafeEqual } from 'node:crypto';
import type { PageRequest } from '#shared/lambda/define-page.ts';

/**
 * The token in the forms of a link's pages, and in a cookie that only our own pages send back. Both are made from the
 * id of the link, so a second tab of the same link has the same ones, and nothing needs to be kept.
 */
export const csrfToken = (id: string): string => digest(`csrf ${id}`);

// Tied to this host, sent over HTTPS only, and never by another site's post. One for each link.
const cookieName = (id: string) => `__Host-task-${digest(`cookie ${id}`).slice(0, 12)}`;

/** The cookie that a page sets when it shows a form. */
export const csrfCookie = (id: string): string =>
  `${cookieName(id)}=${csrfToken(id)}; Path=/; Secure; HttpOnly; SameSite=Strict`;

/** Whether a post comes from a form of our own page. */
export function isOurOwn({ form, cookies, sameOrigin }: PageRequest, id: string): boolean {
  return sameOrigin && isToken(form.get('csrf'), id) && hasCookie({ cookies }, id);
}

/** Whether the browser has had the form of this link's page before, and no other site leads it here. */
export const hasCookie = ({ cookies }: Pick<PageRequest, 'cookies'>, id: string): boolean =>
  isToken(cookies[cookieName(id)], id);

function isToken(text: string | null | undefined, id: string): boolean {
  const [given, wanted] = [Buffer.from(text ?? ''), Buffer.from(csrfToken(id))];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
