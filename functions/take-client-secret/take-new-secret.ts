import type { NewSecretMessage } from '#shared/domain/amazon-notification.ts';
import { isAwaited, isLate, type SecretDates, standingOf } from '#shared/domain/client-secret.ts';
import type { Sensitive } from '#shared/domain/sensitive.ts';
import type { Services } from '#shared/services.ts';
import { readSecretRecord, type SecretRecord } from '#shared/tasks/client-secret.ts';
import { acceptsClient } from '#shared/tasks/lwa-client.ts';

type Needs = Pick<Services, 'clock' | 'executions' | 'lwa' | 'parameters'>;

/** Whom the secret is for, and under which name the execution that nobody has asked for starts. */
interface Target {
  appName: string;
  name: string;
}

interface Current extends SecretRecord {
  secret: Sensitive | undefined;
  previous: Sensitive | undefined;
}

/**
 * Puts a new client secret in the place of the stored one, once it is proved. What is taken already, and what is older
 * than a stored secret that works, changes nothing.
 */
export async function takeNewSecret(
  services: Needs,
  target: Target,
  message: NewSecretMessage,
): Promise<'taken' | 'duplicate' | 'late'> {
  const current = await readCurrent(services, target.appName);
  if (isTaken(current, message)) {
    await tellUnlessAwaited(services, target, current);
    return 'duplicate';
  }
  if (isOld(current, message) && (await works(services, message.clientId, current.secret))) return 'late';
  await services.lwa.proveClient({ clientId: message.clientId, clientSecret: message.secret });
  const dates = await replace(services, target.appName, current, message);
  await tellUnlessAwaited(services, target, { ...current, dates });
  return 'taken';
}

async function readCurrent(services: Needs, appName: string): Promise<Current> {
  const { clientSecret, previousClientSecret } = services.parameters.paths.of(appName).lwa;
  const secrets = await services.parameters.getSecrets([clientSecret, previousClientSecret]);
  const record = await readSecretRecord(services, appName);
  return { secret: secrets[clientSecret], previous: secrets[previousClientSecret], ...record };
}

const same = (one: Sensitive | undefined, other: Sensitive) => one?.reveal() === other.reveal();

const isTaken = ({ secret, dates }: Current, message: NewSecretMessage) =>
  same(secret, message.secret) && dates.expiresAt === message.expiresAt && !dates.arriving;

const isOld = ({ secret, previous, dates }: Current, message: NewSecretMessage) =>
  !same(secret, message.secret) && (isLate(dates, message.eventTime) || same(previous, message.secret));

const works = async (services: Needs, clientId: string, clientSecret: Sensitive | undefined) =>
  clientSecret !== undefined && acceptsClient(services, { clientId, clientSecret });

/**
 * Keeps the old secret, marks what is coming, replaces, and says so last: wherever this is interrupted, the stored
 * secret works, none is lost, and an older message that comes meanwhile is seen to be late.
 */
async function replace(
  { clock, parameters }: Needs,
  appName: string,
  { secret, dates: before }: Current,
  { eventTime, expiresAt, previousExpiresAt, notificationId, ...message }: NewSecretMessage,
): Promise<SecretDates> {
  const { clientSecret, previousClientSecret, secretDates } = parameters.paths.of(appName).lwa;
  if (secret && !same(secret, message.secret)) {
    await parameters.put(appName, previousClientSecret, secret);
    await parameters.put(appName, secretDates, JSON.stringify({ ...before, arriving: eventTime }));
    await parameters.put(appName, clientSecret, message.secret);
  }
  const takenAt = clock.now().toISOString();
  const dates = { createdAt: eventTime, expiresAt, previousExpiresAt, notificationId, takenAt };
  await parameters.put(appName, secretDates, JSON.stringify(dates));
  return dates;
}

// An execution that asked for the secret sees it and tells people. For one that nobody asked for, an execution is
// started that finds it, proves the authorizations too, and tells.
async function tellUnlessAwaited(
  { clock, executions }: Needs,
  { appName, name }: Target,
  { dates, rotation }: SecretRecord,
): Promise<void> {
  const arrived = standingOf(dates, rotation, clock.now()).status === 'arrived';
  if (arrived && !isAwaited(dates, rotation)) await executions.start(name, { appName });
}
