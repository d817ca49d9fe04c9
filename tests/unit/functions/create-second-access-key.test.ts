import { describe, expect, it } from '@jest/globals';
import { Sensitive } from '#shared/domain/sensitive.ts';
import { AccessKeyLimitReached, AccessKeyMissing, AwsDenied } from '#shared/errors/refused.ts';
import { AccessKeyNotReady, AwsUnavailable, IamNotConsistent } from '#shared/errors/retryable.ts';
import { createSecondAccessKey } from '../../../functions/create-second-access-key/create-second-access-key.ts';
import type { FakeKey } from '../../support/fakes/iam-users.ts';
import type { FakeServices } from '../../support/fakes/services.ts';
import {
  create,
  DAY_MS,
  idsOf,
  KEYS,
  NEW,
  OLD,
  withOldKey,
  withReplacedKey,
  withSecondKey,
} from '../../support/key-rotation.ts';
import { APP, errorOf, PATHS, USER_NAME } from '../../support/subjects.ts';

/** One parameter cannot be written, once. */
function failAt({ put }: Pick<FakeServices['parameters'], 'put'>, path: string, error: Error): typeof put {
  let failed = false;
  return async (appName, name, value) => {
    if (name !== path || failed) return put(appName, name, value);
    failed = true;
    throw error;
  };
}

describe('createSecondAccessKey', () => {
  it('makes a key and keeps id and secret in one encrypted parameter', async () => {
    const services = withOldKey();

    const output = await create(services);

    expect(output).toEqual(KEYS);
    expect(services.parameters.all()[PATHS.keyRotation.pending]).toEqual({
      type: 'SecureString',
      value: `{"accessKeyId":"AKIAFAKE2","secretAccessKey":"FAKE_SECRET_ACCESS_KEY_2","createdAt":"${services.clock.now().toISOString()}"}`,
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

  it('knows the key of its first attempt after many more that IAM answered without showing it', async () => {
    const services = withOldKey();
    const lost = new AwsUnavailable({ what: 'no answer', remedy: 'again' });
    services.parameters.put = failAt(services.parameters, PATHS.keyRotation.pending, lost);
    services.iamUsers.failNext('deleteAccessKey', lost);
    await errorOf(create(services));
    const [{ createdAt }] = services.iamUsers.keysOf(USER_NAME).slice(1) as [FakeKey];
    const { listAccessKeys } = services.iamUsers;
    services.iamUsers.listAccessKeys = async (name) => (await listAccessKeys(name)).slice(0, 1);
    const hidden: string[] = [];
    for (let attempt = 1; attempt <= 4; attempt += 1) {
      services.clock.advance(20_000);
      hidden.push((await errorOf(create(services))).name);
    }
    services.iamUsers.listAccessKeys = listAccessKeys;
    services.clock.advance(20_000);

    const output = await create(services);

    expect(hidden).toEqual(Array(4).fill('IamNotConsistent'));
    expect(services.clock.now().getTime() - createdAt.getTime()).toBe(100_000);
    expect(idsOf(services)).toEqual([OLD, output.newAccessKeyId]);
    expect(services.parameters.json(PATHS.keyRotation.record)).toMatchObject({
      startedAt: createdAt.toISOString(),
    });
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
