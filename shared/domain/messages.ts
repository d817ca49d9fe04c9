import type { FailedStep } from './failed-step.ts';
import type { Failure } from './failure.ts';
import { TASK_STATES, taskName, type WaitingTask, whyAsked } from './human-task.ts';
import { callsAfter, commandAgain, machineOf, stoppedAt, thenAgain } from './machine-words.ts';
import { awsRegionOf } from './partition.ts';
import { countNames, type Removed, whatRemains } from './removal.ts';
import { runbookLine } from './runbook-line.ts';
import { shortTime } from './times.ts';

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
  const region = awsRegionOf(executionArn);
  return `https://${region}.console.aws.amazon.com/states/home?region=${region}#/v2/executions/details/${executionArn}`;
}

/**
 * The message that a task waits for a person, in at most ten lines.
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
  const since = reminder ? ` Waiting since ${shortTime(task.requestedAt)}.` : '';
  const calls = callsWhileWaiting(task);
  const renewed = link && link.expiresAt < task.expiresAt ? '; the next reminder brings a new one' : '';
  return {
    appName,
    subject: `[${appName}] ${reminder ? `Reminder ${reminder}: ` : ''}${state} waits for you: ${title}${authorization ? ` (account ${authorization.name})` : ''}`,
    body: [
      `${calls}${title} for the SP-API application ${appName}${authorization ? `, account ${authorization.name}` : ''}.${since}`,
      ...(why ? [why] : []),
      ...(link
        ? [
            `Open this page. It says what to do; enter the result there: ${link.url}`,
            `The link works until ${shortTime(link.expiresAt)}${renewed}. Anyone with this link can answer: give it only to the person who does this at Amazon.`,
          ]
        : []),
      `${link ? 'Without the page' : 'See what to do'}: spapi task show ${id}`,
      `When you have done it: spapi task complete ${id}`,
      `${REJECTIONS[task.kind] ?? 'To end the execution instead'}: spapi task reject ${id} --reason "..."`,
      `If nobody answers by ${shortTime(task.expiresAt)}, the execution fails.`,
      `Execution: ${executionLink(task.execution)}`,
      runbookLine(`${state} waits for you`),
    ].join('\n'),
  };
}

const REJECTIONS: Partial<Record<WaitingTask['kind'], string>> = {
  'confirm-removal': 'To keep the application',
  'request-data-access': 'If Amazon rejected it, to be asked again',
};

/** Whether calls fail while a task waits that is about an application that works; empty for the others. */
function callsWhileWaiting({ kind, queue }: WaitingTask): string {
  if (kind === 'confirm-removal') return 'Nothing is deleted yet. ';
  if (kind !== 'register-queue') return '';
  return queue?.secretEnds
    ? `Calls work until ${shortTime(queue.secretEnds)}, when the client secret expires. `
    : 'Nothing fails yet. ';
}

/** Lines about a failure that say more than its error. */
export interface Insight {
  causes?: string[];
  remedies?: string[];
}

/** The message that a step failed, and why, and what to do. */
export function failureMessage(
  appName: string,
  execution: string,
  { step, error, what, remedy }: Failure,
  { causes = [], remedies = [] }: Insight = {},
): Message {
  const machine = machineOf(execution);
  return {
    appName,
    subject: `[${appName}] ${step} failed: ${error}`,
    body: [
      ...callsAfter(machine, error),
      stoppedAt(machine, appName, step),
      `Error: ${error}`,
      `Cause: ${what}`,
      ...causes,
      `What to do: ${remedy}`,
      ...remedies,
      ...thenAgain(machine, appName, error),
      `Execution: ${executionLink(execution)}`,
      runbookLine(error),
    ].join('\n'),
  };
}

/**
 * The message that an execution ended without anybody having been told by itself.
 * @param how its status, and its error if it has one
 * @param where the step in which it ended, where that is known
 */
export function endedMessage(
  appName: string,
  machine: string,
  execution: string,
  how: string,
  where?: FailedStep,
): Message {
  const again = commandAgain(machine, appName);
  const status = how.split(' ')[0] ?? how;
  return {
    appName,
    subject: `[${appName}] ${machine} ended: ${how}`,
    body: [
      ...callsAfter(machine, where?.error),
      `An execution of ${machine} for ${appName} ended as ${how}, and no step reported a reason.`,
      ...(where ? [`Step: ${where.step}`] : []),
      ...(where?.error ? [`Error: ${where.error}`] : []),
      `What to do: ${status === 'ABORTED' ? 'Nothing, if you stopped it. Otherwise look' : 'Look'} at ${where ? 'this step' : 'the last events'} in the execution, then start it again${again ? '' : ' with the same input'}. Everything done so far is kept.`,
      ...(again ? [`Start it again: ${again}`] : []),
      `Execution: ${executionLink(execution)}`,
      runbookLine(`ended: ${status}`),
    ].join('\n'),
  };
}

/**
 * The message that the client secret was replaced by a new one that works.
 * @param parameter where the new secret is stored
 * @param dates of the new secret, and of the one before it; ISO 8601
 * @param tried names of the authorizations that were exchanged with it, and of those whose refresh token was refused
 */
export function rotatedMessage(
  { appName, execution, parameter }: { appName: string; execution: string; parameter: string },
  dates: { expiresAt?: string | undefined; previousExpiresAt?: string | undefined },
  { authorizations, refused }: { authorizations: string[]; refused: string[] },
): Message {
  const { expiresAt, previousExpiresAt } = dates;
  const until = previousExpiresAt ? ` before ${shortTime(previousExpiresAt)}, when the old one expires` : '';
  return {
    appName,
    subject: `[${appName}] The client secret was rotated`,
    body: [
      `${authorizations.length > 0 ? 'Calls work. ' : ''}The SP-API application ${appName} has a new client secret, stored in ${parameter} and tested at Login with Amazon.`,
      `Works with it: ${authorizations.join(', ') || 'no authorization'}. Refresh tokens stay as they are.`,
      ...(refused.length > 0
        ? [
            `Calls fail now for ${refused.join(', ')}: the refresh token is refused, whatever the secret. Answer the task to authorize again, or create it: spapi start ${appName} --again`,
          ]
        : []),
      `What to do: anything that stores a copy of the secret must read it again${until}.`,
      ...(expiresAt ? [`The new secret expires on ${shortTime(expiresAt)}.`] : []),
      `Execution: ${executionLink(execution)}`,
      runbookLine('The client secret was rotated'),
    ].join('\n'),
  };
}

/**
 * The message that an application was removed, and what a person still has to do.
 * @param record the parameter with the record of the removal
 * @param removed what was deleted
 */
export function removedMessage(
  { appName, execution, record }: { appName: string; execution: string; record: string },
  { iam, parameters }: Removed,
): Message {
  return {
    appName,
    subject: `[${appName}] The application was removed`,
    body: [
      `Everything that was made here for the SP-API application ${appName} is deleted. Record (SSM parameter): ${record}`,
      `IAM: ${iam.join(', ') || 'nothing'}`,
      `Parameters: ${countNames(parameters)}, among them the credentials.`,
      'Still to do by hand at Amazon:',
      ...whatRemains(appName, parameters).map((line, i) => `${i + 1}. ${line}`),
      `Execution: ${executionLink(execution)}`,
      runbookLine('The application was removed'),
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
