import { describe, expect, it } from '@jest/globals';
import type { WaitingTask } from '#shared/domain/human-task.ts';
import { CLIENT_REFUSED, TOKEN_REFUSED } from '#shared/domain/refusals.ts';
import { waitingMessage } from '#shared/domain/waiting-message.ts';
import { aTask } from '../../../support/a-task.ts';
import { APP, aVendorAuthorization, EXECUTION_LINK } from '../../../support/subjects.ts';

const LINK = { url: 'https://pages.example/the-id', expiresAt: '2027-01-03T00:00:00.000Z' };
const task = (changes: Partial<WaitingTask> = {}): WaitingTask =>
  aTask('request-data-access', {
    requestedAt: '2027-01-01T00:00:00.000Z',
    expiresAt: '2027-04-01T09:30:59.999Z',
    ...changes,
  });

describe('a message that a task waits', () => {
  it('names state, task, page, commands, times and execution', () => {
    const message = waitingMessage(task(), LINK, 0);

    expect(message).toEqual({
      appName: APP,
      subject: `[${APP}] RequestDataAccess waits for you: Request data access`,
      body: [
        `${APP}: request data access at Amazon. Setup waits for this. No call fails because of it.`,
        'Runbook: spapi runbook "RequestDataAccess waits for you" (or search docs/runbook.md of sp-api-private-app for these words)',
        'Needs: Amazon login of the primary user.',
        'Open this page. It says what to do; enter the result there: https://pages.example/the-id',
        'The link works until 2027-01-03 00:00 UTC; the next reminder brings a new one. Anyone with this link can answer: give it only to the person who does this at Amazon.',
        `Without the page: spapi task show ${APP}/request-data-access`,
        `When you have done it: spapi task complete ${APP}/request-data-access`,
        `If Amazon rejected it, to be asked again: spapi task reject ${APP}/request-data-access --reason "..."`,
        'If nobody answers by 2027-04-01 09:30 UTC, the execution fails.',
        `Execution: ${EXECUTION_LINK}`,
      ].join('\n'),
    });
  });

  it('of a stack without pages names the command that says what to do, and no link', () => {
    expect(waitingMessage(task(), undefined, 0).body).toBe(
      [
        `${APP}: request data access at Amazon. Setup waits for this. No call fails because of it.`,
        'Runbook: spapi runbook "RequestDataAccess waits for you" (or search docs/runbook.md of sp-api-private-app for these words)',
        'Needs: Amazon login of the primary user.',
        `See what to do: spapi task show ${APP}/request-data-access`,
        `When you have done it: spapi task complete ${APP}/request-data-access`,
        `If Amazon rejected it, to be asked again: spapi task reject ${APP}/request-data-access --reason "..."`,
        'If nobody answers by 2027-04-01 09:30 UTC, the execution fails.',
        `Execution: ${EXECUTION_LINK}`,
      ].join('\n'),
    );
  });

  it('that was rejected and is a reminder says both', () => {
    const { subject, body } = waitingMessage(task({ rejections: 3, reason: 'no website' }), LINK, 4);

    expect(subject).toBe(`[${APP}] Reminder 4: RequestDataAccess waits for you: Request data access`);
    expect(body.split('\n').slice(0, 3)).toEqual([
      `${APP}: request data access at Amazon. Setup waits for this. No call fails because of it. Waiting since 2027-01-01 00:00 UTC.`,
      expect.stringMatching(/^Runbook: /),
      'Amazon rejected it 3 times; last reason: no website',
    ]);
  });

  it('for one account names it, in its commands too', () => {
    const authorize = task({ kind: 'self-authorize', authorization: aVendorAuthorization() });

    const { subject, body } = waitingMessage(authorize, LINK, 0);

    expect(subject).toBe(
      `[${APP}] SelfAuthorize waits for you: Authorize the application (account vendor-de)`,
    );
    expect(body).toMatch(
      /^acme-orders, account vendor-de: authorize the application at Amazon\. Setup waits for this\. No call fails because of it\.\n/,
    );
    expect(body).toContain(`task complete ${APP}/self-authorize-vendor-de\n`);
  });

  it('for the queue says when the secret ends, and stays within eleven lines', () => {
    const queue = { arn: 'arn:aws:sqs:us-east-1:111122223333:q', since: '2027-01-01T00:00:00.000Z' };
    const secretEnds = '2027-05-01T08:00:00.000Z';
    const asked = task({
      kind: 'register-queue',
      queue: { ...queue, secretEnds },
      rejections: 1,
      reason: 'not enrolled.',
    });

    const { subject, body } = waitingMessage(asked, LINK, 0);

    expect(subject).toBe(`[${APP}] RegisterQueue waits for you: Register the queue for client secrets`);
    expect(body.split('\n').slice(0, 3)).toEqual([
      `Calls work until 2027-05-01 08:00 UTC, when the client secret expires. ${APP}: register the queue for client secrets at Amazon. The rotation waits for this.`,
      expect.stringMatching(/^Runbook: /),
      'Amazon refused the rotation once; last reason: not enrolled.',
    ]);
    expect(body.split('\n')).toHaveLength(11);
  });

  it.each([
    ['register-application', CLIENT_REFUSED, 'Calls fail now.'],
    ['self-authorize', TOKEN_REFUSED, 'Calls fail now for the account us.'],
  ] as const)(
    'of the kind %s begins with the calls that fail, where Amazon refuses what is stored',
    (kind, reason, begin) => {
      const { body } = waitingMessage(aTask(kind, { reason }), LINK, 0);

      expect(body.split('\n')[0]).toMatch(new RegExp(`^${begin} ${APP}.* Setup waits for this\\.$`));
      expect(body).toContain(`\nWhy again: ${reason}\n`);
    },
  );

  it('in its last round promises no reminder: link and task end together', () => {
    const last = task({ expiresAt: LINK.expiresAt });

    expect(waitingMessage(last, LINK, 3).body).toContain(
      '\nThe link works until 2027-01-03 00:00 UTC. Anyone with this link can answer: give it only to the person who does this at Amazon.\n',
    );
  });

  it.each([
    [
      'register-queue',
      `Nothing fails yet. ${APP}: register the queue for client secrets at Amazon. The rotation waits for this.\n`,
      'To end the execution instead: ',
    ],
    [
      'confirm-removal',
      `Nothing is deleted yet. ${APP}: confirm the removal, or reject it.\n`,
      'To keep the application: ',
    ],
  ] as const)('of the kind %s says what fails yet, and what a rejection does', (kind, begin, rejection) => {
    const { body } = waitingMessage(task({ kind }), LINK, 0);

    expect(body.startsWith(begin)).toBe(true);
    expect(body).toContain(`\n${rejection}spapi task reject ${APP}/${kind} --reason "..."\n`);
  });

  it('holds no token', () => {
    const message = waitingMessage(task(), LINK, 1);

    expect(JSON.stringify(message)).not.toContain('FAKE_TASK_TOKEN');
  });
});
