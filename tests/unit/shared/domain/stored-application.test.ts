import { describe, expect, it } from '@jest/globals';
import type { Application } from '#shared/domain/application.ts';
import { packApplication, unpackApplication } from '#shared/domain/stored-application.ts';
import { anApplication, anAuthorization, aVendorAuthorization } from '../../../support/subjects.ts';

const LATER = '2027-01-02T00:00:00.000Z';
const roles = Array.from({ length: 20 }, (_, i) => ({
  name: `${i} ${'Role '.repeat(9)}`.trim(),
  addedAt: i === 7 ? LATER : '2027-01-01T00:00:00.000Z',
}));
const accounts = Array.from({ length: 10 }, (_, i) => [
  anAuthorization({ name: `seller-${i}`.padEnd(40, 'x'), tokensSince: LATER }),
  { ...aVendorAuthorization(), name: `vendor-${i}`.padEnd(40, 'x'), tokensSince: LATER },
]).flat();
const large: Application = anApplication({ authorizations: accounts, roles });

describe('a stored application', () => {
  it('is the application as it is', () => {
    const small = anApplication({ roles: roles.slice(0, 2) });

    expect(packApplication(small)).toBe(JSON.stringify(small));
    expect(unpackApplication(packApplication(small))).toEqual(small);
  });

  it('that is too large even in the short form is compressed, and means the same', () => {
    const operations = Array.from({ length: 10 }, (_, i) => `getOperation${i}`.padEnd(60, 'x'));
    const iam = {
      mode: 'adopt' as const,
      userArn: `arn:aws:iam::111122223333:user/${'u'.repeat(160)}`,
      roleArn: `arn:aws:iam::111122223333:role/${'r'.repeat(160)}`,
      policyArn: `arn:aws:iam::111122223333:policy/${'p'.repeat(160)}`,
    };
    const reminderSeconds = Array.from({ length: 20 }, (_, i) => 31_535_900 + i);
    const notificationEmail = `ops@${'e'.repeat(240)}.com`;
    const largest = { ...large, operations, iam, reminderSeconds, notificationEmail };

    const text = packApplication(largest);

    expect(JSON.parse(text)).toEqual({ compressed: expect.any(String) });
    expect(unpackApplication(text)).toEqual(largest);
    expect(unpackApplication('{"compressed":"none"}')).toBeUndefined();
  });

  it('that is too large is kept short, and means the same', () => {
    const text = packApplication(large);

    expect(Buffer.byteLength(JSON.stringify(large))).toBeGreaterThan(4096);
    expect(Buffer.byteLength(text)).toBeLessThan(4096);
    expect(JSON.parse(text)).toMatchObject({
      authorizations: expect.arrayContaining([`${accounts[1]?.name} vendor DE`]),
      roles: expect.arrayContaining([`2027-01-02T00:00:00Z ${roles[7]?.name}`]),
    });
    expect(unpackApplication(text)).toEqual(large);
  });

  it.each([
    ['nothing', undefined],
    ['no JSON', 'x'],
    ['another form', '{"authorizations":[1]}'],
    ['an unknown marketplace', packApplication(large).replaceAll('seller US"', 'seller XX"')],
    ['an unknown kind of account', packApplication(large).replaceAll('seller US"', 'buyer US"')],
  ])('is not read from %s', (_, text) => {
    expect(unpackApplication(text)).toBeUndefined();
  });
});
