import { foreignText } from '../errors/plain-text.ts';
import { composeMessage, type Message } from './message.ts';
import { nameSome } from './name-some.ts';
import { NEEDS_LOGIN } from './refusals.ts';
import { shortTime } from './times.ts';

/**
 * Why a message in the queue of client secrets can never be taken. `previousExpiresAt` is when the secret before the new
 * one ends at the latest; ISO 8601, UTC.
 */
export type NeverTaken =
  | { why: 'unreadable' }
  | { why: 'nameless'; previousExpiresAt: string }
  | { why: 'foreign'; clientId: string; previousExpiresAt: string }
  | { why: 'refused'; applications: string[]; previousExpiresAt: string };

/** Stands for the application where there is none; the name of no application starts so. */
const NO_APPLICATION = '_client-secrets';

/** So many applications are named in the first line. */
const MOST_NAMED = 3;

const WHERE =
  "Amazon's SQS message stays in the dead-letter queue of the stack for 14 days, and may hold a secret.";

const COMPARE = [
  'What to do: Compare "LWA credentials > View" of your applications with the stored secrets. Where they differ, run this for the application: spapi secret store NAME',
  NEEDS_LOGIN,
];

/** The message to people that one of Amazon was put into the dead-letter queue. */
export function setAsideMessage(found: NeverTaken): Message {
  switch (found.why) {
    case 'refused':
      return refused(found);
    case 'foreign':
      return foreign(found);
    case 'nameless':
      return nameless(found);
    case 'unreadable':
      return unreadable();
  }
}

const unreadable = (): Message =>
  ofNoApplication(
    'A message about a client secret cannot be read',
    'Nothing was stored: this version cannot read a message in the queue of client secrets.',
    [...COMPARE, 'If Amazon made a new secret, the old one works for seven days after that.'],
  );

const nameless = ({ previousExpiresAt }: Extract<NeverTaken, { why: 'nameless' }>): Message =>
  ofNoApplication(
    'A client secret came without a client id',
    'Nothing was stored. A message with a new client secret has no client id.',
    [
      'Login with Amazon has refused the secret for every application here for an hour.',
      ...COMPARE,
      `The old secret works until ${shortTime(previousExpiresAt)} at the latest.`,
    ],
  );

const ofNoApplication = (title: string, first: string, lines: readonly string[]): Message =>
  composeMessage({
    appName: NO_APPLICATION,
    subject: `[client secrets] ${title}`,
    first,
    runbook: title,
    lines: [...lines, WHERE],
  });

function refused({ applications, previousExpiresAt }: Extract<NeverTaken, { why: 'refused' }>): Message {
  const [appName = NO_APPLICATION] = applications;
  return composeMessage({
    appName,
    subject: `[${appName}] Amazon refuses the new client secret`,
    first: `Nothing fails yet: the stored secret was not changed. Amazon sent a new client secret for ${nameSome(applications, MOST_NAMED)}, and Login with Amazon has refused it for an hour.`,
    runbook: 'Amazon refuses the new client secret',
    lines: [
      ...applications.map(
        (name) =>
          `What to do: Open "LWA credentials > View" of ${name}. If the secret there is not the stored one: spapi secret store ${name}`,
      ),
      NEEDS_LOGIN,
      `If Amazon has replaced the stored secret, it works until ${shortTime(previousExpiresAt)} at the latest.`,
      WHERE,
    ],
  });
}

const foreign = ({ clientId, previousExpiresAt }: Extract<NeverTaken, { why: 'foreign' }>): Message =>
  ofNoApplication(
    'New client secret for an unknown application',
    'No application of this stack is affected. Amazon sent it a new client secret for a client id that belongs to none of them.',
    [
      `Client id: ${foreignText(clientId, 100)}`,
      `What to do: Find out who uses this client id. Tell them to replace the secret before ${shortTime(previousExpiresAt)}: their calls fail after that. "LWA credentials > View" shows the new one.`,
      NEEDS_LOGIN,
    ],
  );
