import { describe, expect, it } from '@jest/globals';
import { Sensitive } from '#shared/domain/sensitive.ts';
import { MissingParameter } from '#shared/errors/broken.ts';
import {
  AccessKeyChanged,
  AccessKeyInvalid,
  AccessKeyLimitReached,
  AccessKeyMissing,
  AssumeRoleDenied,
  AwsDenied,
  IamNameTaken,
  OldAccessKeyInUse,
} from '#shared/errors/refused.ts';
import { AccessKeyNotReady, IamNotConsistent } from '#shared/errors/retryable.ts';
import { createSecondAccessKey } from '../../../../functions/create-second-access-key/create-second-access-key.ts';
import { deactivateOldAccessKey } from '../../../../functions/deactivate-old-access-key/deactivate-old-access-key.ts';
import { deleteOldAccessKey } from '../../../../functions/delete-old-access-key/delete-old-access-key.ts';
import { inspectAccessKey } from '../../../../functions/inspect-access-key/inspect-access-key.ts';
import { proveAccessKey } from '../../../../functions/prove-access-key/prove-access-key.ts';
import { replaceStoredAccessKey } from '../../../../functions/replace-stored-access-key/replace-stored-access-key.ts';
import { restoreOldAccessKey } from '../../../../functions/restore-old-access-key/restore-old-access-key.ts';
import { methodsOf } from '../../../support/fakes/controls.ts';
import { fakeServices } from '../../../support/fakes/services.ts';
import {
  APP,
  anApplication,
  errorOf,
  PATHS,
  POLICY_ARN,
  ROLE_ARN,
  USER_ARN,
  USER_NAME,
} from '../../../support/subjects.ts';
import { DAY_MS, inputOf, KEYS, NEW, OLD, rotate, storedPair, withOldKey } from './rotation.ts';

type Services = ReturnType<typeof withOldKey>;
const GRACE = 7 * 86_400;
const idsOf = ({ iamUsers }: Services) => iamUsers.keysOf(USER_NAME).map(({ accessKeyId }) => accessKeyId);
const activeOf = ({ iamUsers }: Services) => iamUsers.keysOf(USER_NAME).map(({ active }) => active);
const create = (services: Services) => createSecondAccessKey(services, { appName: APP, accessKeyId: OLD });
const prove = (services: Services, stored = false) =>
  proveAccessKey(services, { appName: APP, accessKeyId: NEW, stored });
const deactivate = (services: Services) => deactivateOldAccessKey(services, { ...KEYS, graceSeconds: GRACE });

async function withSecondKey() {
  const services = withOldKey();
  await create(services);
  return services;
}

async function withReplacedKey() {
  const services = await withSecondKey();
  await prove(services);
  await replaceStoredAccessKey(services, KEYS);
  return services;
}

async function withInactiveKey() {
  const services = await withReplacedKey();
  await deactivate(services);
  return services;
}

describe('inspectAccessKey', () => {
  it.each([
    ['older than the limit', {}, true, 'The access key is 100 days old; the limit is 90.'],
    [
      'younger than the limit',
      { maxAgeDays: 101 },
      false,
      'The access key is 100 days old; the limit is 101.',
    ],
    [
      'younger, but forced',
      { maxAgeDays: 101, force: true },
      true,
      'The access key is 100 days old; the limit is 101. It is asked for.',
    ],
  ])('decides about a key that is %s', async (_, changes, due, reason) => {
    const found = await inspectAccessKey(withOldKey(), inputOf(changes));

    expect(found).toEqual({ appName: APP, graceSeconds: GRACE, accessKeyId: OLD, due, reason });
  });

  it('goes on with a rotation that was interrupted, however young the stored key', async () => {
    const found = await inspectAccessKey(await withInactiveKey(), inputOf());

    expect(found).toMatchObject({
      due: true,
      accessKeyId: NEW,
      reason: 'An earlier rotation is not complete.',
    });
  });

  it.each([
    ['none', { mode: 'none' } as const],
    ['adopt', { mode: 'adopt', userArn: USER_ARN, roleArn: ROLE_ARN, policyArn: POLICY_ARN } as const],
  ])('touches nothing with iam.mode %s', async (mode, iam) => {
    const services = withOldKey();
    services.parameters.seed(APP, { [PATHS.config]: JSON.stringify(anApplication({ iam })) });

    const found = await inspectAccessKey(services, inputOf({ force: true }));

    const reason = `iam.mode is ${mode}: no key is made here.`;
    expect(found).toEqual({ appName: APP, graceSeconds: GRACE, due: false, reason });
    expect([methodsOf(services.iamUsers), methodsOf(services.parameters)]).toEqual([[], ['get']]);
  });

  it('names an application that is not known', async () => {
    const error = await errorOf(inspectAccessKey(fakeServices(), inputOf()));

    expect(error).toBeInstanceOf(MissingParameter);
    expect(error.details).toEqual({ parameter: PATHS.config });
  });

  it('says that no key is stored', async () => {
    const services = withOldKey();
    await services.parameters.delete([PATHS.iam.accessKey, PATHS.iam.accessKeyId]);

    expect(await errorOf(inspectAccessKey(services, inputOf()))).toBeInstanceOf(AccessKeyMissing);
  });

  it('sends a person to create-private-app when IAM has not got the stored key', async () => {
    const services = withOldKey();
    await services.iamUsers.deleteAccessKey(USER_NAME, OLD);

    const error = await errorOf(inspectAccessKey(services, inputOf()));

    expect(error).toBeInstanceOf(AccessKeyInvalid);
    expect(error.remedy).toContain('Start create-private-app');
  });

  it('refuses a user that is not ours', async () => {
    const services = withOldKey();
    services.iamUsers.addUser(USER_NAME, {});

    expect(await errorOf(inspectAccessKey(services, inputOf()))).toBeInstanceOf(IamNameTaken);
  });
});

describe('createSecondAccessKey', () => {
  it('makes a key and keeps id and secret in one encrypted parameter', async () => {
    const services = withOldKey();

    const output = await create(services);

    expect(output).toEqual(KEYS);
    expect(services.parameters.all()[PATHS.keyRotation.pending]).toEqual({
      type: 'SecureString',
      value: '{"accessKeyId":"AKIAFAKE2","secretAccessKey":"FAKE_SECRET_ACCESS_KEY_2"}',
      appName: APP,
    });
    expect(services.parameters.json(PATHS.keyRotation.record)).toEqual({
      oldAccessKeyId: OLD,
      startedAt: services.clock.now().toISOString(),
    });
  });

  it('takes over the key of an interrupted run', async () => {
    const services = await withSecondKey();

    expect(await create(services)).toEqual(KEYS);
    expect(idsOf(services)).toEqual([OLD, NEW]);
  });

  it('has nothing to do once the second key is the stored one', async () => {
    const services = await withReplacedKey();

    expect(await create(services)).toEqual(KEYS);
    expect(idsOf(services)).toEqual([OLD, NEW]);
  });

  it.each([true, false])('never deletes a second key that somebody else made (used: %s)', async (used) => {
    const services = withOldKey();
    const foreign = services.iamUsers.addKey(USER_NAME, { used });

    const error = await errorOf(create(services));

    expect(error).toBeInstanceOf(AccessKeyLimitReached);
    expect(error.remedy).toContain(
      `aws iam delete-access-key --user-name ${USER_NAME} --access-key-id ${foreign.accessKeyId}`,
    );
    expect(idsOf(services)).toEqual([OLD, foreign.accessKeyId]);
    expect(services.parameters.valueOf(PATHS.keyRotation.record)).toBeUndefined();
  });

  it('leaves a foreign key alone also after an interrupted run', async () => {
    const services = withOldKey();
    services.iamUsers.failNext('createAccessKey', new AwsDenied({ what: 'denied', remedy: 'allow it' }));
    await errorOf(create(services));
    services.clock.advance(DAY_MS);
    const foreign = services.iamUsers.addKey(USER_NAME, { used: false });

    expect(await errorOf(create(services))).toBeInstanceOf(AccessKeyLimitReached);
    expect(idsOf(services)).toEqual([OLD, foreign.accessKeyId]);
  });

  it('deletes the key at once when its secret cannot be kept', async () => {
    const services = withOldKey();
    const parameters = { ...services.parameters };
    parameters.put = async (appName, name, value) => {
      if (value instanceof Sensitive) throw new AwsDenied({ what: 'denied', remedy: 'allow it' });
      return services.parameters.put(appName, name, value);
    };

    expect(
      await errorOf(createSecondAccessKey({ ...services, parameters }, { appName: APP, accessKeyId: OLD })),
    ).toBeInstanceOf(AwsDenied);
    expect(idsOf(services)).toEqual([OLD]);
  });

  it('waits while another execution may be keeping the key that it has just made, then deletes it as lost', async () => {
    const services = await withSecondKey();
    await services.parameters.delete([PATHS.keyRotation.pending]);

    const early = await errorOf(create(services));
    services.clock.advance(90_000);
    const output = await create(services);

    expect(early).toBeInstanceOf(AccessKeyNotReady);
    expect(output).toEqual({ ...KEYS, newAccessKeyId: 'AKIAFAKE3' });
    expect(idsOf(services)).toEqual([OLD, 'AKIAFAKE3']);
  });

  it('waits for a kept key that IAM does not list yet, and makes another when it never does', async () => {
    const services = await withSecondKey();
    await services.iamUsers.deleteAccessKey(USER_NAME, NEW);

    const early = await errorOf(create(services));
    services.clock.advance(180_000);
    const output = await create(services);

    expect(early).toBeInstanceOf(IamNotConsistent);
    expect(output.newAccessKeyId).toBe('AKIAFAKE3');
  });

  it('replaces a kept key that somebody made inactive', async () => {
    const services = await withSecondKey();
    await services.iamUsers.setAccessKeyActive(USER_NAME, NEW, false);

    expect((await create(services)).newAccessKeyId).toBe('AKIAFAKE3');
    expect(idsOf(services)).toEqual([OLD, 'AKIAFAKE3']);
  });

  it('says that no key is stored', async () => {
    const services = withOldKey();
    await services.parameters.delete([PATHS.iam.accessKey, PATHS.iam.accessKeyId]);

    expect(await errorOf(create(services))).toBeInstanceOf(AccessKeyMissing);
  });
});

describe('proveAccessKey', () => {
  it('assumes the role with the kept key, then with the stored one', async () => {
    const services = await withSecondKey();

    const kept = await prove(services);
    await replaceStoredAccessKey(services, KEYS);
    const stored = await prove(services, true);

    expect(kept).toEqual({ accessKeyId: NEW, provedAt: services.clock.now().toISOString() });
    expect(stored).toEqual(kept);
    expect(services.sts.calls.map(({ args }) => args.slice(1))).toEqual(
      Array(2).fill([ROLE_ARN, `sp-api-${APP}`]),
    );
  });

  it('does not take the kept key for the stored one', async () => {
    expect(await errorOf(prove(await withSecondKey(), true))).toBeInstanceOf(AccessKeyChanged);
  });

  it.each([
    ['not known yet', (services: Services) => void services.sts.delay(NEW), AccessKeyNotReady],
    ['denied the role', (services: Services) => void services.sts.deny(ROLE_ARN), AssumeRoleDenied],
    [
      'of another secret',
      ({ iamUsers }: Services) =>
        Object.assign(iamUsers.keysOf(USER_NAME)[1] ?? {}, { secret: 'FAKE_OTHER' }),
      AccessKeyInvalid,
    ],
  ])('names a key that is %s', async (_, spoil, type) => {
    const services = await withSecondKey();
    spoil(services);

    const error = await errorOf(prove(services));

    expect(error).toBeInstanceOf(type);
    expect(error.details).toEqual({ roleArn: ROLE_ARN, accessKeyId: NEW, requestId: 'req-sts' });
  });

  it('needs the role that create-private-app made', async () => {
    const services = await withSecondKey();
    await services.parameters.delete([PATHS.iam.roleArn]);

    expect(await errorOf(prove(services))).toBeInstanceOf(MissingParameter);
  });
});

describe('replaceStoredAccessKey', () => {
  it('keeps the old pair, then stores the new one whole, then its two copies', async () => {
    const services = await withSecondKey();
    services.parameters.calls.length = 0;

    await replaceStoredAccessKey(services, KEYS);

    const written = services.parameters.calls
      .filter(({ method }) => method === 'put')
      .map(({ args }) => args[1]);
    const { accessKey, secretAccessKey, accessKeyId } = PATHS.iam;
    expect(written).toEqual([PATHS.keyRotation.previous, accessKey, secretAccessKey, accessKeyId]);
    expect(storedPair(services).accessKeyId).toBe(NEW);
    expect(services.parameters.json(PATHS.keyRotation.previous)).toEqual({
      accessKeyId: OLD,
      secretAccessKey: 'FAKE_SECRET_ACCESS_KEY_1',
    });
  });

  it('only writes the copies that an interrupted run left', async () => {
    const services = await withReplacedKey();
    services.parameters.seed(APP, { [PATHS.iam.accessKeyId]: OLD });

    await replaceStoredAccessKey(services, KEYS);

    expect(services.parameters.valueOf(PATHS.iam.accessKeyId)).toBe(NEW);
  });

  it.each([
    [
      'a third key is stored',
      { [PATHS.iam.accessKey]: new Sensitive('{"accessKeyId":"AKIA3","secretAccessKey":"x"}') },
    ],
    [
      'another key is kept',
      { [PATHS.keyRotation.pending]: new Sensitive('{"accessKeyId":"AKIA3","secretAccessKey":"x"}') },
    ],
  ])('changes nothing when %s', async (_, values) => {
    const services = await withSecondKey();
    services.parameters.seed(APP, values);
    const before = services.parameters.all();

    expect(await errorOf(replaceStoredAccessKey(services, KEYS))).toBeInstanceOf(AccessKeyChanged);
    expect(services.parameters.all()).toEqual(before);
  });
});

describe('deactivateOldAccessKey', () => {
  it('makes the old key inactive and says how long it stays', async () => {
    const services = await withReplacedKey();

    expect(await deactivate(services)).toEqual({ waitSeconds: GRACE });
    expect(activeOf(services)).toEqual([false, true]);
  });

  it('counts from when the key became inactive', async () => {
    const services = await withInactiveKey();
    services.clock.advance(2 * DAY_MS);

    expect(await deactivate(services)).toEqual({ waitSeconds: 5 * 86_400 });
  });

  it('leaves the old key alone while it is the stored one', async () => {
    const services = await withSecondKey();

    expect(await errorOf(deactivate(services))).toBeInstanceOf(AccessKeyChanged);
    expect(activeOf(services)).toEqual([true, true]);
  });

  it('names an old key that somebody made active again', async () => {
    const services = await withInactiveKey();
    await services.iamUsers.setAccessKeyActive(USER_NAME, OLD, true);

    const error = await errorOf(deactivate(services));

    expect(error).toBeInstanceOf(OldAccessKeyInUse);
    expect(error.remedy).toContain(`--access-key-id ${OLD} --status Inactive`);
    expect(activeOf(services)).toEqual([true, true]);
  });

  it('has nothing to do when another execution has ended the rotation', async () => {
    const services = withOldKey();
    await rotate(services);

    expect(await deactivate(services)).toEqual({ waitSeconds: 0 });
  });
});

describe('restoreOldAccessKey', () => {
  it('makes the old key active before it stores it again', async () => {
    const services = await withInactiveKey();

    const output = await restoreOldAccessKey(services, KEYS);

    expect(output).toEqual({ restored: true });
    expect(activeOf(services)).toEqual([true, true]);
    expect(storedPair(services)).toEqual({ accessKeyId: OLD, secretAccessKey: 'FAKE_SECRET_ACCESS_KEY_1' });
    expect(services.parameters.json(PATHS.keyRotation.record)).not.toHaveProperty('inactiveSince');
  });

  it('only completes the copies where the old key is the stored one', async () => {
    const services = await withSecondKey();
    services.parameters.seed(APP, { [PATHS.iam.accessKeyId]: NEW });

    expect(await restoreOldAccessKey(services, KEYS)).toEqual({ restored: true });
    expect(services.parameters.valueOf(PATHS.iam.accessKeyId)).toBe(OLD);
  });

  it.each([
    ['the old key is deleted', async ({ iamUsers }: Services) => iamUsers.deleteAccessKey(USER_NAME, OLD)],
    ['its pair is gone', async ({ parameters }: Services) => parameters.delete([PATHS.keyRotation.previous])],
    [
      'the rotation has ended',
      async ({ parameters }: Services) => parameters.delete([PATHS.keyRotation.record]),
    ],
  ])('stores nothing when %s', async (_, spoil) => {
    const services = await withInactiveKey();
    await spoil(services);

    expect(await restoreOldAccessKey(services, KEYS)).toEqual({ restored: false });
    expect(storedPair(services).accessKeyId).toBe(NEW);
  });
});

describe('deleteOldAccessKey', () => {
  it('deletes the inactive key and all that was kept', async () => {
    const services = await withInactiveKey();

    expect(await deleteOldAccessKey(services, KEYS)).toEqual({ accessKeyId: NEW, deleted: true });
    expect(idsOf(services)).toEqual([NEW]);
    expect(Object.values(PATHS.keyRotation).filter((path) => services.parameters.valueOf(path))).toEqual([]);
  });

  it.each([
    ['active', withReplacedKey, OldAccessKeyInUse],
    ['the stored one', withSecondKey, AccessKeyChanged],
  ])('never deletes an old key that is %s', async (_, given, type) => {
    const services = await given();

    expect(await errorOf(deleteOldAccessKey(services, KEYS))).toBeInstanceOf(type);
    expect(idsOf(services)).toEqual([OLD, NEW]);
  });

  it('has nothing to do when another execution has ended the rotation', async () => {
    const services = withOldKey();
    await rotate(services);

    expect(await deleteOldAccessKey(services, KEYS)).toEqual({ accessKeyId: NEW, deleted: false });
    expect(idsOf(services)).toEqual([NEW]);
  });

  it('deletes the second key too where somebody has stored a third one', async () => {
    const services = await withInactiveKey();
    await services.iamUsers.deleteAccessKey(USER_NAME, OLD);
    const third = services.iamUsers.addKey(USER_NAME, { used: true });
    const pair = { accessKeyId: third.accessKeyId, secretAccessKey: third.secret };
    services.parameters.seed(APP, { [PATHS.iam.accessKey]: new Sensitive(JSON.stringify(pair)) });

    expect(await deleteOldAccessKey(services, KEYS)).toEqual({
      accessKeyId: third.accessKeyId,
      deleted: false,
    });
    expect(idsOf(services)).toEqual([third.accessKeyId]);
  });
});
