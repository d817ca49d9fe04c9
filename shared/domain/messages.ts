import type { FailedStep } from './failed-step.ts';
import type { Failure } from './failure.ts';
import { callsAfter, commandAgain, endedAs, machineOf, stoppedAt, thenAgain } from './machine-words.ts';
import { composeMessage, type Insight, type Message } from './message.ts';
import { nameSome } from './name-some.ts';
import { awsRegionOf } from './partition.ts';
import { commandsToFix, MOST_ACCOUNTS, NEEDS_LOGIN, whoCanFix } from './refusals.ts';
import { countNames, type Removed, whatRemains } from './removal.ts';
import { shortTime } from './times.ts';

/**
 * Address of an execution in the AWS console.
 * @param executionArn arn:aws:states:REGION:ACCOUNT:execution:MACHINE:NAME
 */
export function executionLink(executionArn: string): string {
  const region = awsRegionOf(executionArn);
  return `https://${region}.console.aws.amazon.com/states/home?region=${region}#/v2/executions/details/${executionArn}`;
}

/** What is known of a failed execution beyond its failure. */
interface Known {
  /** The accounts that the step may be about. */
  accounts?: readonly string[] | undefined;
  /** When the client secret expires; ISO 8601, UTC. */
  secretEnds?: string | undefined;
}

/** The message that a step failed, and why, and what to do. */
export function failureMessage(
  appName: string,
  execution: string,
  { step, error, what, remedy }: Failure,
  { likely = [], remedies = [], possible = [] }: Insight = {},
  { accounts = [], secretEnds }: Known = {},
): Message {
  const machine = machineOf(execution);
  const isSetup = machine.endsWith('create-private-app');
  const [account, ...others] = accounts;
  const where = others.length === 0 && account ? `${step} for the account ${account}` : step;
  return composeMessage({
    appName,
    subject: `[${appName}] ${step} failed: ${error}`,
    first: [...callsAfter(machine, { step, error, secretEnds }), stoppedAt(machine, appName, where)].join(
      ' ',
    ),
    runbook: error,
    lines: [
      ...(others.length > 0 ? [`Account: one of ${nameSome(accounts, MOST_ACCOUNTS)}`] : []),
      `Cause: ${what}`,
      ...likely,
      `What to do: ${remedy}`,
      ...remedies,
      ...whoCanFix(error),
      ...(isSetup ? [] : commandsToFix(error, appName)),
      ...thenAgain(machine, appName, error),
      ...possible,
      `Execution: ${executionLink(execution)}`,
    ],
  });
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
  const stopped = status !== 'FAILED';
  return composeMessage({
    appName,
    subject: `[${appName}] ${machine} ended: ${how}`,
    first: [...callsAfter(machine, { ...where, stopped }), endedAs(machine, appName, how)].join(' '),
    runbook: `ended: ${status}`,
    lines: [
      `What to do: ${status === 'ABORTED' ? 'Nothing, if you stopped it. Otherwise look' : 'Look'} at ${where ? 'this step' : 'the last events'} in the execution, then start it again${again ? '' : ' with the same input'}. Everything done so far is kept.`,
      ...(where ? [`Step: ${where.step}`] : []),
      ...(where?.error ? [`Error: ${where.error}`] : []),
      ...(again ? [`Start it again: ${again}`] : []),
      `Execution: ${executionLink(execution)}`,
    ],
  });
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
  return composeMessage({
    appName,
    subject: `[${appName}] The client secret was rotated`,
    first: [
      ...(refused.length > 0 ? [callsFailFor(refused)] : authorizations.length > 0 ? ['Calls work.'] : []),
      `The SP-API application ${appName} has a new client secret. Login with Amazon accepts it.`,
    ].join(' '),
    runbook: 'The client secret was rotated',
    lines: [
      `What to do: Programs that keep a copy of the secret must read it again${until}.`,
      ...(refused.length > 0
        ? [
            `Login with Amazon refuses the refresh token of ${nameSome(refused, MOST_ACCOUNTS)}, whatever the secret. Answer the task to authorize again, or create it: spapi start ${appName} --again`,
            NEEDS_LOGIN,
          ]
        : []),
      `Works with it: ${authorizations.join(', ') || 'no authorization'}. Refresh tokens stay as they are.`,
      `Stored in ${parameter}.`,
      ...(expiresAt ? [`The new secret expires on ${shortTime(expiresAt)}.`] : []),
      `Execution: ${executionLink(execution)}`,
    ],
  });
}

/** That calls fail for some accounts, in a sentence. */
export const callsFailFor = (accounts: readonly string[]): string =>
  `Calls fail now for the account${accounts.length > 1 ? 's' : ''} ${nameSome(accounts, MOST_ACCOUNTS)}.`;

/**
 * The message that an application was removed, and what a person still has to do.
 * @param record the parameter with the record of the removal
 * @param removed what was deleted
 */
export function removedMessage(
  { appName, execution, record }: { appName: string; execution: string; record: string },
  { iam, parameters }: Removed,
): Message {
  return composeMessage({
    appName,
    subject: `[${appName}] The application was removed`,
    first: `Everything that was made here for the SP-API application ${appName} is deleted. Programs can no longer read its credentials.`,
    runbook: 'The application was removed',
    lines: [
      'Still to do by hand at Amazon. If nobody meant to remove it, do nothing there yet: a backup can still be restored.',
      ...whatRemains(appName, parameters).map((line, i) => `${i + 1}. ${line}`),
      NEEDS_LOGIN,
      `Deleted in IAM: ${iam.join(', ') || 'nothing'}`,
      `Deleted parameters: ${countNames(parameters)}, among them the credentials. Record (SSM parameter): ${record}`,
      `Execution: ${executionLink(execution)}`,
    ],
  });
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
