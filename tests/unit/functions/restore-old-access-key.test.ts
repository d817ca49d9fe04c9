import { describe, expect, it } from '@jest/globals';
import { restoreOldAccessKey } from '../../../functions/restore-old-access-key/restore-old-access-key.ts';
import type { FakeServices } from '../../support/fakes/services.ts';
import {
  activeOf,
  KEYS,
  NEW,
  OLD,
  storedPair,
  withInactiveKey,
  withSecondKey,
} from '../../support/key-rotation.ts';
import { APP, PATHS, USER_NAME } from '../../support/subjects.ts';

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
    [
      'the old key is deleted',
      async ({ iamUsers }: FakeServices) => iamUsers.deleteAccessKey(USER_NAME, OLD),
    ],
    [
      'its pair is gone',
      async ({ parameters }: FakeServices) => parameters.delete([PATHS.keyRotation.previous]),
    ],
    [
      'the rotation has ended',
      async ({ parameters }: FakeServices) => parameters.delete([PATHS.keyRotation.record]),
    ],
  ])('stores nothing when %s', async (_, spoil) => {
    const services = await withInactiveKey();
    await spoil(services);

    expect(await restoreOldAccessKey(services, KEYS)).toEqual({ restored: false });
    expect(storedPair(services).accessKeyId).toBe(NEW);
  });
});
