import { describe, expect, it } from '@jest/globals';
import { MissingParameter } from '#shared/errors/broken.ts';
import { AccessKeyChanged, AccessKeyInvalid, AssumeRoleDenied } from '#shared/errors/refused.ts';
import { AccessKeyNotReady, RoleNotReady } from '#shared/errors/retryable.ts';
import type { FakeServices } from '../../support/fakes/services.ts';
import { NEW, prove, replace, withSecondKey } from '../../support/key-rotation.ts';
import { APP, errorOf, PATHS, ROLE_ARN, USER_NAME } from '../../support/subjects.ts';

describe('proveAccessKey', () => {
  it('assumes the role with the kept key, then with the stored one', async () => {
    const services = await withSecondKey();

    const kept = await prove(services);
    await replace(services);
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
    [
      'not known',
      (services: FakeServices) => void services.sts.delay(NEW),
      [AccessKeyNotReady, AccessKeyInvalid],
    ],
    [
      'denied the role',
      (services: FakeServices) => void services.sts.deny(ROLE_ARN),
      [RoleNotReady, AssumeRoleDenied],
    ],
    [
      'of another secret',
      ({ iamUsers }: FakeServices) =>
        Object.assign(iamUsers.keysOf(USER_NAME)[1] ?? {}, { secret: 'FAKE_OTHER' }),
      [AccessKeyNotReady, AccessKeyInvalid],
    ],
  ])('waits for three minutes for a key that is %s, then names it', async (_, spoil, types) => {
    const services = await withSecondKey();
    spoil(services);

    services.clock.advance(179_999);
    const early = await errorOf(prove(services));
    services.clock.advance(1);
    const error = await errorOf(prove(services));

    expect([early.constructor, error.constructor]).toEqual(types);
    expect(error.details).toEqual({ roleArn: ROLE_ARN, accessKeyId: NEW, requestId: 'req-sts' });
  });

  it('needs the role that create-private-app made', async () => {
    const services = await withSecondKey();
    await services.parameters.delete([PATHS.iam.roleArn]);

    expect(await errorOf(prove(services))).toBeInstanceOf(MissingParameter);
  });
});
