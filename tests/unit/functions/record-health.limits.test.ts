import { describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import type { Health } from '#shared/domain/health.ts';
import { unpackHealth } from '#shared/domain/stored-health.ts';
import { recordHealth } from '../../../functions/record-health/record-health.ts';
import { Input } from '../../../functions/record-health/schema.ts';
import { thrown } from '../../support/failures.ts';
import { NOW } from '../../support/fakes/clock.ts';
import { type FakeServices, fakeServices } from '../../support/fakes/services.ts';
import { APP, PATHS } from '../../support/subjects.ts';

/** The most that a standard parameter holds. Source: docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html */
const MOST_BYTES = 4096;

const run = (services: FakeServices, input: object) =>
  recordHealth(services, z.parse(Input, { appName: APP, ...input }));
const caught = (error: string, what: string, remedy: string) =>
  thrown(error, `${what}\nWhat to do: ${remedy}`);
/** Ten sellers and ten vendors, the most an application has, with the longest names. */
const names = Array.from({ length: 20 }, (_, number) => `account-${number}-`.padEnd(40, 'a'));
const failingWith = (what: string, remedy: string) => ({
  authorizations: names.map((name) => ({
    name,
    failure: { CallSellingPartnerApi: caught('AuthorizationOfAnotherApplication', what, remedy) },
  })),
  expiries: ['client secret', ...names.map((name) => `authorization ${name}`)].map((name) => ({
    name,
    at: '2027-01-08T00:00:00.000Z',
  })),
});
const bytesOf = ({ parameters }: FakeServices) => Buffer.byteLength(parameters.valueOf(PATHS.health) ?? '');

describe('the stored health', () => {
  it('holds texts of one failure to 400 characters each', async () => {
    const services = fakeServices();

    await run(services, {
      failure: { CheckClient: caught('AwsDenied', 'w'.repeat(500), 'r'.repeat(400)) },
    });

    expect((services.parameters.json(PATHS.health) as Health).causes).toEqual([
      { check: 'CheckClient', error: 'AwsDenied', what: 'w'.repeat(400), remedy: 'r'.repeat(400) },
    ]);
  });

  it.each([
    ['short ones', 'No.', 'Fix it.'],
    ['400 characters each', 'w'.repeat(400), 'r'.repeat(400)],
    ['letters of several bytes', 'é'.repeat(400), '販'.repeat(400)],
    ['quotes, which JSON doubles', '"'.repeat(400), '\\'.repeat(400)],
  ])('of 20 accounts that all fail fits a parameter, with texts of %s', async (_, what, remedy) => {
    const services = fakeServices();

    await run(services, failingWith(what, remedy));

    expect(bytesOf(services)).toBeLessThanOrEqual(MOST_BYTES);
    expect(unpackHealth(services.parameters.valueOf(PATHS.health))).toMatchObject({ state: 'bad' });
  });

  it('of 20 accounts that all fail is no news the next day', async () => {
    const services = fakeServices();
    const input = failingWith('w'.repeat(400), 'r'.repeat(400));
    await run(services, input);
    services.clock.advance(60_000);

    expect((await run(services, input)).told).toBe(0);
  });

  it('of 20 accounts that all wait and expire keeps what people were told', async () => {
    const services = fakeServices();
    const expiries = names.map((name) => ({ name: `authorization ${name}`, at: '2027-01-08T00:00:00.000Z' }));
    const waiting = names.map((name) => ({ task: `self-authorize-${name}`, askedAt: NOW }));
    const input = { ...failingWith('w'.repeat(400), 'r'.repeat(400)), expiries, waiting };

    const told = [(await run(services, input)).told, (await run(services, input)).told];

    const kept = unpackHealth(services.parameters.valueOf(PATHS.health));
    expect(told).toEqual([21, 0]);
    expect(kept?.expiries).toEqual(expiries);
    expect(Object.values(kept?.toldDays ?? {})).toEqual(Array(20).fill(7));
  });
});
