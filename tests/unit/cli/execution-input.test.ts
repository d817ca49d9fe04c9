import { describe, expect, it } from '@jest/globals';
import { readAuthorization, readExecutionInput } from '../../../cli/execution-input.ts';
import { errorOf } from '../../support/subjects.ts';

describe('an account of --authorize', () => {
  it.each([
    ['DE', { marketplace: 'DE' }],
    ['de:vendor', { marketplace: 'de', sellingPartner: 'vendor' }],
    ['supply=UK:Vendor', { name: 'supply', marketplace: 'UK', sellingPartner: 'vendor' }],
    ['paris=fr', { name: 'paris', marketplace: 'fr' }],
  ])('may be typed as %s', (text, expected) => {
    expect(readAuthorization(text)).toEqual(expected);
  });

  it.each(['XX', 'DE:merchant', '=DE:vendor:x', ''])(
    'is refused with every problem where it is "%s"',
    async (text) => {
      const error = await errorOf(
        readExecutionInput('acme-orders', { marketplace: 'us', authorize: [text] }),
      );

      expect(error.what).toMatch(/problem\(s\):\n- authorizations\.0\./);
    },
  );

  it('may be several, with countries in any case and GB for UK', async () => {
    const input = await readExecutionInput('acme-orders', {
      marketplace: 'us',
      authorize: ['gb:vendor', 'De'],
    });

    expect(input).toEqual({
      appName: 'acme-orders',
      marketplace: 'us',
      authorizations: [{ marketplace: 'gb', sellingPartner: 'vendor' }, { marketplace: 'De' }],
    });
  });
});
