import { describe, expect, it } from '@jest/globals';
import { countNames, fitRemoval, joinRemoved, whatRemains } from '#shared/domain/removal.ts';

const accounts = Array.from({ length: 20 }, (_, i) =>
  `account-${String(i).padStart(2, '0')}`.padEnd(40, 'x'),
);
const names = [
  ...['config', 'health'],
  ...accounts.flatMap((name) =>
    ['details', 'refresh-token', 'verified'].map((leaf) => `authorizations/${name}/${leaf}`),
  ),
  ...accounts.map((name) => `outcomes/self-authorize-${name}`),
];
const record = { execution: 'e', removed: { iam: ['user'], parameters: names } };
const fitted = () => JSON.parse(fitRemoval(record)).removed;

describe('the record of a removal', () => {
  it('that is small is kept as it is', () => {
    const small = { ...record, removed: { iam: [], parameters: ['config', 'health'] } };

    expect(fitRemoval(small)).toBe(JSON.stringify(small));
  });

  it('that is large names every account, and counts what it leaves out', () => {
    const { parameters } = fitted();

    expect(Buffer.byteLength(fitRemoval(record))).toBeLessThanOrEqual(4096);
    expect(parameters.at(-1)).toMatch(/^and \d+ more$/);
    expect(countNames(parameters)).toBe(names.length);
    expect(whatRemains('acme', parameters)[0]).toContain(`of ${accounts.join(', ')}:`);
  });

  it('stands for as many names when it is joined with what is found again, and with nothing', () => {
    const again = joinRemoved(fitted(), { iam: [], parameters: names });
    const later = joinRemoved(fitted(), { iam: [], parameters: [] });
    const more = joinRemoved(later, { iam: [], parameters: ['status'] });

    expect([again, later].map(({ parameters }) => countNames(parameters))).toEqual(
      Array(2).fill(names.length),
    );
    expect(again.parameters.toSorted()).toEqual(names.toSorted());
    expect(more.parameters).toContain('status');
    expect(JSON.parse(fitRemoval({ removed: later })).removed).toEqual(later);
  });
});
