import { describe, expect, it } from '@jest/globals';
import { filterFor, readFilter, withoutApplication } from '#shared/domain/message-filter.ts';

const subscription = (filter?: unknown, readsBody = false) => ({
  ...(filter !== undefined && { filter: typeof filter === 'string' ? filter : JSON.stringify(filter) }),
  readsBody,
});
const FOREIGN: [string, unknown, boolean][] = [
  ['goes by another attribute', { team: ['a'] }, false],
  ['names no list', { appName: 'acme' }, false],
  ['is no object', '[]', false],
  ['is no JSON', 'None', false],
  ['reads the text of a message', { appName: ['other'] }, true],
];

describe('a filter', () => {
  it.each([undefined, '', '{}'])('of %j delivers every message', (filter) => {
    expect(readFilter(subscription(filter), 'acme')).toEqual({ kind: 'all' });
  });

  it('that names the application is complete', () => {
    const both = subscription({ appName: ['acme', 'other'] });

    expect([readFilter(both, 'acme'), readFilter(subscription(filterFor('acme')), 'acme')]).toEqual([
      { kind: 'named' },
      { kind: 'named' },
    ]);
  });

  it('of other applications is extended by this one, and keeps everything else', () => {
    const filter = { appName: ['other', { prefix: 'test-' }], kind: ['failure'] };

    expect(readFilter(subscription(filter), 'acme')).toEqual({
      kind: 'others',
      extended: '{"appName":["other",{"prefix":"test-"},"acme"],"kind":["failure"]}',
    });
  });

  it.each(FOREIGN)('that %s is not ours to change', (_, filter, readsBody) => {
    expect(readFilter(subscription(filter, readsBody), 'acme')).toEqual({ kind: 'foreign' });
    expect(withoutApplication(subscription(filter, readsBody), 'acme')).toBe('keep');
  });
});

describe('the removal of an application', () => {
  it.each([
    ['unsubscribes who got its messages only', { appName: ['acme'] }, 'remove'],
    [
      'takes it out of the filter of others',
      { appName: ['acme', 'other'] },
      { filter: '{"appName":["other"]}' },
    ],
    ['leaves a filter without it', { appName: ['other'] }, 'keep'],
    ['leaves who gets every message', undefined, 'keep'],
    ['leaves a filter that also goes by something else', { appName: ['acme'], kind: ['failure'] }, 'keep'],
  ])('%s', (_, filter, wanted) => {
    expect(withoutApplication(subscription(filter), 'acme')).toEqual(wanted);
  });
});
