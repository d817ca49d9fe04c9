import type { WaitingTask } from '#shared/domain/human-task.ts';
import { instructionsFor } from '#shared/domain/instructions.ts';
import { answerTask } from '#shared/tasks/answer-task.ts';
import type { Answered } from '#shared/tasks/close-task.ts';
import { recordSubmission } from '#shared/tasks/record-submission.ts';
import { rejectTask } from '#shared/tasks/reject-task.ts';
import type { Needs } from './serve-task-pages.ts';

/** Does what a form asks for; nothing comes back where the task waits on. */
type Action = (services: Needs, task: WaitingTask, form: URLSearchParams) => Promise<Answered | undefined>;

const complete: Action = (services, task, form) => {
  const { fields } = instructionsFor(task);
  return answerTask(
    services,
    task,
    Object.fromEntries(fields.map(({ name }) => [name, form.get(name) ?? ''])),
  );
};

const submitted: Action = (services, task) => recordSubmission(services, task);

const reject: Action = (services, task, form) =>
  rejectTask(services, task, { reason: form.get('reason') ?? '' });

const giveUp: Action = (services, task, form) =>
  rejectTask(services, task, { reason: form.get('reason') ?? '', giveUp: true });

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
