import type { Failure } from './failure.ts';
import { TASK_STATES, taskName, type WaitingTask } from './human-task.ts';
import { howOften, shortTime } from './times.ts';

/** A message to people. */
export interface Message {
  /** Application it is about; a message attribute, so that subscriptions can filter on it. */
  appName: string;
  subject: string;
  body: string;
}

/**
 * Address of an execution in the AWS console.
 * @param executionArn arn:aws:states:REGION:ACCOUNT:execution:MACHINE:NAME
 */
export function executionLink(executionArn: string): string {
  const region = executionArn.split(':')[3] ?? 'us-east-1';
  return `https://${region}.console.aws.amazon.com/states/home?region=${region}#/v2/executions/details/${executionArn}`;
}

/**
 * The message that a task waits for a person, in at most ten lines.
 * @param link the page of the task, and when the link ends
 * @param reminder 0 for the first message, then the number of the reminder
 */
export function waitingMessage(
  task: WaitingTask,
  link: { url: string; expiresAt: string },
  reminder: number,
): Message {
  const { appName, authorization, reason, rejections = 1 } = task;
  const { state, title } = TASK_STATES[task.kind];
  const id = `${appName}/${taskName(task)}`;
  const since = reminder ? ` It has waited since ${shortTime(task.requestedAt)}.` : '';
  return {
    appName,
    subject: `[${appName}] ${reminder ? `Reminder ${reminder}: ` : ''}${state} waits for you: ${title}`,
    body: [
      `${title} for the SP-API application ${appName}${authorization ? `, account ${authorization.name}` : ''}.${since}`,
      ...(reason ? [`Rejected ${howOften(rejections)}, last: ${reason}`] : []),
      `Open this page, which says what to do and takes what you bring back: ${link.url}`,
      `The link works until ${shortTime(link.expiresAt)}; a reminder brings a new one. Who has it can answer: do not pass it on.`,
      `Without the page: npm run spapi -- task show ${id}`,
      `When you have done it: npm run spapi -- task complete ${id}`,
      `If it cannot be done: npm run spapi -- task reject ${id} --reason "..."`,
      `The task itself waits until ${shortTime(task.expiresAt)}.`,
      `Execution: ${executionLink(task.execution)}`,
    ].join('\n'),
  };
}

/** The message that a step failed, and why, and what to do. */
export function failureMessage(
  appName: string,
  execution: string,
  { step, error, what, remedy }: Failure,
): Message {
  return {
    appName,
    subject: `[${appName}] ${step} failed: ${error}`,
    body: [
      `Step: ${step}`,
      `Error: ${error}`,
      `Cause: ${what}`,
      `What to do: ${remedy}`,
      `Execution: ${executionLink(execution)}`,
    ].join('\n'),
  };
}

/**
 * A message in the custom notification schema of Amazon Q Developer in chat applications (formerly AWS Chatbot).
 * Source: docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
export function chatNotification({ appName, subject, body }: Message) {
  return {
    version: '1.0',
    source: 'custom',
    content: { textType: 'client-markdown', title: subject, description: body },
    metadata: { threadId: appName, summary: subject },
  };
}
