import type { News } from './health.ts';
import { composeMessage, type Message } from './message.ts';
import { NEEDS_LOGIN } from './refusals.ts';
import type { DueExpiry, SecretRotation } from './secret-expiry.ts';
import { shortTime } from './times.ts';

/** What a message about an expiry says. */
interface Words {
  /** What follows the name of what expires in the subject. */
  what: string;
  /** Until when calls work. */
  calls: string;
  /** What to do, a line each. */
  todo: readonly string[];
  runbook: string;
}

/**
 * The message that something expires soon: until when calls work, and the one thing to do.
 * @param secret what is known of the end of the client secret
 */
export function messageOfExpiry(
  appName: string,
  { expiry, days }: Extract<News, { kind: 'expires' }>,
  secret: Partial<DueExpiry> = {},
): Message {
  const { what, calls, todo, runbook } = wordsOf(appName, expiry, secret);
  return composeMessage({
    appName,
    subject: `[${appName}] ${expiry.name} ${what} in ${countDays(days)}`,
    first: calls,
    runbook,
    lines: [`What to do: ${todo.join('\n')}`, `See the status at any time: spapi status ${appName}`],
  });
}

const countDays = (days: number): string => `${days} ${days === 1 ? 'day' : 'days'}`;

function wordsOf(
  appName: string,
  { name, at }: { name: string; at: string },
  secret: Partial<DueExpiry>,
): Words {
  if (name === 'client secret') return ofSecret(appName, at, secret);
  if (name === 'access key') return ofKey(appName, at);
  return ofAuthorization(appName, name.replace(/^authorization /, ''), at);
}

function ofSecret(
  appName: string,
  at: string,
  { rotation = 'unregistered', rotatesFrom = at, atLatest }: Partial<DueExpiry>,
): Words {
  return {
    what: 'expires',
    calls: `Calls work until ${shortTime(at)}${atLatest ? ' at the latest' : ''}. Then the client secret of ${appName} expires, and every call fails.`,
    todo: [
      ROTATIONS[rotation](appName, shortTime(rotatesFrom)),
      ...(BY_A_PERSON.has(rotation) ? [NEEDS_LOGIN] : []),
      'Programs that keep a copy must read the new secret within seven days after it was made.',
    ],
    runbook: 'client secret expires in',
  };
}

/** What only a person with a login at Amazon can do. */
const BY_A_PERSON: ReadonlySet<SecretRotation> = new Set(['sandbox', 'asked']);

const ROTATIONS: Record<SecretRotation, (appName: string, from: string) => string> = {
  sandbox: (appName) =>
    `Choose "LWA credentials > View > Rotate secret" in the Solution Provider Portal, because Amazon rotates no sandbox application automatically. Then run: spapi secret store ${appName}`,
  asked: (appName) =>
    `Answer the task to register the queue; nothing rotates the secret before that: spapi task show ${appName}/register-queue`,
  unregistered: (appName) =>
    `Start a rotation. If Amazon does not know the queue for new client secrets, it creates the task to register it: spapi rotate client-secret ${appName} --wait`,
  planned: (_, from) =>
    `Nothing. The rotation starts on ${from}, and the message "The client secret was rotated" follows.`,
  started: (appName) =>
    `Nothing today. The rotation starts now. If the message "The client secret was rotated" does not follow within two days: spapi rotate client-secret ${appName} --wait`,
  repeated: (appName, from) =>
    `The rotation was due on ${from} and has brought no new secret. Do what the message about its failed step says, then run: spapi rotate client-secret ${appName} --wait`,
};

const ofKey = (appName: string, at: string): Words => ({
  what: 'will be 90 days old',
  calls: `Nothing fails yet. The access key of ${appName} will be 90 days old on ${shortTime(at)}. 90 days is a recommendation; the key keeps working.`,
  todo: [
    `Create a second access key for the adopted IAM user, and store it in one step. IAM allows two keys: aws iam create-access-key --user-name USER | spapi key store ${appName} --from-stdin`,
    'Delete the old key when nothing uses it any more.',
  ],
  runbook: 'access key will be 90 days old',
});

const ofAuthorization = (appName: string, account: string, at: string): Words => ({
  what: 'is due for renewal',
  calls: `Nothing fails yet. Amazon recommends renewing the authorization ${account} of ${appName} by ${shortTime(at)}.`,
  todo: [
    `Answer the task to authorize again: spapi task show ${appName}/self-authorize-${account}`,
    `If there is no such task, this creates it: spapi start ${appName} --again`,
    NEEDS_LOGIN,
  ],
  runbook: 'is due for renewal',
});
