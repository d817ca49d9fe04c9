import { withSmallLetter } from './first-letter.ts';
import { TASK_STATES, taskName, type WaitingTask, whyAsked } from './human-task.ts';
import { composeMessage, type Message } from './message.ts';
import { executionLink } from './messages.ts';
import { CLIENT_REFUSED, NEEDS_LOGIN, TOKEN_REFUSED } from './refusals.ts';
import { shortTime } from './times.ts';

/**
 * The message that a task waits for a person, in at most eleven lines.
 * @param link the page of the task, and when the link ends; `undefined` where the stack has no pages
 * @param reminder 0 for the first message, then the number of the reminder
 */
export function waitingMessage(
  task: WaitingTask,
  link: { url: string; expiresAt: string } | undefined,
  reminder: number,
): Message {
  const { appName, authorization } = task;
  const { state, title } = TASK_STATES[task.kind];
  const id = `${appName}/${taskName(task)}`;
  const why = whyAsked(task);
  const renewed = link && link.expiresAt < task.expiresAt ? '; the next reminder brings a new one' : '';
  return composeMessage({
    appName,
    subject: `[${appName}] ${reminder ? `Reminder ${reminder}: ` : ''}${state} waits for you: ${title}${authorization ? ` (account ${authorization.name})` : ''}`,
    first: `${whatWaits(task)}${reminder ? ` Waiting since ${shortTime(task.requestedAt)}.` : ''}`,
    runbook: `${state} waits for you`,
    lines: [
      ...(why ? [why] : []),
      ...(task.kind === 'confirm-removal' ? [] : [NEEDS_LOGIN]),
      ...(link
        ? [
            `Open this page. It says what to do; enter the result there: ${link.url}`,
            `The link works until ${shortTime(link.expiresAt)}${renewed}. Anyone with this link can answer: give it only to the person who does this${task.kind === 'confirm-removal' ? '' : ' at Amazon'}.`,
          ]
        : []),
      `${link ? 'Without the page' : 'See what to do'}: spapi task show ${id}`,
      `When you have done it: spapi task complete ${id}`,
      `${REJECTIONS[task.kind] ?? 'To end the execution instead'}: spapi task reject ${id} --reason "..."`,
      `If nobody answers by ${shortTime(task.expiresAt)}, the execution fails.`,
      `Execution: ${executionLink(task.execution)}`,
    ],
  });
}

const REJECTIONS: Partial<Record<WaitingTask['kind'], string>> = {
  'confirm-removal': 'To keep the application',
  'request-data-access': 'If Amazon rejected it, to be asked again',
};

/** What a person has to do, what waits for it, and which calls fail meanwhile. */
function whatWaits({ kind, appName, authorization, queue, reason }: WaitingTask): string {
  if (kind === 'confirm-removal')
    return `Nothing is deleted yet. ${appName}: confirm the removal, or reject it.`;
  const { title } = TASK_STATES[kind];
  const about = `${appName}${authorization ? `, account ${authorization.name}` : ''}`;
  const what = `${about}: ${withSmallLetter(title)} at Amazon.`;
  if (kind === 'register-queue')
    return `${queue?.secretEnds ? `Calls work until ${shortTime(queue.secretEnds)}, when the client secret expires.` : 'Nothing fails yet.'} ${what} The rotation waits for this.`;
  if (reason === CLIENT_REFUSED) return `Calls fail now. ${what} Setup waits for this.`;
  if (reason === TOKEN_REFUSED)
    return `Calls fail now for the account ${authorization?.name}. ${what} Setup waits for this.`;
  return `${what} Setup waits for this. No call fails because of it.`;
}
