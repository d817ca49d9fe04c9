import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { FoundParameter } from '#shared/clients/parameter-lists.ts';
import {
  createTaskLink,
  endOfLink,
  findTaskLink,
  hasExpired,
  hashOf,
  linksOf,
} from '#shared/tasks/task-link.ts';
import { aTask } from '../../../support/a-task.ts';
import { type FakeServices, fakeServices } from '../../../support/fakes/services.ts';
import { linkPaths } from '../../../support/installation.ts';
import { APP, EXECUTION } from '../../../support/subjects.ts';

const PAGE_URL = 'https://pages.example/';
const DAY = 86_400;
const TASK = aTask('self-authorize');
const LINK = { appName: APP, task: 'self-authorize-us', execution: EXECUTION };

async function made(services: FakeServices, validSeconds = DAY) {
  const { url, expiresAt } = await createTaskLink(services, TASK, { pageUrl: PAGE_URL, validSeconds });
  return { id: url.slice(PAGE_URL.length), url, expiresAt };
}

describe('a new link', () => {
  it('ends in an id of 43 characters of base64url below the address of the pages', async () => {
    const { url } = await made(fakeServices());

    expect(url).toMatch(/^https:\/\/pages\.example\/[A-Za-z0-9_-]{43}$/);
  });

  it('has another id each time', async () => {
    const services = fakeServices();

    const ids = await Promise.all(Array.from({ length: 20 }, () => made(services)));

    expect(new Set(ids.map(({ id }) => id)).size).toBe(20);
  });

  it('is stored under the SHA-256 of its id alone, and holds neither id nor token', async () => {
    const services = fakeServices();

    const { id, expiresAt } = await made(services);

    const hash = createHash('sha256').update(id).digest('hex');
    const value = JSON.stringify({ ...LINK, expiresAt });
    expect(services.parameters.all()).toEqual({
      [`/sp-api/_links/${hash}`]: { type: 'String', appName: APP, value, description: `until ${expiresAt}` },
    });
    expect(JSON.stringify(services.parameters.all())).not.toContain(id);
    expect(value).not.toContain(TASK.token);
  });

  it.each([
    [DAY, '2027-01-02T00:00:00.000Z'],
    [365 * DAY, TASK.expiresAt],
  ])('works for %d seconds, but no longer than the task waits', async (validSeconds, expected) => {
    const { expiresAt } = await made(fakeServices(), validSeconds);

    expect(expiresAt).toBe(expected);
  });
});

describe('a link that is opened', () => {
  it('tells application, task and execution', async () => {
    const services = fakeServices();
    const { id, expiresAt } = await made(services);

    const link = await findTaskLink(services, id);

    expect(link).toEqual({ ...LINK, expiresAt });
  });

  it.each<[string, (id: string) => string]>([
    ['unknown', () => 'A'.repeat(43)],
    ['tampered with', (id) => (id.startsWith('A') ? `B${id.slice(1)}` : `A${id.slice(1)}`)],
    ['cut off', (id) => id.slice(0, -1)],
    ['empty', () => ''],
    ['longer', (id) => `${id}A`],
    ['of a megabyte', () => 'A'.repeat(1_000_000)],
    ['a path', (id) => `../${id}`],
    ['followed by a line break', (id) => `${id}\n`],
    ['the hash that is stored', hashOf],
  ])('is not found when its id is %s', async (_, change) => {
    const services = fakeServices();
    const { id } = await made(services);

    const link = await findTaskLink(services, change(id));

    expect(link).toBeUndefined();
  });

  it('costs no call when its id is none', async () => {
    const services = fakeServices();

    await findTaskLink(services, 'favicon.ico');

    expect(services.parameters.calls).toEqual([]);
  });

  it.each(['no JSON', 'null', '{}'])('is not found when another version stored it: %s', async (text) => {
    const services = fakeServices();
    const { id } = await made(services);
    services.parameters.seed(APP, { [linkPaths.link(hashOf(id))]: text });

    const link = await findTaskLink(services, id);

    expect(link).toBeUndefined();
  });

  it('has expired from the very moment on', async () => {
    const services = fakeServices();
    const link = { ...LINK, expiresAt: (await made(services)).expiresAt };
    services.clock.advance(DAY * 1000 - 1);
    const before = hasExpired(link, services);
    services.clock.advance(1);

    const then = hasExpired(link, services);

    expect([before, then]).toEqual([false, true]);
  });
});

describe('without being read', () => {
  it('a link tells when it ends', async () => {
    const services = fakeServices();
    const { expiresAt } = await made(services);

    const [found] = await services.parameters.findBelow(linkPaths.root);

    expect(endOfLink(found as FoundParameter)).toBe(Date.parse(expiresAt));
  });

  it.each([undefined, 'text of somebody', 'until tomorrow'])(
    'a link of an earlier version (%j) ends a year and a day after it was stored',
    (description) => {
      const found = { name: 'x', modifiedAt: new Date('2027-01-01T00:00:00Z'), secret: false };

      expect(endOfLink({ ...found, ...(description && { description }) })).toBe(
        Date.parse('2028-01-02T00:00:00Z'),
      );
    },
  );

  it('the links of one application are told from those of others', async () => {
    const services = fakeServices();
    const { id } = await made(services);
    services.parameters.seed('other-app', { [linkPaths.link('other')]: '{}' });

    expect(await linksOf(services, APP)).toEqual([linkPaths.link(hashOf(id))]);
  });
});
