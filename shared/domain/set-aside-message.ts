import { foreignText } from '../errors/plain-text.ts';
import type { Message } from './messages.ts';
import { runbookLine } from './runbook-line.ts';

/** Why a message in the queue of client secrets can never be taken. */
export type NeverTaken =
  | { why: 'unreadable' }
  | { why: 'nameless' }
  | { why: 'foreign'; clientId: string }
  | { why: 'refused'; applications: string[] };

/** Stands for the application where there is none; the name of no application starts so. */
const NO_APPLICATION = '_client-secrets';

const WHERE =
  "Amazon's SQS message is in the dead-letter queue of the stack for 14 days, and may hold a secret. The runbook says when to retry it and when to delete it.";

/** The message to people that one of Amazon was put into the dead-letter queue. */
export function setAsideMessage(found: NeverTaken): Message {
  if (found.why === 'refused') return refused(found.applications);
  const { title, lines } =
    found.why === 'foreign' ? foreign(foreignText(found.clientId, 100)) : OF_UNKNOWN_CLIENT[found.why];
  return {
    appName: NO_APPLICATION,
    subject: `[client secrets] ${title}`,
    body: [...lines, WHERE, runbookLine(title)].join('\n'),
  };
}

function refused(applications: string[]): Message {
  const [appName = NO_APPLICATION] = applications;
  return {
    appName,
    subject: `[${appName}] Amazon refuses the new client secret`,
    body: [
      `Nothing fails yet: the stored secret was not changed. Amazon sent a new client secret for ${applications.join(', ')}, and Login with Amazon has refused it for an hour.`,
      ...applications.map(
        (name) =>
          `What to do: Open "LWA credentials > View" of ${name}. If the secret there is not the stored one: spapi secret store ${name}`,
      ),
      WHERE,
      runbookLine('Amazon refuses the new client secret'),
    ].join('\n'),
  };
}

const foreign = (clientId: string) => ({
  title: 'New client secret for an unknown application',
  lines: [
    `Amazon sent a new client secret for the client id ${clientId}, which belongs to no application of this stack.`,
    'What to do: Give the new secret to whatever uses this client id: "LWA credentials > View" shows it. The old secret works for seven days. Nothing here needs it.',
  ],
});

const FORMER = 'If Amazon made a new secret, the old secret works for seven days.';

const COMPARE =
  'What to do: Compare "LWA credentials > View" of your applications with the stored secrets. Where they differ, run "spapi secret store" with the name of the application.';

const OF_UNKNOWN_CLIENT = {
  unreadable: {
    title: 'A message about a client secret cannot be read',
    lines: [
      `Nothing was stored: this version cannot read a message in the queue of client secrets. ${FORMER}`,
      COMPARE,
    ],
  },
  nameless: {
    title: 'A client secret came without a client id',
    lines: [
      `Nothing was stored: a message with a new client secret has no client id, and Login with Amazon has refused the secret for every application here for an hour. ${FORMER}`,
      COMPARE,
    ],
  },
};
