import { expect, it } from '@jest/globals';
import { nearestName } from '#shared/domain/similar-names.ts';

const NAMES = ['acme-orders', 'acme-supply', 'acme-2', 'acme-no-queue'];

it.each([
  ['acme-order', 'acme-orders'],
  ['acme-odrers', 'acme-orders'],
  ['acme-suply', 'acme-supply'],
  ['acme-22', 'acme-2'],
  ['acme-nobody', undefined],
  ['shop', undefined],
  ['x', undefined],
])('the name that %s may mean is %s', (text, expected) => {
  expect(nearestName(text, NAMES)).toBe(expected);
});
