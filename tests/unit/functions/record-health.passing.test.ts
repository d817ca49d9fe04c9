import { describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import * as retryable from '#shared/errors/retryable.ts';
import { credentialsMark } from '#shared/tasks/credentials-mark.ts';
import { recordHealth } from '../../../functions/record-health/record-health.ts';
import { Input } from '../../../functions/record-health/schema.ts';
import { thrown } from '../../support/failures.ts';
import { NOW } from '../../support/fakes/clock.ts';
import { type FakeServices, fakeServices } from '../../support/fakes/services.ts';
import { APP, PATHS } from '../../support/subjects.ts';

const REVOKED = thrown('AuthorizationRevoked', 'Revoked.\nWhat to do: Authorize again.');
const run = (services: FakeServices, input: object) =>
  recordHealth(services, z.parse(Input, { appName: APP, ...input }));
const called = (name: string, caught: object) => ({ name, failure: { CallSellingPartnerApi: caught } });
const caughtOf = (error: string) =>
  error.includes('.') ? { Error: error, Cause: 'Any' } : thrown(error, 'Later.');

// What STS may refuse while a key or role is new: a check says not when they were made, so it never meets these; nor
// does it wait for a turn.
const NEVER_MET = ['AccessKeyNotReady', 'RoleNotReady', 'ApplicationBusy'];
const passing = Object.keys(retryable).filter((name) => !NEVER_MET.includes(name));

describe('what may pass by itself', () => {
  it('are the errors that steps repeat, but for those of what is new', () => {
    expect(passing.toSorted()).toEqual([
      'AwsThrottled',
      'AwsUnavailable',
      'IamNotConsistent',
      'LwaUnavailable',
      'SpApiThrottled',
      'SpApiUnavailable',
      'StepTimedOut',
    ]);
  });

  it.each([...passing, 'States.Timeout', 'Sandbox.Timedout'])(
    'like %s alone leaves the application not checked, and nothing written, told or measured',
    async (error) => {
      const services = fakeServices();

      const output = await run(services, { failure: { VerifyPolicies: caughtOf(error) } });

      const asks = { authorizeAgain: false, troubleKey: '', keyRotation: '' };
      expect(output).toEqual({ appName: APP, state: 'not-checked', causes: [], told: 0, ...asks });
      expect([services.parameters.calls, services.topic.calls, services.metrics.measured]).toEqual([
        [],
        [],
        [],
      ]);
    },
  );

  it.each(NEVER_MET)('is not %s, which a check never meets', async (error) => {
    expect((await run(fakeServices(), { failure: { TestAssumeRole: caughtOf(error) } })).state).toBe('bad');
  });

  it('of an account leaves the application not checked too', async () => {
    const services = fakeServices();

    const output = await run(services, {
      authorizations: [called('us', caughtOf('SpApiThrottled')), { name: 'vendor-de' }],
    });

    expect([output.state, services.parameters.calls]).toEqual(['not-checked', []]);
  });

  it('beside a failure that stays is not counted', async () => {
    const services = fakeServices();

    const { state, causes, told } = await run(services, {
      failure: { VerifyPolicies: caughtOf('AwsThrottled') },
      authorizations: [called('us', REVOKED), called('vendor-de', caughtOf('SpApiUnavailable'))],
    });

    expect([state, told]).toEqual(['bad', 1]);
    expect(causes.map(({ check, error }) => [check, error])).toEqual([
      ['CallSellingPartnerApi (us)', 'AuthorizationRevoked'],
    ]);
  });

  it('keeps trouble from being taken for over', async () => {
    const services = fakeServices();
    const bad = { authorizations: [called('us', REVOKED)] };
    await run(services, bad);
    const before = services.parameters.valueOf(PATHS.health);

    await run(services, { authorizations: [called('us', caughtOf('LwaUnavailable'))] });

    expect(services.parameters.valueOf(PATHS.health)).toBe(before);
    expect((await run(services, bad)).told).toBe(0);
  });

  it('in one of two accounts in trouble is no change of the trouble', async () => {
    const services = fakeServices();
    const both = { authorizations: [called('us', REVOKED), called('vendor-de', REVOKED)] };
    const halfSeen = {
      authorizations: [called('us', REVOKED), called('vendor-de', caughtOf('SpApiThrottled'))],
    };
    const told: number[] = [];

    for (const input of [both, halfSeen, both]) told.push((await run(services, input)).told);

    expect(told).toEqual([1, 0, 0]);
  });

  it.each([
    'Lambda.ClientExecutionTimeoutException',
    'Lambda.ServiceException',
    'Lambda.SdkClientException',
    'Lambda.TooManyRequestsException',
    'Lambda.ResourceNotReadyException',
  ])('is also %s, which says nothing about the credentials', async (error) => {
    const output = await run(fakeServices(), { failure: { VerifyPolicies: caughtOf(error) } });

    expect(output.state).toBe('not-checked');
  });
});

describe('a credential that was replaced during the check', () => {
  const mark = (services: FakeServices) => credentialsMark(services, APP);
  const failing = { failure: { TestAssumeRole: caughtOf('AccessKeyInvalid') } };
  const given = () => {
    const services = fakeServices();
    services.parameters.seed(APP, { [PATHS.iam.accessKeyId]: 'AKIAFAKE1' });
    return services;
  };

  it.each([
    ['an access key', { [PATHS.iam.accessKeyId]: 'AKIAFAKE2' }],
    ['a client secret', { [PATHS.lwa.secretDates]: JSON.stringify({ takenAt: NOW }) }],
    [
      'a client secret that is just being stored',
      { [PATHS.lwa.secretDates]: JSON.stringify({ arriving: NOW }) },
    ],
  ])('leaves the application not checked: %s', async (_, replaced) => {
    const services = given();
    const before = await mark(services);
    services.parameters.seed(APP, replaced);

    const { state, told } = await run(services, { ...failing, credentialsMark: before });

    expect([state, told, services.parameters.json(PATHS.health)]).toEqual(['not-checked', 0, null]);
  });

  it('that was not is told of', async () => {
    const services = given();

    const { state, told } = await run(services, { ...failing, credentialsMark: await mark(services) });

    expect([state, told]).toEqual(['bad', 1]);
  });
});
