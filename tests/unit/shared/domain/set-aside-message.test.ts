import { expect, it } from '@jest/globals';
import { setAsideMessage } from '#shared/domain/set-aside-message.ts';
import { APP } from '../../../support/subjects.ts';

const previousExpiresAt = '2027-01-08T00:00:00.000Z';
const WHERE =
  "Amazon's SQS message stays in the dead-letter queue of the stack for 14 days, and may hold a secret.";
const LOGIN = 'Needs: Amazon login of the primary user.';
const runbook = (words: string) =>
  `Runbook: spapi runbook "${words}" (or search docs/runbook.md of sp-api-private-app for these words)`;
const COMPARE =
  'What to do: Compare "LWA credentials > View" of your applications with the stored secrets. Where they differ, run this for the application: spapi secret store NAME';

it('a message about a refused secret names the command for each application, and until when the stored one works', () => {
  const { subject, body } = setAsideMessage({
    why: 'refused',
    applications: [APP, 'acme-b', 'acme-c', 'acme-d'],
    previousExpiresAt,
  });

  expect(subject).toBe(`[${APP}] Amazon refuses the new client secret`);
  expect(body.split('\n')).toEqual([
    `Nothing fails yet: the stored secret was not changed. Amazon sent a new client secret for ${APP}, acme-b, acme-c and 1 more, and Login with Amazon has refused it for an hour.`,
    runbook('Amazon refuses the new client secret'),
    ...[APP, 'acme-b', 'acme-c', 'acme-d'].map(
      (name) =>
        `What to do: Open "LWA credentials > View" of ${name}. If the secret there is not the stored one: spapi secret store ${name}`,
    ),
    LOGIN,
    'If Amazon has replaced the stored secret, it works until 2027-01-08 00:00 UTC at the latest.',
    WHERE,
  ]);
});

it('a message about a secret of an unknown application says who has to act until when', () => {
  const message = setAsideMessage({ why: 'foreign', clientId: 'amzn1.x', previousExpiresAt });

  expect(message).toMatchObject({
    appName: '_client-secrets',
    subject: '[client secrets] New client secret for an unknown application',
  });
  expect(message.body.split('\n')).toEqual([
    'No application of this stack is affected. Amazon sent it a new client secret for a client id that belongs to none of them.',
    runbook('New client secret for an unknown application'),
    'Client id: amzn1.x',
    'What to do: Find out who uses this client id. Tell them to replace the secret before 2027-01-08 00:00 UTC: their calls fail after that. "LWA credentials > View" shows the new one.',
    LOGIN,
    WHERE,
  ]);
});

it('a message about a secret without a client id says until when the old one works', () => {
  const { body } = setAsideMessage({ why: 'nameless', previousExpiresAt });

  expect(body.split('\n')).toEqual([
    'Nothing was stored. A message with a new client secret has no client id.',
    runbook('A client secret came without a client id'),
    'Login with Amazon has refused the secret for every application here for an hour.',
    COMPARE,
    LOGIN,
    'The old secret works until 2027-01-08 00:00 UTC at the latest.',
    WHERE,
  ]);
});

it('a message about one that cannot be read promises seven days', () => {
  const { body } = setAsideMessage({ why: 'unreadable' });

  expect(body.split('\n')).toEqual([
    'Nothing was stored: this version cannot read a message in the queue of client secrets.',
    runbook('A message about a client secret cannot be read'),
    COMPARE,
    LOGIN,
    'If Amazon made a new secret, the old one works for seven days after that.',
    WHERE,
  ]);
});
