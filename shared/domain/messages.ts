import type { Failure } from './failure.ts';
import { TASK_STATES, type TaskSubject, taskName } from './human-task.ts';
import { instructionsFor } from './instructions.ts';

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

/** The message that a task waits for a person. */
export function waitingMessage(task: TaskSubject, execution: string, expiresAt: string): Message {
  const { state, title } = TASK_STATES[task.kind];
  const { page, menu } = instructionsFor(task);
  const id = `${task.appName}/${taskName(task)}`;
  return {
    appName: task.appName,
    subject: `[${task.appName}] ${state} waits for you: ${title}`,
    body: [
      `${title} for the SP-API application ${task.appName}${task.authorization ? `, account ${task.authorization.name}` : ''}.`,
      ...(task.reason ? [`Rejected ${task.rejections ?? 1} time(s), last: ${task.reason}`] : []),
      `Where: ${page}, menu ${menu}.`,
      `Exact instructions: npm run spapi -- task show ${id}`,
      `When you have done it: npm run spapi -- task complete ${id}`,
      `If it cannot be done: npm run spapi -- task reject ${id} --reason "..."`,
      `It waits until ${expiresAt}.`,
      `Execution: ${executionLink(execution)}`,
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
