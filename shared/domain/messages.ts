import type { FailedStep } from './failed-step.ts';
import type { Failure } from './failure.ts';
import type { Cause, News } from './health.ts';
import { TASK_STATES, taskName, type WaitingTask, whyAsked } from './human-task.ts';
import { countNames, type Removed, whatRemains } from './removal.ts';
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
  const region = executionArn.split(':')[3] ?? 'us-east-1';
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
  const { appName, authorization, queue } = task;
  const { state, title } = TASK_STATES[task.kind];
  const id = `${appName}/${taskName(task)}`;
  const why = whyAsked(task);
  const since = reminder ? ` It has waited since ${shortTime(task.requestedAt)}.` : '';
  return {
    appName,
    subject: `[${appName}] ${reminder ? `Reminder ${reminder}: ` : ''}${state} waits for you: ${title}${authorization ? ` (account ${authorization.name})` : ''}`,
    body: [
      `${title} for the SP-API application ${appName}${authorization ? `, account ${authorization.name}` : ''}.${since}`,
      ...(why ? [why] : []),
      ...(queue?.secretEnds ? [`The client secret ends on ${shortTime(queue.secretEnds)}.`] : []),
      ...(link
        ? [
            `Open this page, which says what to do and takes what you bring back: ${link.url}`,
            `The link works until ${shortTime(link.expiresAt)}; a reminder brings a new one. Who has it can answer: do not pass it on.`,
          ]
        : []),
      `${link ? 'Without the page' : 'See what to do'}: spapi task show ${id}`,
      `When you have done it: spapi task complete ${id}`,
      `${task.kind === 'confirm-removal' ? 'To keep the application' : 'If it cannot be done'}: spapi task reject ${id} --reason "..."`,
      `The task itself waits until ${shortTime(task.expiresAt)}.`,
      `Execution: ${executionLink(task.execution)}`,
    ].join('\n'),
  };
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
  return {
    appName,
    subject: `[${appName}] ${step} failed: ${error}`,
    body: [
      `Step: ${step}`,
      `Error: ${error}`,
      `Cause: ${what}`,
      ...causes,
      `What to do: ${remedy}`,
      ...remedies,
      `Execution: ${executionLink(execution)}`,
    ].join('\n'),
  };
}

const listCauses = (causes: Cause[]): string[] =>
  causes
    .slice(0, MOST_CAUSES)
    .flatMap(({ check, error, what, remedy }) => [
      `${check}: ${error}. ${oneLine(what)}`,
      `What to do: ${oneLine(remedy)}`,
    ]);

const oneLine = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .join(' ');

/** So many causes keep a message within ten lines. */
const MOST_CAUSES = 3;

/** The message about what changed since the last check of an application's credentials. */
export function healthMessage(appName: string, news: News): Message {
  const again = `See it at any time: spapi status ${appName}`;
  if (news.kind === 'recovered')
    return {
      appName,
      subject: `[${appName}] works again`,
      body: [
        `All credentials of ${appName} work again. The trouble began on ${shortTime(news.since)}.`,
        again,
      ].join('\n'),
    };
  if (news.kind === 'expires')
    return {
      appName,
      subject: `[${appName}] ${news.expiry.name} ends in ${news.days} day(s)`,
      body: [
        `The ${news.expiry.name} of ${appName} ends on ${shortTime(news.expiry.at)}.`,
        `What to do: ${RENEWALS[news.expiry.name] ?? REAUTHORIZE}`,
        again,
      ].join('\n'),
    };
  const { causes, since } = news;
  const [first] = causes;
  const more = causes.length > MOST_CAUSES ? [`And ${causes.length - MOST_CAUSES} more.`] : [];
  return {
    appName,
    subject: `[${appName}] ${HEALTH_WORDS[news.kind]}: ${first?.check ?? ''}: ${first?.error ?? ''}`,
    body: [
      `Found by the check of the credentials; the trouble began on ${shortTime(since)}.`,
      ...listCauses(causes),
      ...more,
      again,
    ].join('\n'),
  };
}

const HEALTH_WORDS = {
  bad: 'no longer works',
  changed: 'fails in another way',
  'still-bad': 'still does not work',
};
const ROTATE =
  'Nothing, if the application is enrolled for rotation (docs/rotation-client-secret.md): it is rotated before the end (14 days, unless the stack was deployed with another --param rotateDaysBefore=), and again 7, 3 and 1 days before where that has failed. If it keeps failing, fix what the message about it says. Otherwise rotate it in the Solution Provider Portal (LWA credentials > View > Rotate secret), and store the new one with "spapi secret store APP".';
const REPLACE_KEY =
  'The IAM user was adopted, so its key is yours to replace: make a second key for it, store it with "spapi key store APP", and delete the old one when nothing uses it any more. 90 days are advice.';
const RENEWALS: Record<string, string> = { 'client secret': ROTATE, 'access key': REPLACE_KEY };
const REAUTHORIZE =
  'Amazon advises to authorize again within a year. You are asked for it by a task of its own 35 days before; if that has ended, start create-private-app for the application again.';

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
  return {
    appName,
    subject: `[${appName}] ${machine} ended: ${how}`,
    body: [
      `An execution of ${machine} for ${appName} ended as ${how}, and no step has told why.`,
      ...(where ? [`Step: ${where.step}`] : []),
      ...(where?.error ? [`Error: ${where.error}`] : []),
      `What to do: Look at ${where ? 'this step' : 'the last events'} in the execution, then start it again with the same input. Everything done so far is kept.`,
      `Execution: ${executionLink(execution)}`,
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
  const until = previousExpiresAt ? ` before ${shortTime(previousExpiresAt)}, when the old one ends` : '';
  return {
    appName,
    subject: `[${appName}] The client secret was rotated`,
    body: [
      `The SP-API application ${appName} has a new client secret, stored in ${parameter} and proved at Login with Amazon.`,
      `Works with it: ${authorizations.join(', ') || 'no authorization'}. Refresh tokens stay as they are.`,
      ...(refused.length > 0
        ? [
            `Refused, whatever the secret: ${refused.join(', ')}. Answer the task that asks to authorize again, or start create-private-app again.`,
          ]
        : []),
      `What to do: anything that stores a copy of the secret must read it again${until}.`,
      ...(expiresAt ? [`The new secret ends ${shortTime(expiresAt)}.`] : []),
      `Execution: ${executionLink(execution)}`,
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
      `All that was made here for the SP-API application ${appName} is deleted. The record of it: ${record}`,
      `IAM: ${iam.join(', ') || 'nothing'}`,
      `Parameters: ${countNames(parameters)}, among them the credentials.`,
      'What remains to do at Amazon, by a person:',
      ...whatRemains(appName, parameters).map((line, i) => `${i + 1}. ${line}`),
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
