import { describe, expect, it } from '@jest/globals';
import { Sensitive } from '#shared/domain/sensitive.ts';
import { AccessKeyChanged } from '#shared/errors/refused.ts';
import { replaceStoredAccessKey } from '../../../../functions/replace-stored-access-key/replace-stored-access-key.ts';
import { APP, errorOf, PATHS } from '../../../support/subjects.ts';
import { KEYS, NEW, OLD, storedPair, withReplacedKey, withSecondKey } from './rotation.ts';

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
