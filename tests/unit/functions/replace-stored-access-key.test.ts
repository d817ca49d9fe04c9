import { describe, expect, it } from '@jest/globals';
import type { SettleRound } from '#shared/domain/key-rotation.ts';
import { Sensitive } from '#shared/domain/sensitive.ts';
import { AccessKeyChanged } from '#shared/errors/refused.ts';
import {
  NEW,
  OLD,
  replace,
  SETTLE,
  storedPair,
  withReplacedKey,
  withSecondKey,
} from '../../support/key-rotation.ts';
import { APP, errorOf, PATHS } from '../../support/subjects.ts';

const lengthOf = ({ seconds, next }: SettleRound): number => seconds + (next ? lengthOf(next) : 0);

describe('replaceStoredAccessKey', () => {
  it('keeps the old pair, then stores the new one whole, then its two copies', async () => {
    const services = await withSecondKey();
    services.parameters.calls.length = 0;

    await replace(services);

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

    await replace(services);

    expect(services.parameters.valueOf(PATHS.iam.accessKeyId)).toBe(NEW);
  });

  it('has both keys work for the whole time, from when the new one is stored', async () => {
    const services = await withSecondKey();

    const { round } = await replace(services);

    expect(lengthOf(round)).toBe(SETTLE);
  });

  it('has both keys work for what is left of the time after an interruption', async () => {
    const services = await withReplacedKey();
    services.clock.advance(600_000);
    const soon = await replace(services);
    const longer = await replace(services, 3600);
    services.clock.advance(600_000);
    const late = await replace(services);

    expect([soon, longer, late].map(({ round }) => lengthOf(round))).toEqual([300, 3000, 0]);
  });

  it('counts the time anew when it had to write the copies that readers read', async () => {
    const services = await withReplacedKey();
    services.parameters.seed(APP, { [PATHS.iam.accessKeyId]: OLD });
    services.clock.advance(3_600_000);

    const { round } = await replace(services);

    expect(lengthOf(round)).toBe(SETTLE);
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

    expect(await errorOf(replace(services))).toBeInstanceOf(AccessKeyChanged);
    expect(services.parameters.all()).toEqual(before);
  });
});
