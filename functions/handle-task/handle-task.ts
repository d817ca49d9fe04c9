import type { AnswerNeeds } from '#shared/tasks/answer-task.ts';
import { leadOn } from '#shared/tasks/lead-on.ts';
import { readProgress } from '#shared/tasks/read-progress.ts';
import { readSteps } from '#shared/tasks/read-steps.ts';
import type { TaskCall, TaskCallReply } from '#shared/tasks/task-call.ts';
import { findTaskLink, hasExpired } from '#shared/tasks/task-link.ts';
import { readStanding } from '#shared/tasks/task-standing.ts';
import { shown } from './shown.ts';
import { submit } from './submit.ts';

/**
 * Shows one waiting task and takes what a person brings, for a link that is valid. The public pages may call this and
 * nothing else: whoever takes them over gets no further than the links that are opened with them.
 */
export async function handleTask(services: AnswerNeeds, call: TaskCall): Promise<TaskCallReply> {
  const link = await findTaskLink(services, call.id);
  if (!link || hasExpired(link, services)) return { reply: 'closed' };
  if (call.ask === 'progress')
    return { reply: 'progress', progress: await readProgress(services, link.appName) };
  if (call.ask === 'submit') return submit(services, link, call.form);
  const standing = await readStanding(services, link);
  if (standing.state === 'waits') {
    const steps = await readSteps(services, standing.task);
    return { reply: 'waits', ...shown(standing), ...(steps && { steps }) };
  }
  if (standing.state === 'over') return { reply: 'over' };
  const { outcome } = standing;
  // Only a page that leads on needs links.
  const id = call.own && outcome.outcome === 'done' ? call.id : undefined;
  return { reply: 'answered', outcome, lead: await leadOn(services, { link, at: outcome.at, id }) };
}
