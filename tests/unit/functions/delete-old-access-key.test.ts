import { describe, expect, it } from '@jest/globals';
import { Sensitive } from '#shared/domain/sensitive.ts';
import { AccessKeyChanged, OldAccessKeyInUse } from '#shared/errors/refused.ts';
import { IamNotConsistent } from '#shared/errors/retryable.ts';
import { deleteOldAccessKey } from '../../../functions/delete-old-access-key/delete-old-access-key.ts';
import {
  idsOf,
  KEYS,
  NEW,
  OLD,
  rotate,
  withInactiveKey,
  withOldKey,
  withReplacedKey,
  withSecondKey,
} from '../../support/key-rotation.ts';
import { APP, errorOf, PATHS, USER_NAME } from '../../support/subjects.ts';

describe('deleteOldAccessKey', () => {
  it('waits while IAM may only not show yet that the old key is inactive, as without a grace period', async () => {
    const services = await withInactiveKey();
    await services.iamUsers.setAccessKeyActive(USER_NAME, OLD, true);
    services.clock.advance(179_999);
    const early = await errorOf(deleteOldAccessKey(services, KEYS));
    services.clock.advance(1);
    const late = await errorOf(deleteOldAccessKey(services, KEYS));

    expect([early.constructor, late.constructor]).toEqual([IamNotConsistent, OldAccessKeyInUse]);
    expect(idsOf(services)).toEqual([OLD, NEW]);
  });

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
