import { createHash } from 'node:crypto';
import { type ExpiryMessage, readNotification } from '#shared/domain/amazon-notification.ts';
import { judgeNotice } from '#shared/domain/expiry-notice.ts';
import { UnexpectedReply } from '#shared/errors/broken.ts';
import type { Handled } from '#shared/lambda/define-queue.ts';
import type { Services } from '#shared/services.ts';
import { findApplicationsOf } from '#shared/tasks/applications-of-client.ts';
import { readSecretRecord } from '#shared/tasks/client-secret.ts';
import { withTurn } from '#shared/tasks/turns.ts';
import { takeNewSecret } from './take-new-secret.ts';

/** `rotateDaysBefore` is the deployment's setting. */
type Needs = Pick<Services, 'clock' | 'executions' | 'lwa' | 'parameters'> & { rotateDaysBefore: number };

/** Takes what Amazon puts into the queue about client secrets. It ends well only when nothing is left to do. */
export async function takeClientSecret(services: Needs, body: unknown): Promise<Handled> {
  const message = readNotification(body, services.clock.now());
  if (!message) throw unreadable();
  // Somebody has subscribed the queue to more: it is put aside, and nobody is alarmed.
  if (message.kind === 'other') return { ...message, outcome: 'not about a client secret' };
  const { kind, clientId, notificationId } = message;
  const applications = await findApplicationsOf(services, clientId);
  const handled = { kind, notificationId, clientId };
  if (applications.length === 0) return { ...handled, outcome: 'foreign' };
  if (message.kind === 'expiry')
    return { ...handled, outcome: await startRotation(services, applications[0] ?? '', message) };

  const outcomes: string[] = [];
  for (const appName of applications) {
    const target = { appName, name: executionName(notificationId) };
    // Of two messages at once one goes first, and the other sees what it did.
    const outcome = await withTurn(services, { appName, turn: 'client-secret', holder: notificationId }, () =>
      takeNewSecret(services, target, message),
    );
    outcomes.push(`${appName}: ${outcome}`);
  }
  return { ...handled, outcome: outcomes.join(', ') };
}

// One application under several names has one secret, so it is rotated once.
async function startRotation(services: Needs, appName: string, notice: ExpiryMessage): Promise<string> {
  const { dates } = await readSecretRecord(services, appName);
  const judged = judgeNotice(notice, dates, services.rotateDaysBefore, services.clock.now());
  if (judged !== 'due') return `${appName}: ${judged}`;
  const { notificationId } = notice;
  const started = await services.executions.start(executionName(notificationId), { appName });
  return `${appName}: ${started}`;
}

// The same message always gives the same name, so that a duplicate starts nothing.
const executionName = (notificationId: string) =>
  `notice-${createHash('sha256').update(notificationId).digest('hex').slice(0, 40)}`;

const unreadable = () =>
  new UnexpectedReply({
    what: 'A message in the queue is no notification of Amazon about client secrets.',
    remedy:
      'Look at the dead-letter queue, where it ends: compare the message with the documentation of the rotation. It may hold a secret.',
  });
