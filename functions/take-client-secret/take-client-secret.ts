import { createHash } from 'node:crypto';
import {
  type ExpiryMessage,
  type NamelessSecret,
  type NewSecretMessage,
  readNotification,
} from '#shared/domain/amazon-notification.ts';
import { judgeNotice } from '#shared/domain/expiry-notice.ts';
import { ClientSecretRejected } from '#shared/errors/refused.ts';
import { ApplicationBusy } from '#shared/errors/retryable.ts';
import type { Delivery, Handled } from '#shared/lambda/define-queue.ts';
import type { Services } from '#shared/services.ts';
import { findClients } from '#shared/tasks/applications-of-client.ts';
import { readSecretRecord } from '#shared/tasks/client-secret.ts';
import { withTurn } from '#shared/tasks/turns.ts';
import { withClient } from './find-client.ts';
import { setAside } from './set-aside.ts';
import { type Taken, takeNewSecret } from './take-new-secret.ts';

/** `rotateDaysBefore` is the deployment's setting. */
type Needs = Pick<Services, 'clock' | 'deadLetters' | 'executions' | 'lwa' | 'parameters' | 'topic'> & {
  rotateDaysBefore: number;
};

/** A secret that Amazon has just made may be refused, or its client be missed, at first: so long it is tried, in milliseconds. */
const REFUSED_MS = 3_600_000;

/**
 * Takes what Amazon puts into the queue about client secrets. It ends well when nothing is left to do; what fails is
 * delivered again; what can never be taken goes to the dead-letter queue at once.
 */
export async function takeClientSecret(services: Needs, body: unknown, delivery: Delivery): Promise<Handled> {
  // Each try of a message gives it the same time where Amazon says none.
  const message = readNotification(body, delivery.sentAt ?? services.clock.now());
  if (!message) return setAside(services, delivery, { why: 'unreadable' });
  // Somebody has subscribed the queue to more: it is logged, and nobody is alarmed.
  if (message.kind === 'other') return { ...message, outcome: 'not about a client secret' };
  const clients = await findClients(services);
  if (message.kind === 'nameless-secret') return takeNameless(services, clients, message, delivery);
  const { kind, clientId, notificationId } = message;
  const applications = clients.get(clientId) ?? [];
  if (message.kind === 'new-secret') return takeForAll(services, applications, message, delivery);
  const outcome = applications[0] ? await startRotation(services, applications[0], message) : 'foreign';
  return { kind, notificationId, clientId, outcome };
}

/** A secret that works is never lost for a client id that is not said. */
async function takeNameless(
  services: Needs,
  clients: ReadonlyMap<string, string[]>,
  nameless: NamelessSecret,
  delivery: Delivery,
): Promise<Handled> {
  let message: NewSecretMessage;
  try {
    message = await withClient(services, clients.keys(), nameless);
  } catch (error) {
    if (!(error instanceof ClientSecretRejected) || !isOld(services, delivery)) throw error;
    const { kind, notificationId, previousExpiresAt } = nameless;
    return {
      kind,
      notificationId,
      ...(await setAside(services, delivery, { why: 'nameless', previousExpiresAt })),
    };
  }
  return takeForAll(services, clients.get(message.clientId) ?? [], message, delivery);
}

async function takeForAll(
  services: Needs,
  applications: string[],
  message: NewSecretMessage,
  delivery: Delivery,
): Promise<Handled> {
  const { kind, clientId, notificationId, previousExpiresAt } = message;
  const handled = { kind, notificationId, clientId };
  const name = executionName(notificationId);
  const outcomes: [appName: string, outcome: Taken][] = [];
  try {
    for (const appName of applications) {
      const turn = { appName, turn: 'client-secret', holder: notificationId } as const;
      // Of two messages at once one goes first, and the other sees what it did.
      const take = () => takeNewSecret(services, { appName, name }, message);
      outcomes.push([appName, await withTurn(services, turn, take)]);
    }
  } catch (error) {
    if (!(error instanceof ClientSecretRejected) || !isOld(services, delivery)) throw error;
    const found = { why: 'refused', applications, previousExpiresAt } as const;
    return { ...handled, ...(await setAside(services, delivery, found)) };
  }
  if (outcomes.every(([, outcome]) => outcome === 'foreign')) {
    if (!isOld(services, delivery)) throw notHere();
    const found = { why: 'foreign', clientId, previousExpiresAt } as const;
    return { ...handled, ...(await setAside(services, delivery, found)) };
  }
  return { ...handled, outcome: outcomes.map(([appName, outcome]) => `${appName}: ${outcome}`).join(', ') };
}

// A list of parameters that is read while others are written may lack one, and who registers may still be at it.
const notHere = () =>
  new ApplicationBusy({
    what: 'No application here has the client id of a new client secret.',
    remedy: 'Nothing: it is tried again for an hour, and then you get a message.',
  });

const isOld = ({ clock }: Needs, { sentAt }: Delivery) =>
  sentAt !== undefined && clock.now().getTime() - sentAt.getTime() >= REFUSED_MS;

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
