import type { NewSecretMessage } from '#shared/domain/amazon-notification.ts';
import { datesOfMessage, isAwaited, isCertain, orderOf, standingOf } from '#shared/domain/client-secret.ts';
import type { Sensitive } from '#shared/domain/sensitive.ts';
import { ApplicationBusy } from '#shared/errors/retryable.ts';
import type { Services } from '#shared/services.ts';
import { readStoredSecrets, type SecretRecord, type StoredSecrets } from '#shared/tasks/client-secret.ts';
import { acceptsClient, refusalOf } from '#shared/tasks/lwa-client.ts';
import { isSame, replaceClientSecret } from '#shared/tasks/replace-client-secret.ts';

type Needs = Pick<Services, 'clock' | 'executions' | 'lwa' | 'parameters'>;

/** Whom the secret is for, and under which name the execution that nobody has asked for starts. */
interface Target {
  appName: string;
  name: string;
}

/**
 * What became of a new secret. `previous`: it is older than the stored one and works, so it is kept beside that; `ended`:
 * it is older and works no more; `foreign`: the application has another client by now.
 */
export type Taken = 'taken' | 'duplicate' | 'previous' | 'ended' | 'foreign';

/**
 * Puts a new client secret in the place of the stored one. Login with Amazon decides: one that it accepts is stored, as
 * the current secret or, where Amazon has made a newer one that works, as the previous one.
 * @throws ClientSecretRejected where it is new and refused, ApplicationBusy, LwaUnavailable, and what Parameter Store throws
 */
export async function takeNewSecret(
  services: Needs,
  target: Target,
  message: NewSecretMessage,
): Promise<Taken> {
  const { appName } = target;
  // In the turn: a person may have registered another client since the application was found.
  const stored = await readStoredSecrets(services, appName);
  if (stored.clientId !== message.clientId) return 'foreign';
  if (stored.dates.replacing) throw beingReplaced(appName);
  if (isTaken(stored, message)) {
    await tellUnlessAwaited(services, target, stored);
    return 'duplicate';
  }
  const isReplaced = isSame(stored.previous, message.secret) && !isSame(stored.secret, message.secret);
  if (isReplaced && (await works(services, stored))) return 'duplicate';

  const refusal = await refusalOf(services, { clientId: message.clientId, clientSecret: message.secret });
  if (isOlder(stored, message) && (await works(services, stored))) {
    if (refusal) return 'ended';
    if (stored.dates.unsure && stored.previous) throw undecided(appName);
    await keepAsPrevious(services, appName, message.secret);
    return 'previous';
  }
  if (refusal) throw refusal;
  const dates = datesOfMessage(message, services.clock.now(), isUnsure(stored, message));
  await replaceClientSecret(services, appName, stored, { secret: message.secret, dates });
  await tellUnlessAwaited(services, target, { ...stored, dates });
  return 'taken';
}

// Amazon's dates are not replaced by those of a copy of the message.
const isTaken = ({ secret, dates }: StoredSecrets, message: NewSecretMessage) =>
  isSame(secret, message.secret) && !dates.arriving && (isCertain(dates) || message.dated === 'here');

const isOlder = (stored: StoredSecrets, message: NewSecretMessage) =>
  !isSame(stored.secret, message.secret) && orderOf(message, stored) === 'older';

// Where this goes on after an interruption, it was found out before.
const isUnsure = (stored: StoredSecrets, message: NewSecretMessage): boolean =>
  isSame(stored.secret, message.secret) || stored.dates.arriving === message.eventTime
    ? stored.dates.unsure === true
    : orderOf(message, stored) === 'unknown';

const works = async (services: Needs, { clientId, secret }: StoredSecrets) =>
  clientId !== undefined &&
  secret !== undefined &&
  acceptsClient(services, { clientId, clientSecret: secret });

const keepAsPrevious = ({ parameters }: Needs, appName: string, secret: Sensitive) =>
  parameters.put(appName, parameters.paths.of(appName).lwa.previousClientSecret, secret);

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

// The previous one may be the newest of all, so nothing takes its place; the rotation that follows decides it.
const undecided = (appName: string) =>
  new ApplicationBusy({
    what: `Which client secret of ${appName} is the newest is not known yet, so an older one has no place.`,
    remedy: `Nothing: it is tried again. To decide it at once: spapi rotate client-secret ${appName}`,
  });

const beingReplaced = (appName: string) =>
  new ApplicationBusy({
    what: `Another client is being stored for ${appName}, and not all of it is there.`,
    remedy: 'Answer the task register-application again; the message is tried again by itself.',
  });
