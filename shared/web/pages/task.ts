import type { WaitingTask } from '../../domain/human-task.ts';
import { instructionsFor } from '../../domain/instructions.ts';
import { shortTime } from '../../domain/times.ts';
import { refusalNotice } from '../form.ts';
import { type Html, html } from '../html.ts';
import type { Page } from '../layout.ts';
import { sourcesSection } from '../sources.ts';
import { removalBody } from './confirm-removal.ts';
import { registerBody } from './register-application.ts';
import { registerQueueBody } from './register-queue.ts';
import { developerProfileBody } from './request-data-access.ts';
import { authorizeBody } from './self-authorize.ts';
import type { TaskView } from './task-view.ts';

const BODIES: Record<WaitingTask['kind'], (view: TaskView) => Html> = {
  'request-data-access': developerProfileBody,
  'register-application': registerBody,
  'self-authorize': authorizeBody,
  'register-queue': registerQueueBody,
  'confirm-removal': removalBody,
};

/** The page of a waiting task. */
export function taskPage(view: TaskView): Page {
  const { task, form, progress } = view;
  const { title, fields, sources } = instructionsFor(task);
  const labels = Object.fromEntries(fields.map(({ name, label }) => [name, label]));
  const { name } = task.authorization ?? {};
  return {
    title: name ? `${title}: account ${name}` : title,
    about: task.appName,
    steps: view.steps,
    body: html`${refusalNotice(form, { ...labels, confirmed: 'Amazon’s approval' })}
${BODIES[task.kind](view)}
${sourcesSection(sources)}
<p class="note">Asked on ${shortTime(task.requestedAt)}; it waits until ${shortTime(task.expiresAt)}. <a href="${progress}">View progress</a>.</p>`,
  };
}
