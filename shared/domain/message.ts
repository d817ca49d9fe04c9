import { runbookLine } from './runbook-line.ts';

/** A message to people. */
export interface Message {
  /** Application it is about; a message attribute, so that subscriptions can filter on it. */
  appName: string;
  subject: string;
  body: string;
}

/** What a message says, in the order in which a tired person needs it. */
interface Parts extends Pick<Message, 'appName' | 'subject'> {
  /** What happened, and whether calls fail now: short, because the way to the instructions comes after it. */
  first: string;
  /** A part of the heading of its section in docs/runbook.md. */
  runbook: string;
  /** What to do, then the details. */
  lines: readonly string[];
}

/** Puts a message together: what happened, where the instructions are, what to do, details. */
export const composeMessage = ({ appName, subject, first, runbook, lines }: Parts): Message => ({
  appName,
  subject,
  body: [first, runbookLine(runbook), ...lines].join('\n'),
});

/** Lines about a failure that say more than its error. */
export interface Insight {
  /** The cause, where one is likely. */
  likely?: readonly string[];
  /** What to do beyond the remedy of the error. */
  remedies?: readonly string[];
  /** All causes that are possible, where none is likely. */
  possible?: readonly string[];
}
