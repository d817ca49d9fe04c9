import { describe, expect, it } from '@jest/globals';
import { Sensitive } from '#shared/domain/sensitive.ts';
import { MissingParameter } from '#shared/errors/broken.ts';
import { AccessKeyInvalid, AccessKeyMissing, IamNameTaken } from '#shared/errors/refused.ts';
import { IamNotConsistent } from '#shared/errors/retryable.ts';
import { packKey } from '#shared/iam/stored-access-key.ts';
import { inspectAccessKey } from '../../../functions/inspect-access-key/inspect-access-key.ts';
import { methodsOf } from '../../support/fakes/controls.ts';
import { fakeServices } from '../../support/fakes/services.ts';
import { GRACE, inputOf, NEW, OLD, SETTLE, withInactiveKey, withOldKey } from '../../support/key-rotation.ts';
import {
  APP,
  anApplication,
  errorOf,
  PATHS,
  POLICY_ARN,
  ROLE_ARN,
  USER_ARN,
  USER_NAME,
} from '../../support/subjects.ts';

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

    expect(found).toEqual({
      appName: APP,
      settleSeconds: SETTLE,
      graceSeconds: GRACE,
      accessKeyId: OLD,
      due,
      reason,
    });
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
    expect(found).toEqual({ appName: APP, settleSeconds: SETTLE, graceSeconds: GRACE, due: false, reason });
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

  it('waits while IAM may only not list the stored key yet', async () => {
    const services = withOldKey();
    const createdAt = services.clock.now();
    const stored = packKey({ accessKeyId: 'AKIANEW', secretAccessKey: new Sensitive('FAKE'), createdAt });
    services.parameters.seed(APP, { [PATHS.iam.accessKey]: stored });

    services.clock.advance(179_999);
    const early = await errorOf(inspectAccessKey(services, inputOf()));
    services.clock.advance(1);
    const late = await errorOf(inspectAccessKey(services, inputOf()));

    expect([early.constructor, late.constructor]).toEqual([IamNotConsistent, AccessKeyInvalid]);
  });

  it('refuses a user that is not ours', async () => {
    const services = withOldKey();
    services.iamUsers.addUser(USER_NAME, {});

    expect(await errorOf(inspectAccessKey(services, inputOf()))).toBeInstanceOf(IamNameTaken);
  });
});
