import { describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { Health } from '#shared/domain/health.ts';
import { recordHealth } from '../../../functions/record-health/record-health.ts';
import { Input } from '../../../functions/record-health/schema.ts';
import { thrown } from '../../support/failures.ts';
import { type FakeServices, fakeServices } from '../../support/fakes/services.ts';
import { APP, PATHS } from '../../support/subjects.ts';

/** The most that a standard parameter holds. Source: docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html */
const MOST_BYTES = 4096;

const run = (services: FakeServices, input: object) =>
  recordHealth(services, z.parse(Input, { appName: APP, ...input }));
const caught = (error: string, what: string, remedy: string) =>
  thrown(error, `${what}\nWhat to do: ${remedy}`);
/** Ten accounts, the most an application has, with the longest names. */
const names = Array.from({ length: 10 }, (_, number) => `account-${number}-${'a'.repeat(30)}`);
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
    ['short ones', 'No.', 'Mend it.'],
    ['400 characters each', 'w'.repeat(400), 'r'.repeat(400)],
    ['letters of several bytes', 'é'.repeat(400), '販'.repeat(400)],
    ['quotes, which JSON doubles', '"'.repeat(400), '\\'.repeat(400)],
  ])('of ten accounts that all fail fits a parameter, with texts of %s', async (_, what, remedy) => {
    const services = fakeServices();

    await run(services, failingWith(what, remedy));

    expect(bytesOf(services)).toBeLessThanOrEqual(MOST_BYTES);
    expect(z.safeParse(Health, services.parameters.json(PATHS.health)).error).toBeUndefined();
  });

  it('of ten accounts that all fail is no news the next day', async () => {
    const services = fakeServices();
    const input = failingWith('w'.repeat(400), 'r'.repeat(400));
    await run(services, input);
    services.clock.advance(60_000);

    expect((await run(services, input)).told).toBe(0);
  });
});
