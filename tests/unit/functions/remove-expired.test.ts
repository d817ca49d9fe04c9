import { expect, it } from '@jest/globals';
import { Sensitive } from '#shared/domain/sensitive.ts';
import { DAY_MS } from '#shared/domain/times.ts';
import { removeExpired } from '../../../functions/remove-expired/remove-expired.ts';
import { methodsOf } from '../../support/fakes/controls.ts';
import { type FakeServices, fakeServices } from '../../support/fakes/services.ts';
import { linkPaths } from '../../support/installation.ts';

/** Stores links of another application, each with its end. */
async function given(...ends: string[]): Promise<FakeServices> {
  const services = fakeServices();
  for (const [i, end] of ends.entries())
    await services.parameters.put('other-app', linkPaths.link(`link-${i}`), '{}', `until ${end}`);
  services.parameters.calls.length = 0;
  return services;
}
const left = ({ parameters }: FakeServices) => Object.keys(parameters.all());

it('removes links 30 days after their end, of all applications, and nothing else', async () => {
  const services = await given(
    '2026-12-01T23:59:59.999Z',
    '2026-12-02T00:00:00.000Z',
    '2027-02-01T00:00:00.000Z',
  );
  services.parameters.seed('other-app', { '/sp-api/other-app/status': '{}' });

  expect(await removeExpired(services, {})).toEqual({ removed: 1 });
  expect(left(services)).toEqual([
    linkPaths.link('link-1'),
    linkPaths.link('link-2'),
    '/sp-api/other-app/status',
  ]);
});

it('removes a replaced client secret eight days after it was replaced, and no other secret', async () => {
  const services = fakeServices();
  const paths = services.parameters.paths.of('other-app');
  const { clientSecret, previousClientSecret } = paths.lwa;
  for (const name of [clientSecret, previousClientSecret, paths.authorization('us').refreshToken])
    await services.parameters.put('other-app', name, new Sensitive('FAKE'));

  services.clock.advance(8 * DAY_MS);
  const early = await removeExpired(services, {});
  services.clock.advance(1);
  const after = await removeExpired(services, {});

  expect([early, after]).toEqual([{ removed: 0 }, { removed: 1 }]);
  expect(left(services)).toEqual([clientSecret, paths.authorization('us').refreshToken]);
});

it('reads no value, and makes no second call where nothing is old', async () => {
  const services = await given('2027-02-01T00:00:00.000Z');

  expect(await removeExpired(services, {})).toEqual({ removed: 0 });
  expect(methodsOf(services.parameters)).toEqual(['findBelow']);
});

it('removes 500 at a time, and the others the next time', async () => {
  const services = await given(...Array.from({ length: 620 }, () => '2026-01-01T00:00:00.000Z'));

  const removed = [await removeExpired(services, {}), await removeExpired(services, {})];

  expect(removed).toEqual([{ removed: 500 }, { removed: 120 }]);
  expect(left(services)).toEqual([]);
});
