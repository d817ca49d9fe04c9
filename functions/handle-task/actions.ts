import { kindOf, type TaskKind, type WaitingTask } from '#shared/domain/human-task.ts';
import { ANSWERS } from '#shared/tasks/answer-fields.ts';
import { type AnswerNeeds, answerTask } from '#shared/tasks/answer-task.ts';
import type { Answered } from '#shared/tasks/close-task.ts';
import { recordSubmission } from '#shared/tasks/record-submission.ts';
import { rejectTask } from '#shared/tasks/reject-task.ts';
import type { TaskLink } from '#shared/tasks/task-link.ts';
import { markOf } from '#shared/tasks/task-outcome.ts';

type Form = Record<string, string>;

/** Does what a form asks for; nothing comes back where the task waits on. */
type Action = (services: AnswerNeeds, task: WaitingTask, form: Form) => Promise<Answered | undefined>;

const answersIn = (form: Form, kind: TaskKind): Form =>
  Object.fromEntries(Object.keys(ANSWERS[kind].shape).map((name) => [name, form[name] ?? '']));

const complete: Action = (services, task, form) => answerTask(services, task, answersIn(form, task.kind));

const submitted: Action = (services, task) => recordSubmission(services, task);

const reject: Action = (services, task, { reason = '' }) => rejectTask(services, task, { reason });

const giveUp: Action = (services, task, { reason = '' }) =>
  rejectTask(services, task, { reason, giveUp: true });

/** The actions that the page of each kind of task offers. */
const ACTIONS: Record<WaitingTask['kind'], Map<string, Action>> = {
  'request-data-access': new Map([
    ['submitted', submitted],
    ['complete', complete],
    ['reject', reject],
    ['give-up', giveUp],
  ]),
  'register-application': new Map([
    ['complete', complete],
    ['give-up', giveUp],
  ]),
  'self-authorize': new Map([
    ['complete', complete],
    ['give-up', giveUp],
  ]),
  'register-queue': new Map([
    ['complete', complete],
    ['give-up', giveUp],
  ]),
  'confirm-removal': new Map([
    ['complete', complete],
    ['give-up', giveUp],
  ]),
};

/** The action that a form of this task names; none where its page has no such form. */
export const findAction = (name: string, { kind }: WaitingTask): Action | undefined =>
  ACTIONS[kind].get(name);

/** The mark of what a form asks for, also where the task is gone. */
export function markOfForm(asked: TaskLink & { round: number }, form: Form): string {
  const { action = '', reason = '' } = form;
  const kind = kindOf(asked.task);
  const fields = action === 'complete' && kind ? answersIn(form, kind) : { reason };
  return markOf(asked, { action, ...fields });
}
