import { describe, expect, it } from '@jest/globals';
import type { SellingPartner } from '#shared/domain/application.ts';
import { CENTRAL_ENDPOINT, type Central, centralOf } from '#shared/domain/centrals.ts';

const SELLER_MENU = 'Apps and Services > Develop Apps';
const VENDOR_MENU = 'Integration > API Integration';

describe('the place where a person acts', () => {
  it.each<[SellingPartner, string, Central]>([
    ['seller', 'US', { name: 'Seller Central', menu: SELLER_MENU, url: 'https://sellercentral.amazon.com' }],
    [
      'seller',
      'DE',
      { name: 'Seller Central', menu: SELLER_MENU, url: 'https://sellercentral-europe.amazon.com' },
    ],
    ['vendor', 'DE', { name: 'Vendor Central', menu: VENDOR_MENU, url: 'https://vendorcentral.amazon.de' }],
    ['vendor', 'IE', { name: 'the Vendor Central of Ireland', menu: VENDOR_MENU }],
    ['seller', 'XX', { name: 'the Seller Central of XX', menu: SELLER_MENU }],
  ])(
    'of a %s in %s has a name and a menu, and an address where one is known',
    (sellingPartner, marketplace, central) => {
      expect(centralOf({ marketplace, sellingPartner }, CENTRAL_ENDPOINT)).toEqual(central);
    },
  );

  it("is the stand-in's when the deployment says so", () => {
    const account = { marketplace: 'US', sellingPartner: 'seller' as const };

    const { url } = centralOf(account, 'http://127.0.0.1:9000/{host}');

    expect(url).toBe('http://127.0.0.1:9000/sellercentral.amazon.com');
  });
});
