import { expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { AwsThrottled } from '#shared/errors/retryable.ts';
import { listApplications } from '../../../functions/list-applications/list-applications.ts';
import { Input, Output } from '../../../functions/list-applications/schema.ts';
import { NOW } from '../../support/fakes/clock.ts';
import { methodsOf } from '../../support/fakes/controls.ts';
import { fakeServices } from '../../support/fakes/services.ts';
import { errorOf } from '../../support/subjects.ts';

const nameOf = (number: number) => `app-${String(number).padStart(4, '0')}`;
const many = (count: number) => Array.from({ length: count }, (_, number) => nameOf(number));

function given(...names: string[]) {
  const services = { ...fakeServices(), mostPerExecution: 100 };
  services.parameters.seed('acme', Object.fromEntries(names.map((name) => [name, '{}'])));
  return services;
}
const withReady = (apps: string[]) => given(...apps.map((app) => `/sp-api/${app}/summary`));

it('lists the applications that were ready once, in order', async () => {
  const services = given(
    '/sp-api/zeta/summary',
    '/sp-api/zeta/config',
    '/sp-api/never-ready/config',
    '/sp-api/acme-orders/summary',
  );

  expect(await listApplications(services, {})).toEqual({
    applications: [
      { appName: 'acme-orders', waiting: [] },
      { appName: 'zeta', waiting: [] },
    ],
    batches: [],
  });
});

it('leaves out what is no application of ours', async () => {
  const services = given(
    '/sp-api/_links/summary',
    '/sp-api/Acme/summary',
    '/sp-api/ab/summary',
    '/sp-api/acme-orders/tasks/summary',
    '/sp-api/acme-orders/summary-old',
    '/other/acme-orders/summary',
    '/other/sp-api/acme-orders/summary',
    '/sp-api/summary',
  );

  expect(await listApplications(services, {})).toEqual({ applications: [], batches: [] });
});

it('checks nothing where there is no application', async () => {
  expect(await listApplications(given(), {})).toEqual({ applications: [], batches: [] });
});

it('takes the one that a person names, and looks for no others', async () => {
  const output = await listApplications(withReady(['acme-orders', 'zeta']), { appName: 'zeta' });

  expect(output).toEqual({ applications: [{ appName: 'zeta', waiting: [] }], batches: [] });
});

it('says what waits for a person, by application, without reading it', async () => {
  const services = given(
    '/sp-api/acme-orders/summary',
    '/sp-api/acme-orders/tasks/self-authorize-us',
    '/sp-api/zeta/tasks/register-application',
    '/other/acme-orders/tasks/x',
  );

  const { applications } = await listApplications(services, {});

  const waiting = [{ task: 'self-authorize-us', askedAt: NOW }];
  expect(applications).toEqual([{ appName: 'acme-orders', waiting }]);
  expect(methodsOf(services.parameters)).toEqual(['findBelow']);
});

it.each([99, 100])('checks %d applications in one execution', async (count) => {
  const { applications, batches } = await listApplications(withReady(many(count)), {});

  expect([applications.map(({ appName }) => appName), batches]).toEqual([many(count), []]);
});

it.each([
  [101, [100, 1]],
  [200, [100, 100]],
  [250, [100, 100, 50]],
])('divides %d applications into parts of at most 100, each once', async (count, sizes) => {
  const { applications, batches } = await listApplications(withReady(many(count)), {});

  expect(applications).toEqual([]);
  expect(batches.map(({ appNames }) => appNames.length)).toEqual(sizes);
  expect(batches.flatMap(({ appNames }) => appNames)).toEqual(many(count));
});

it('takes a part whole, so that no part is divided again', async () => {
  const services = { ...withReady(many(300)), mostPerExecution: 2 };

  const output = await listApplications(services, { appNames: many(3) });

  expect(output).toEqual({
    applications: [0, 1, 2].map((number) => ({ appName: nameOf(number), waiting: [] })),
    batches: [],
  });
});

it('gives parts in the form that an execution takes', async () => {
  const output = await listApplications(withReady(many(101)), {});

  expect(z.safeParse(Output, output).error).toBeUndefined();
  expect(output.batches.map((batch) => z.safeParse(Input, batch).error)).toEqual([undefined, undefined]);
});

it.each([
  ['all', {}, '/sp-api'],
  ['some', { appNames: ['acme-orders'] }, '/sp-api'],
  ['one', { appName: 'acme-orders' }, '/sp-api/acme-orders/tasks'],
])('lists the parameters once, for %s', async (_, input, path) => {
  const services = given('/sp-api/acme-orders/summary');

  await listApplications(services, input);

  expect(services.parameters.calls).toEqual([{ method: 'findBelow', args: [path] }]);
});

it('throws on what Parameter Store throws', async () => {
  const services = given();
  const throttled = new AwsThrottled({ what: 'Too often.', remedy: 'Wait.' });
  services.parameters.failNext('findBelow', throttled);

  expect(await errorOf(listApplications(services, {}))).toBe(throttled);
});

it.each([{ appName: 'Acme Orders' }, { appNames: ['Acme'] }, { appName: 3 }, { app: 'acme-orders' }])(
  'refuses %j',
  (input) => {
    expect(z.safeParse(Input, input).success).toBe(false);
  },
);
