import { describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { Health } from '#shared/domain/health.ts';
import { AwsDenied } from '#shared/errors/refused.ts';
import { recordHealth } from '../../../functions/record-health/record-health.ts';
import { Input, Output } from '../../../functions/record-health/schema.ts';
import { allLike, crashEverywhere } from '../../support/crash.ts';
import { thrown } from '../../support/failures.ts';
import { NOW } from '../../support/fakes/clock.ts';
import { methodsOf } from '../../support/fakes/controls.ts';
import { type FakeServices, fakeServices } from '../../support/fakes/services.ts';
import { removalPaths } from '../../support/installation.ts';
import { APP, anAuthorization, errorOf, PATHS } from '../../support/subjects.ts';

const DAY_MS = 24 * 60 * 60_000;
const REVOKED = thrown('AuthorizationRevoked', 'Amazon said invalid_grant.\nWhat to do: Authorize again.');
const REJECTED = thrown('ClientSecretRejected', 'Amazon said invalid_client.\nWhat to do: Enter it again.');
const REVOKED_CAUSE = {
  check: 'CallSellingPartnerApi (us)',
  error: 'AuthorizationRevoked',
  what: 'Amazon said invalid_grant.',
  remedy: 'Authorize again.',
};
const REJECTED_CAUSE = {
  check: 'CheckClient',
  error: 'ClientSecretRejected',
  what: 'Amazon said invalid_client.',
  remedy: 'Enter it again.',
};
const account = (name: string, caught?: object) =>
  caught ? { name, failure: { CallSellingPartnerApi: caught } } : { name };
const accounts = ['us', 'vendor-de', 'de'].map((name) => anAuthorization({ name }));
const revokedUs = { accounts, authorizations: [account('us', REVOKED), account('vendor-de')] };

const run = (services: FakeServices, input: object = {}) =>
  recordHealth(services, z.parse(Input, { appName: APP, ...input }));
/** What the machine needs to ask for a revoked authorization: whether, and under which name. */
const asks = (authorizeAgain: boolean) => ({
  authorizeAgain,
  troubleKey: expect.stringMatching(/^20270101000000-[0-9a-f]{8}$/),
  keyRotation: '',
});
const subjects = ({ topic }: FakeServices) => topic.messages.map(({ subject }) => subject);
const stored = ({ parameters }: FakeServices) => parameters.json(PATHS.health);

describe('an application that works', () => {
  it('is kept as good and measured, and nobody is told', async () => {
    const services = fakeServices();
    const expiries = [{ name: 'client secret', at: '2027-06-30T00:00:00.000Z' }];

    const output = await run(services, { expiries, authorizations: [account('us')] });

    expect(output).toEqual({ appName: APP, state: 'good', causes: [], told: 0, ...asks(false) });
    expect(subjects(services)).toEqual([]);
    const health = {
      state: 'good',
      since: NOW,
      checkedAt: NOW,
      causes: [],
      fingerprint: '',
      expiries,
      toldDays: {},
    };
    expect(stored(services)).toEqual(health);
    expect(services.metrics.measured).toEqual([{ appName: APP, health }]);
  });

  it('is told of what ends soon, and the days are kept', async () => {
    const services = fakeServices();
    const expiry = { name: 'client secret', at: '2027-01-08T00:00:00.000Z' };

    const output = await run(services, { expiries: [{ ...expiry, rotation: 'asked', atLatest: true }] });

    expect(output).toEqual({ appName: APP, state: 'good', causes: [], told: 1, ...asks(false) });
    expect(services.topic.messages[0]?.body).toMatch(
      / at the latest[\s\S]*spapi task show .*\/register-queue\n/,
    );
    expect(stored(services)).toMatchObject({ expiries: [expiry] });
    expect(subjects(services)).toEqual([`[${APP}] client secret expires in 7 days`]);
    expect(stored(services)).toMatchObject({ toldDays: { 'client secret 2027-01-08T00:00:00.000Z': 7 } });
  });
});

describe('the history of an application', () => {
  const history = ({ parameters }: FakeServices) => parameters.json(PATHS.healthHistory);

  it('gets a sign for each day, and the failure of a bad one', async () => {
    const services = fakeServices();

    await run(services);
    services.clock.advance(DAY_MS);
    await run(services, { failure: { CheckClient: REJECTED } });
    services.clock.advance(2 * DAY_MS);
    await run(services);

    expect(history(services)).toEqual({
      until: '2027-01-04',
      days: `${'-'.repeat(86)}g0-g`,
      failures: ['CheckClient: ClientSecretRejected'],
    });
  });

  it('is not written again by a second check of a day that finds the same', async () => {
    const services = fakeServices();
    await run(services);
    const before = methodsOf(services.parameters).length;

    await run(services);

    expect(methodsOf(services.parameters).slice(before)).toEqual(['get', 'get', 'put']);
  });
});

describe('an application in trouble', () => {
  it('is told, kept and measured with its causes: first its own, then those of its accounts', async () => {
    const services = fakeServices();

    const output = await run(services, { failure: { CheckClient: REJECTED }, ...revokedUs });

    const causes = [REJECTED_CAUSE, REVOKED_CAUSE];
    expect(output).toEqual({ appName: APP, state: 'bad', causes, told: 1, ...asks(true) });
    expect(z.safeParse(Output, output).error).toBeUndefined();
    expect(subjects(services)).toEqual([`[${APP}] no longer works: CheckClient: ClientSecretRejected`]);
    expect(stored(services)).toMatchObject({ state: 'bad', causes, toldAt: NOW });
    expect(services.metrics.measured).toHaveLength(1);
    expect(services.metrics.measured[0]?.health).toMatchObject({ state: 'bad', causes });
  });

  it('is told once, and of its recovery once', async () => {
    const services = fakeServices();
    const told: number[] = [];

    for (const input of [revokedUs, revokedUs, {}, {}]) {
      told.push((await run(services, input)).told);
      services.clock.advance(DAY_MS);
    }

    expect(told).toEqual([1, 0, 1, 0]);
    expect(subjects(services)).toEqual([
      `[${APP}] no longer works: CallSellingPartnerApi (us): AuthorizationRevoked`,
      `[${APP}] works again`,
    ]);
  });

  it('is told anew when the health of another version is not readable', async () => {
    const services = fakeServices();
    services.parameters.seed(APP, { [PATHS.health]: '{"state":"unknown"}' });

    expect((await run(services, revokedUs)).told).toBe(1);
  });

  it.each([
    ['a crash of Lambda', { Error: 'Lambda.Unknown', Cause: 'killed' }, 'StepFailed'],
    ['something that is no error', 'odd', 'StepFailed'],
  ])('by %s is told too', async (_, caught, error) => {
    const { causes } = await run(fakeServices(), { failure: { VerifyPolicies: caught } });

    expect(causes.map((cause) => [cause.check, cause.error])).toEqual([['VerifyPolicies', error]]);
  });
});

describe('a revoked authorization', () => {
  it('is to be asked for, under one name as long as the trouble lasts', async () => {
    const services = fakeServices();
    await run(services, {});
    services.clock.advance(DAY_MS);
    const keys: string[] = [];

    for (const input of [revokedUs, revokedUs, {}, revokedUs]) {
      const { authorizeAgain, troubleKey } = await run(services, input);
      if (authorizeAgain) keys.push(troubleKey);
      services.clock.advance(DAY_MS);
    }

    const [first = '', second, later = ''] = keys;
    expect(first).toMatch(/^20270102000000-[0-9a-f]{8}$/);
    expect(second).toBe(first);
    expect(later).toMatch(/^20270105000000-[0-9a-f]{8}$/);
  });

  it('of one more account is asked for under another name', async () => {
    const services = fakeServices();
    const both = { accounts, authorizations: [...revokedUs.authorizations, account('de', REVOKED)] };

    const [one, two] = [await run(services, revokedUs), await run(services, both)];

    expect(two.troubleKey).not.toBe(one.troubleKey);
    expect(two.troubleKey.slice(0, 14)).toBe(one.troubleKey.slice(0, 14));
  });

  it.each(['ClientSecretRejected', 'SpApiDenied', 'MissingParameter', 'AuthorizationOfAnotherApplication'])(
    'is what %s is not',
    async (error) => {
      const output = await run(fakeServices(), { authorizations: [account('us', thrown(error, 'No.'))] });

      expect([output.state, output.authorizeAgain]).toEqual(['bad', false]);
    },
  );
});

describe('a message that could not be sent', () => {
  const denied = new AwsDenied({ what: 'No.', remedy: 'Allow it.' });

  it('leaves the health as it was, so that the next check tells again', async () => {
    const services = fakeServices();
    services.topic.failNext('publish', denied);

    expect(await errorOf(run(services, revokedUs))).toBe(denied);
    expect([services.parameters.all(), services.metrics.measured]).toEqual([{}, []]);
    expect((await run(services, revokedUs)).told).toBe(1);
    expect(stored(services)).toMatchObject({ state: 'bad', toldAt: NOW });
  });

  it('after another that was sent keeps neither, so that both are told again', async () => {
    const services = fakeServices();
    const expiries = [{ name: 'client secret', at: '2027-01-08T00:00:00.000Z' }];
    let count = 0;
    const topic: FakeServices['topic'] = Object.assign(Object.create(services.topic), {
      publish: async (message: never) => {
        count += 1;
        if (count === 2) throw denied;
        await services.topic.publish(message);
      },
    });

    expect(await errorOf(run({ ...services, topic }, { ...revokedUs, expiries }))).toBe(denied);
    expect(services.parameters.all()).toEqual({});
    expect((await run(services, { ...revokedUs, expiries })).told).toBe(2);
  });
});

it('reads and writes the health and its history alone, as plain parameters', async () => {
  const services = fakeServices();

  await run(services, revokedUs);

  expect(methodsOf(services.parameters)).toEqual(['get', 'get', 'put', 'put']);
  expect(Object.keys(services.parameters.all())).toEqual([PATHS.health, PATHS.healthHistory]);
  expect(services.parameters.all()[PATHS.health]).toMatchObject({ type: 'String', appName: APP });
  expect(z.safeParse(Health, stored(services)).error).toBeUndefined();
});

it('run again after a crash at any call, keeps what a clean run keeps, and has told', async () => {
  // A metric is a line of the log, no call that can be interrupted.
  const { metrics } = fakeServices();
  const state = (services: FakeServices) => ({
    stored: services.parameters.all(),
    told: [...new Set(subjects(services))],
  });

  const { clean, recovered } = await crashEverywhere(
    fakeServices,
    (services) => run({ ...services, metrics }, revokedUs),
    state,
  );

  expect(Object.keys(recovered)).toHaveLength(10);
  expect(recovered).toEqual(allLike(clean, recovered));
});

describe('an application whose removal', () => {
  const NOT_CHECKED = {
    state: 'not-checked',
    causes: [],
    told: 0,
    authorizeAgain: false,
    troubleKey: '',
    keyRotation: '',
  };

  it.each<[string, Record<string, string>]>([
    ['a person has confirmed', { [removalPaths.open(APP)]: '{}', [PATHS.config]: '{}' }],
    ['is over, while its check still ran', { [removalPaths.removed(APP)]: '{}' }],
  ])('%s gets no health, and nobody is asked to mend it', async (_, found) => {
    const services = fakeServices();
    services.parameters.seed(APP, found);

    const output = await run(services, revokedUs);

    expect(output).toEqual({ appName: APP, ...NOT_CHECKED });
    expect(subjects(services)).toEqual([]);
    expect(Object.keys(services.parameters.all())).toEqual(Object.keys(found));
  });

  it('is long over is checked as any other once it is made again', async () => {
    const services = fakeServices();
    services.parameters.seed(APP, { [removalPaths.removed(APP)]: '{}', [PATHS.config]: '{}' });

    expect(await run(services)).toMatchObject({ state: 'good' });
  });
});
