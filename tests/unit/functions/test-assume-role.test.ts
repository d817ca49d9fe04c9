import { describe, expect, it } from '@jest/globals';
import { Sensitive } from '#shared/domain/sensitive.ts';
import { AccessKeyInvalid, AccessKeyMissing, AssumeRoleDenied } from '#shared/errors/refused.ts';
import { AccessKeyNotReady, RoleNotReady } from '#shared/errors/retryable.ts';
import { packKey } from '#shared/iam/stored-access-key.ts';
import { testAssumeRole } from '../../../functions/test-assume-role/test-assume-role.ts';
import { NOW } from '../../support/fakes/clock.ts';
import { fakeServices } from '../../support/fakes/services.ts';
import { SESSION_END } from '../../support/fakes/sts.ts';
import { APP, errorOf, PATHS, POLICY_ARN, ROLE_ARN, USER_ARN } from '../../support/subjects.ts';

const INPUT = {
  appName: APP,
  mode: 'create' as const,
  userArn: USER_ARN,
  roleArn: ROLE_ARN,
  policyArn: POLICY_ARN,
};
const FRESH = { ...INPUT, provisionedAt: NOW };
const KEY_ID = 'AKIAFAKE9';

/** The key is stored, and STS knows it. */
function given() {
  const services = fakeServices();
  services.sts.addKey(KEY_ID, 'FAKE_SECRET_ACCESS_KEY', USER_ARN);
  services.parameters.seed(APP, {
    [PATHS.iam.accessKeyId]: KEY_ID,
    [PATHS.iam.secretAccessKey]: new Sensitive('FAKE_SECRET_ACCESS_KEY'),
  });
  return services;
}

describe('testAssumeRole', () => {
  it('proves the role and records when, never the credentials', async () => {
    const services = given();

    const output = await testAssumeRole(services, INPUT);

    const test = { testedAt: NOW, credentialsExpireAt: SESSION_END.toISOString() };
    expect(output).toEqual({ userArn: USER_ARN, roleArn: ROLE_ARN, policyArn: POLICY_ARN, ...test });
    expect(services.parameters.json(PATHS.iam.assumeRoleTest)).toEqual({ roleArn: ROLE_ARN, ...test });
  });

  it('names the session after the application', async () => {
    const services = given();

    await testAssumeRole(services, INPUT);

    expect(services.sts.calls.map(({ args }) => args.slice(1))).toEqual([[ROLE_ARN, `sp-api-${APP}`]]);
  });

  it('names the command that stores a missing key', async () => {
    const services = fakeServices();

    const error = await errorOf(testAssumeRole(services, INPUT));

    expect(error).toBeInstanceOf(AccessKeyMissing);
    expect(error.remedy).toContain(`spapi key store ${APP}`);
  });

  it.each([
    ['id', { [PATHS.iam.accessKeyId]: KEY_ID }],
    ['secret', { [PATHS.iam.secretAccessKey]: new Sensitive('FAKE') }],
  ])('takes a lone %s for a missing key', async (_, values) => {
    const services = fakeServices();
    services.parameters.seed(APP, values as Record<string, string | Sensitive>);

    const error = await errorOf(testAssumeRole(services, INPUT));

    expect(error).toBeInstanceOf(AccessKeyMissing);
    expect(services.sts.calls).toEqual([]);
  });

  it.each([
    ['fresh', FRESH, RoleNotReady],
    ['settled', INPUT, AssumeRoleDenied],
  ])('says what to check when a %s role is denied', async (_, input, type) => {
    const services = given();
    services.sts.deny(ROLE_ARN);

    const error = await errorOf(testAssumeRole(services, input));

    expect(error).toBeInstanceOf(type);
    expect(error.remedy).toContain('its trust policy names this user');
    expect(error.details).toEqual({ roleArn: ROLE_ARN, accessKeyId: KEY_ID, requestId: 'req-sts' });
  });

  it.each([
    ['fresh', FRESH, AccessKeyNotReady],
    ['settled', INPUT, AccessKeyInvalid],
  ])('tells whether an unknown key of a %s user may still become known', async (_, input, type) => {
    const services = given();
    services.sts.delay(KEY_ID);

    const error = await errorOf(testAssumeRole(services, input));

    expect(error).toBeInstanceOf(type);
  });

  it('never waits for a role that a policy denies', async () => {
    const services = given();
    const assumeRole = async () => ({
      refused: 'denied' as const,
      message: 'not authorized to perform: sts:AssumeRole with an explicit deny in a service control policy',
      requestId: 'req-sts',
    });

    const error = await errorOf(testAssumeRole({ ...services, sts: { ...services.sts, assumeRole } }, FRESH));

    expect(error).toBeInstanceOf(AssumeRoleDenied);
  });

  it.each([
    [179_999, AccessKeyNotReady],
    [180_000, AccessKeyInvalid],
  ])('goes by the age of the key where nothing else is new: %d ms', async (ms, type) => {
    const services = given();
    const key = {
      accessKeyId: KEY_ID,
      secretAccessKey: new Sensitive('FAKE'),
      createdAt: services.clock.now(),
    };
    services.parameters.seed(APP, { [PATHS.iam.accessKey]: packKey(key) });
    services.sts.delay(KEY_ID);
    services.clock.advance(ms);

    expect(await errorOf(testAssumeRole(services, INPUT))).toBeInstanceOf(type);
  });

  it.each([
    ['waits for a while for a wrong secret of what is new', FRESH, AccessKeyNotReady],
    ['never waits for another wrong secret', INPUT, AccessKeyInvalid],
  ])('%s', async (_, input, type) => {
    const services = given();
    services.sts.addKey(KEY_ID, 'FAKE_OTHER_SECRET', USER_ARN);

    const error = await errorOf(testAssumeRole(services, input));

    expect(error).toBeInstanceOf(type);
    expect(error.message).not.toContain('FAKE_');
    expect(services.parameters.valueOf(PATHS.iam.assumeRoleTest)).toBeUndefined();
  });
});
