import { isFresh } from '#shared/domain/freshness.ts';
import { iamNames } from '#shared/domain/iam-names.ts';
import { DAY_MS } from '#shared/domain/times.ts';
import { MissingParameter } from '#shared/errors/broken.ts';
import { AccessKeyInvalid } from '#shared/errors/refused.ts';
import { keyMissing } from '#shared/iam/assume-stored-role.ts';
import { isRotationOpen } from '#shared/iam/key-rotation.ts';
import { notListedYet } from '#shared/iam/not-yet.ts';
import { requireOurs } from '#shared/iam/ownership.ts';
import { readStoredKey } from '#shared/iam/stored-access-key.ts';
import { readRemoval } from '#shared/removal/open-removal.ts';
import type { Services } from '#shared/services.ts';
import { readApplication } from '#shared/tasks/read-application.ts';
import type { Input, Output } from './schema.ts';

type Needs = Pick<Services, 'clock' | 'iamUsers' | 'installation' | 'parameters'>;

/** Says whether the stored key has to be rotated: it is old, it is asked for, or a rotation was interrupted. */
export async function inspectAccessKey(services: Needs, input: Input): Promise<Output> {
  const { appName, settleSeconds, graceSeconds } = input;
  const waits = { settleSeconds, graceSeconds };
  const mode = await iamModeOf(services, appName);
  if (mode !== 'create')
    return { appName, ...waits, due: false, reason: `iam.mode is ${mode}: no key is made here.` };
  if (await readRemoval(services, appName))
    return { appName, ...waits, due: false, reason: `${appName} is being removed: it gets no new key.` };
  const { accessKeyId, createdAt } = await findStoredKey(services, appName);
  return { appName, ...waits, accessKeyId, ...(await decide(services, input, createdAt)) };
}

async function iamModeOf(services: Needs, appName: string) {
  const application = await readApplication(services, appName);
  if (application) return application.iam.mode;
  throw new MissingParameter({
    what: `No configuration of ${appName} is in Parameter Store.`,
    remedy: 'Look at the spelling of appName, or start create-private-app for this application first.',
    details: { parameter: services.parameters.paths.of(appName).config },
  });
}

async function findStoredKey(services: Needs, appName: string) {
  const userName = iamNames(services.installation, appName).user;
  const stored = await readStoredKey(services, appName);
  if (!stored) throw keyMissing(appName);
  const user = await services.iamUsers.find(userName);
  if (user) await requireOurs(services, { kind: 'user', name: userName }, user, appName);
  const keys = user ? await services.iamUsers.listAccessKeys(userName) : [];
  const { accessKeyId, createdAt } = stored;
  const listed = keys.find((key) => key.accessKeyId === accessKeyId);
  if (listed) return listed;
  if (isFresh(services.clock.now(), createdAt)) throw notListedYet(accessKeyId, userName);
  throw new AccessKeyInvalid({
    what: `IAM does not list the stored access key ${accessKeyId} for the user ${userName}.`,
    remedy: 'Start create-private-app for this application again: it makes a new access key.',
    details: { accessKeyId },
  });
}

async function decide(services: Needs, { appName, force, maxAgeDays }: Input, createdAt: Date) {
  if (await isRotationOpen(services, appName))
    return { due: true, reason: 'An earlier rotation is not complete.' };
  const days = Math.floor((services.clock.now().getTime() - createdAt.getTime()) / DAY_MS);
  const age = `The access key is ${days} days old; the limit is ${maxAgeDays}.`;
  if (force) return { due: true, reason: `${age} It is asked for.` };
  return { due: days >= maxAgeDays, reason: age };
}
