import type { AccessKey } from '#shared/clients/iam-users.ts';
import type { SettleRound } from '#shared/domain/key-rotation.ts';
import { Sensitive } from '#shared/domain/sensitive.ts';
import { packKey } from '#shared/iam/stored-access-key.ts';
import { createSecondAccessKey } from '../../functions/create-second-access-key/create-second-access-key.ts';
import { deactivateOldAccessKey } from '../../functions/deactivate-old-access-key/deactivate-old-access-key.ts';
import { deleteOldAccessKey } from '../../functions/delete-old-access-key/delete-old-access-key.ts';
import { inspectAccessKey } from '../../functions/inspect-access-key/inspect-access-key.ts';
import { proveAccessKey } from '../../functions/prove-access-key/prove-access-key.ts';
import { replaceStoredAccessKey } from '../../functions/replace-stored-access-key/replace-stored-access-key.ts';
import { restoreOldAccessKey } from '../../functions/restore-old-access-key/restore-old-access-key.ts';
import { Crash } from './crash.ts';
import { type FakeServices, fakeServices } from './fakes/services.ts';
import { APP, anApplication, OUR_TAGS, PATHS, ROLE_ARN, USER_NAME } from './subjects.ts';

export const OLD = 'AKIAFAKE1';
export const NEW = 'AKIAFAKE2';
export const KEYS = { appName: APP, oldAccessKeyId: OLD, newAccessKeyId: NEW };
export const DAY_MS = 24 * 60 * 60_000;
export const GRACE = 7 * 86_400;
export const SETTLE = 900;
const INPUT = { appName: APP, settleSeconds: SETTLE, graceSeconds: GRACE, maxAgeDays: 90, force: false };

export const inputOf = (changes: Partial<typeof INPUT> = {}) => ({ ...INPUT, ...changes });

/** An application that was created 100 days ago. */
export function withOldKey({ legacy = false } = {}): FakeServices {
  const services = fakeServices();
  services.iamUsers.addUser(USER_NAME, OUR_TAGS, '/sp-api/');
  const { accessKeyId, secret } = services.iamUsers.addKey(USER_NAME, { used: true });
  const key: AccessKey = { accessKeyId, secretAccessKey: new Sensitive(secret) };
  services.parameters.seed(APP, {
    [PATHS.config]: JSON.stringify(anApplication()),
    [PATHS.iam.roleArn]: ROLE_ARN,
    ...(legacy ? {} : { [PATHS.iam.accessKey]: packKey(key) }),
    [PATHS.iam.accessKeyId]: accessKeyId,
    [PATHS.iam.secretAccessKey]: key.secretAccessKey,
  });
  services.clock.advance(100 * DAY_MS);
  return services;
}

/** All steps in the order of the state machine; the waits move the clock. */
export async function rotate(services: FakeServices, changes: Partial<typeof INPUT> = {}): Promise<string> {
  const found = await inspectAccessKey(services, inputOf(changes));
  if (!found.due) return found.reason;
  const { accessKeyId = '', settleSeconds, graceSeconds } = found;
  const keys = await createSecondAccessKey(services, { appName: APP, accessKeyId });
  const proof = { appName: APP, accessKeyId: keys.newAccessKeyId };
  await orRestore(services, keys, () => proveAccessKey(services, { ...proof, stored: false }));
  const { round: first } = await replaceStoredAccessKey(services, { ...keys, settleSeconds });
  for (let round: SettleRound | undefined = first; round; round = round.next) {
    services.clock.advance(round.seconds * 1000);
    await orRestore(services, keys, () => proveAccessKey(services, { ...proof, stored: true }));
  }
  const { waitSeconds } = await deactivateOldAccessKey(services, { ...keys, graceSeconds });
  await orRestore(services, keys, () => proveAccessKey(services, { ...proof, stored: true }));
  services.clock.advance(waitSeconds * 1000);
  const { accessKeyId: left } = await deleteOldAccessKey(services, keys);
  return left;
}

async function orRestore(services: FakeServices, keys: typeof KEYS, prove: () => Promise<unknown>) {
  try {
    await prove();
  } catch (error) {
    if (!(error instanceof Crash)) await restoreOldAccessKey(services, keys);
    throw error;
  }
}

/** The id and secret that a reader of the one parameter gets, or of the two where there is no such. */
export function storedPair({ parameters }: Pick<FakeServices, 'parameters'>) {
  const whole = parameters.json(PATHS.iam.accessKey) as {
    accessKeyId: string;
    secretAccessKey: string;
  } | null;
  return whole ?? pairOfCopies({ parameters });
}

/** The id and secret that a reader of the two parameters gets. */
export const pairOfCopies = ({ parameters }: Pick<FakeServices, 'parameters'>) => ({
  accessKeyId: parameters.valueOf(PATHS.iam.accessKeyId) ?? '',
  secretAccessKey: parameters.valueOf(PATHS.iam.secretAccessKey) ?? '',
});

/** Whether IAM has this key, active, with this secret; unlike a call of STS it leaves no trace. */
export function works({ iamUsers }: Pick<FakeServices, 'iamUsers'>, pair: ReturnType<typeof pairOfCopies>) {
  const key = iamUsers.findKey(pair.accessKeyId)?.key;
  return Boolean(key?.active && key.secret === pair.secretAccessKey);
}

/** What has to be so when a rotation has ended. */
export function stateOf(services: FakeServices) {
  const keys = services.iamUsers.keysOf(USER_NAME);
  return {
    keys: keys.length,
    storedIsTheOne: storedPair(services).accessKeyId === keys[0]?.accessKeyId,
    works: works(services, storedPair(services)),
    copiesWork: works(services, pairOfCopies(services)),
    replaced: storedPair(services).accessKeyId !== OLD,
    parameters: Object.keys(services.parameters.all()).toSorted(),
  };
}

export const ROTATED = {
  keys: 1,
  storedIsTheOne: true,
  works: true,
  copiesWork: true,
  replaced: true,
  parameters: [
    PATHS.config,
    PATHS.iam.accessKey,
    PATHS.iam.accessKeyId,
    PATHS.iam.roleArn,
    PATHS.iam.secretAccessKey,
  ].toSorted(),
};

export const idsOf = ({ iamUsers }: FakeServices) =>
  iamUsers.keysOf(USER_NAME).map(({ accessKeyId }) => accessKeyId);
export const activeOf = ({ iamUsers }: FakeServices) =>
  iamUsers.keysOf(USER_NAME).map(({ active }) => active);
export const create = (services: FakeServices) =>
  createSecondAccessKey(services, { appName: APP, accessKeyId: OLD });
export const prove = (services: FakeServices, stored = false) =>
  proveAccessKey(services, { appName: APP, accessKeyId: NEW, stored });
export const replace = (services: FakeServices, settleSeconds = SETTLE) =>
  replaceStoredAccessKey(services, { ...KEYS, settleSeconds });
export const deactivate = (services: FakeServices) =>
  deactivateOldAccessKey(services, { ...KEYS, graceSeconds: GRACE });

export async function withSecondKey() {
  const services = withOldKey();
  await create(services);
  return services;
}

export async function withReplacedKey() {
  const services = await withSecondKey();
  await prove(services);
  await replace(services);
  return services;
}

export async function withInactiveKey() {
  const services = await withReplacedKey();
  await deactivate(services);
  return services;
}
