import { describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { ExecutionInput } from '#shared/domain/application.ts';
import { InvalidInput } from '#shared/errors/broken.ts';
import { Output } from '../../../functions/select-selling-account/schema.ts';
import { selectSellingAccount } from '../../../functions/select-selling-account/select-selling-account.ts';
import { NOW } from '../../support/fakes/clock.ts';
import { fakeServices } from '../../support/fakes/services.ts';
import {
  APP,
  anApplication,
  anAuthorization,
  aVendorAuthorization,
  EXECUTION,
  errorOf,
  PATHS,
  stepContext,
} from '../../support/subjects.ts';

const DAY = 86_400;

const run = (typed: object, services = fakeServices()) =>
  selectSellingAccount(
    services,
    z.parse(ExecutionInput, { appName: APP, marketplace: 'US', ...typed }),
    stepContext('SelectSellingAccount'),
  );
const WHAT_TO_DO =
  'Correct the input and start again, for example with {"appName":"acme-orders","marketplace":"US","authorizations":[{"name":"de","marketplace":"DE"}]}.';

describe('the example in a refusal', () => {
  it.each<[string, object, object]>([
    [
      'two accounts of one name',
      { authorizations: ['DE', 'FR'].map((marketplace) => ({ name: 'twice', marketplace })) },
      { authorizations: [{ name: 'de', marketplace: 'DE' }] },
    ],
    ['an operation that is not known', { operations: ['getNothing'] }, { operations: ['getOrders'] }],
  ])('is an input that is taken, and shows what was wrong: %s', async (_, typed, shown) => {
    const error = await errorOf(run(typed));
    const example = JSON.parse(String(error.remedy).match(/\{.*\}/)?.[0] ?? '');

    expect(example).toMatchObject({ marketplace: 'US', ...shown });
    expect((await run(example)).application.appName).toBe('acme-orders');
  });
});

describe('the shortest input', () => {
  it('is completed with every default and recorded', async () => {
    const services = fakeServices();

    const output = await run({}, services);

    expect(output.application).toEqual(anApplication());
    expect(services.parameters.all()).toEqual({
      [PATHS.config]: { type: 'String', value: JSON.stringify(output.application), appName: APP },
      [PATHS.turn('creation')]: { type: 'String', value: expect.stringContaining(EXECUTION), appName: APP },
    });
  });

  it('is refused while another execution makes the same application, and taken when that has ended', async () => {
    const services = fakeServices();
    const other = { execution: EXECUTION.replace(':first', ':second') };
    const input = z.parse(ExecutionInput, { appName: APP, marketplace: 'US' });
    await run({}, services);
    const before = services.parameters.all();

    const error = await errorOf(selectSellingAccount(services, input, other));
    const between = services.parameters.all();
    services.runningExecutions.end(EXECUTION);
    const { application } = await selectSellingAccount(services, input, other);

    expect([error.name, between]).toEqual(['ApplicationBusy', before]);
    expect(application).toEqual(anApplication());
  });

  it.each(['US', 'ATVPDKIKX0DER'])('names the marketplace as %s', async (marketplace) => {
    const output = await run({ marketplace });

    expect(output.application.marketplace).toBe('US');
    expect(output.application.authorizations).toEqual([anAuthorization()]);
  });

  it('takes GB for UK', async () => {
    const output = await run({ marketplace: 'GB' });

    expect(output.application.marketplace).toBe('UK');
    expect(output.application.authorizations).toEqual([
      anAuthorization({ name: 'uk', marketplace: 'UK', marketplaceId: 'A1F83G8C2ARO7P', region: 'EU' }),
    ]);
  });

  it('of a vendor names the authorization as such', async () => {
    const output = await run({ marketplace: 'DE', sellingPartner: 'vendor' });

    expect(output.application.authorizations).toEqual([aVendorAuthorization()]);
  });
});

describe('data access roles', () => {
  const later = '2027-01-02T00:00:00.000Z';
  const DAY_MS = 24 * 60 * 60_000;
  const dated = (name: string, addedAt: string) => ({ name, addedAt });

  it('are kept with the time when each was first named', async () => {
    const services = fakeServices();

    await run({ roles: ['Pricing'] }, services);
    services.clock.advance(DAY_MS);
    const { application } = await run({ roles: ['pricing', 'Brand Analytics'] }, services);

    expect(application.roles).toEqual([dated('Pricing', NOW), dated('Brand Analytics', later)]);
  });

  it('that were added make refresh tokens from before too old', async () => {
    const services = fakeServices();

    const first = await run({ roles: ['Pricing'] }, services);
    services.clock.advance(DAY_MS);
    const same = await run({ roles: ['Pricing'] }, services);
    const more = await run({ roles: ['Pricing', 'Brand Analytics'] }, services);

    const since = [first, same, more].map(({ application }) => application.authorizations[0]?.tokensSince);
    expect(since).toEqual([NOW, NOW, later]);
  });

  it('stay as they were when none are named', async () => {
    const services = fakeServices();

    await run({ roles: ['Pricing'] }, services);
    services.clock.advance(DAY_MS);

    expect((await run({}, services)).application.roles).toEqual([dated('Pricing', NOW)]);
  });
});

describe('a full input', () => {
  it('is kept as it is', async () => {
    const typed = {
      iam: { mode: 'none' as const },
      sandbox: true,
      notificationEmail: 'ops@example.com',
      waitSeconds: { dataAccess: 60, registration: 61, authorization: 62 },
      reminderSeconds: [30],
    };

    const output = await run(typed);

    expect(output.application).toEqual(anApplication(typed));
    expect(z.safeParse(Output, output).error).toBeUndefined();
  });

  it('fills in the waits that are left out', async () => {
    const output = await run({ waitSeconds: { registration: 60 } });

    expect(output.application.waitSeconds).toEqual({
      dataAccess: 7_776_000,
      registration: 60,
      authorization: 1_209_600,
    });
  });
});

describe('the wait for a person', () => {
  it('is planned in rounds for each kind of task, as long as the input says', async () => {
    const waitSeconds = { dataAccess: 5 * DAY, registration: 2 * DAY, authorization: DAY };

    const { waits } = await run({ waitSeconds, reminderSeconds: [DAY, 3 * DAY] });

    expect(waits).toEqual({
      dataAccess: {
        reminder: 0,
        seconds: DAY,
        waitedSeconds: 0,
        leftSeconds: 5 * DAY,
        next: {
          reminder: 1,
          seconds: 2 * DAY,
          waitedSeconds: DAY,
          leftSeconds: 4 * DAY,
          next: { reminder: 2, seconds: 2 * DAY, waitedSeconds: 3 * DAY, leftSeconds: 2 * DAY },
        },
      },
      registration: {
        reminder: 0,
        seconds: DAY,
        waitedSeconds: 0,
        leftSeconds: 2 * DAY,
        next: { reminder: 1, seconds: DAY, waitedSeconds: DAY, leftSeconds: DAY },
      },
      authorization: { reminder: 0, seconds: DAY, waitedSeconds: 0, leftSeconds: DAY },
    });
  });

  it('has one round without reminders', async () => {
    const { waits } = await run({ reminderSeconds: [] });

    expect(Object.values(waits).map(({ next }) => next)).toEqual([undefined, undefined, undefined]);
  });

  it('has the form in which the state machine takes it, by default too', async () => {
    const output = await run({});

    expect(z.safeParse(Output, output).error).toBeUndefined();
    expect(z.parse(Output, JSON.parse(JSON.stringify(output)))).toEqual(output);
  });
});

describe('further accounts', () => {
  it('come after the first, with its kind unless they name theirs', async () => {
    const output = await run({
      authorizations: [
        { marketplace: 'JP' },
        { marketplace: 'DE', sellingPartner: 'vendor' },
        { marketplace: 'US', name: 'second-store' },
      ],
    });

    expect(output.application.authorizations).toEqual([
      anAuthorization(),
      anAuthorization({ name: 'jp', marketplace: 'JP', marketplaceId: 'A1VC38T7YXB528', region: 'FE' }),
      aVendorAuthorization(),
      anAuthorization({ name: 'second-store' }),
    ]);
  });

  it('are all named when names are used twice, and nothing is stored', async () => {
    const services = fakeServices();
    const authorizations = ['US', 'DE', 'DE', 'DE'].map((marketplace) => ({ marketplace }));

    const error = await errorOf(run({ authorizations }, services));

    expect(error).toBeInstanceOf(InvalidInput);
    expect(error.what).toBe(
      [
        'The input has 2 problem(s):',
        '- authorizations: the name us is used more than once; give each account its own "name"',
        '- authorizations: the name de is used more than once; give each account its own "name"',
      ].join('\n'),
    );
    expect(error.remedy).toBe(WHAT_TO_DO);
    expect(services.parameters.all()).toEqual({});
  });

  it('may be ten of each kind', async () => {
    const of = (sellingPartner: string, count: number) =>
      Array.from({ length: count }, (_, n) => ({
        marketplace: 'US',
        sellingPartner,
        name: `${sellingPartner}-${n}`,
      }));

    const output = await run({ authorizations: [...of('seller', 9), ...of('vendor', 10)] });

    expect(output.application.authorizations).toHaveLength(20);
  });

  it('may not be more than ten of one kind', async () => {
    const authorizations = Array.from({ length: 10 }, (_, n) => ({ marketplace: 'US', name: `store-${n}` }));

    const error = await errorOf(run({ authorizations }));

    expect(error).toBeInstanceOf(InvalidInput);
    expect(error.what).toBe(
      'The input has 1 problem(s):\n- authorizations: Amazon allows 10 seller accounts for one application',
    );
  });
});
