import { expect, it } from '@jest/globals';
import { removeOldLinks } from '../../../functions/remove-old-links/remove-old-links.ts';
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

  expect(await removeOldLinks(services, {})).toEqual({ removed: 1 });
  expect(left(services)).toEqual([
    linkPaths.link('link-1'),
    linkPaths.link('link-2'),
    '/sp-api/other-app/status',
  ]);
});

it('reads no value, and makes no second call where nothing is old', async () => {
  const services = await given('2027-02-01T00:00:00.000Z');

  expect(await removeOldLinks(services, {})).toEqual({ removed: 0 });
  expect(methodsOf(services.parameters)).toEqual(['findBelow']);
});

it('removes 500 at a time, and the others the next time', async () => {
  const services = await given(...Array.from({ length: 620 }, () => '2026-01-01T00:00:00.000Z'));

  const removed = [await removeOldLinks(services, {}), await removeOldLinks(services, {})];

  expect(removed).toEqual([{ removed: 500 }, { removed: 120 }]);
  expect(left(services)).toEqual([]);
});
