import { describe, expect, it } from '@jest/globals';
import { AccessKeyChanged, OldAccessKeyInUse } from '#shared/errors/refused.ts';
import { IamNotConsistent } from '#shared/errors/retryable.ts';
import {
  activeOf,
  DAY_MS,
  deactivate,
  GRACE,
  OLD,
  rotate,
  withInactiveKey,
  withOldKey,
  withReplacedKey,
  withSecondKey,
} from '../../support/key-rotation.ts';
import { errorOf, USER_NAME } from '../../support/subjects.ts';

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
    services.clock.advance(180_000);

    const error = await errorOf(deactivate(services));

    expect(error).toBeInstanceOf(OldAccessKeyInUse);
    expect(error.remedy).toContain(`--access-key-id ${OLD} --status Inactive`);
    expect(activeOf(services)).toEqual([true, true]);
  });

  it('waits while IAM may only not show yet that the old key is inactive', async () => {
    const services = await withInactiveKey();
    await services.iamUsers.setAccessKeyActive(USER_NAME, OLD, true);
    services.clock.advance(179_999);

    expect(await errorOf(deactivate(services))).toBeInstanceOf(IamNotConsistent);
  });

  it('has nothing to do when another execution has ended the rotation', async () => {
    const services = withOldKey();
    await rotate(services);

    expect(await deactivate(services)).toEqual({ waitSeconds: 0 });
  });
});
