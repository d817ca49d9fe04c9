import { type HTMLElement, parse } from 'node-html-parser';
import type { TaskKind, WaitingTask } from '#shared/domain/human-task.ts';
import { emptyForm, type FormState } from '#shared/web/form.ts';
import { type Page, renderPage } from '#shared/web/layout.ts';
import { taskPage } from '#shared/web/pages/task.ts';
import type { TaskView } from '#shared/web/pages/task-view.ts';
import { aTask } from '../a-task.ts';

export const HOSTILE = '"><script>alert(1)</script>';
export const CSRF = 'FAKE_CSRF';

/** The view of a waiting task; its token is not among it. */
export function aView(kind: TaskKind, changes: Partial<WaitingTask> = {}, form: Partial<FormState> = {}) {
  const { token: _, ...task } = aTask(kind, changes);
  return {
    task,
    progress: 'id/progress',
    centralEndpoint: 'https://{host}',
    form: { ...emptyForm(CSRF), ...form },
  } satisfies TaskView;
}

/** The page of a task as a browser reads it, without its style and script. */
export const taskDocument = (view: TaskView): HTMLElement => documentOf(taskPage(view));

/** A page as a browser reads it. */
export const documentOf = (page: Page): HTMLElement => parse(renderPage(page).toString());

/** What stands in the page for people to read. */
export const textOf = (root: HTMLElement): string =>
  (root.querySelector('main')?.textContent ?? '').replace(/\s+/g, ' ').trim();

/** What would run or be styled in spite of the policy, and what was smuggled in. */
export function unsafeIn(root: HTMLElement): string[] {
  const scripts = root.querySelectorAll('main script, main style, main base, main iframe, main object');
  const attributes = root
    .querySelectorAll('*')
    .flatMap((element) => Object.keys(element.attributes))
    .filter((name) => /^(on|style$|srcdoc$|formaction$)/i.test(name));
  const links = root
    .querySelectorAll('[href], [src], [action]')
    .map((element) => element.getAttribute('href') ?? '')
    .filter((href) => /^\s*(javascript|data|vbscript):/i.test(href));
  return [...scripts.map(({ tagName }) => tagName), ...attributes, ...links];
}
