import { expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { AddressRecord, AddressState, packAddress } from '#shared/domain/notification-address.ts';

const RECORD = { address: 'ops@example.com', at: '2027-01-01T00:00:00.000Z' };

it.each(['unknown', 'pending', 'subscribed', 'all-messages', 'failed'] as const)(
  'an address that is %s is stored and read alike',
  (state) => {
    const record = { ...RECORD, state };

    expect(z.parse(AddressRecord, JSON.parse(packAddress(record)))).toEqual(record);
  },
);

it('an address is nothing else', () => {
  expect(AddressState.options).toHaveLength(5);
  expect(AddressRecord.safeParse({ ...RECORD, state: '' }).success).toBe(false);
});

it('a problem of any length is kept short, and its name whole', () => {
  const problem = { error: 'AwsDenied', what: 'ü'.repeat(2_000), remedy: 'x'.repeat(2_000) };

  const stored = JSON.parse(packAddress({ ...RECORD, state: 'failed', problem })).problem;

  expect(stored.error).toBe('AwsDenied');
  expect(Buffer.byteLength(stored.what)).toBeLessThanOrEqual(800);
  expect(Buffer.byteLength(stored.what)).toBeGreaterThan(790);
  expect(Buffer.byteLength(stored.remedy)).toBeLessThanOrEqual(800);
});
