import type { SellingPartner } from './application.ts';
import { findMarketplace } from './marketplaces.ts';

/** Where a person acts on Amazon's side. */
export interface Central {
  /** Seller Central or Vendor Central, with the country where it is not known by its address. */
  name: string;
  /** Address, absent where Amazon's documentation names none. */
  url?: string;
  /** Where the applications are. */
  menu: string;
}

/** Amazon's own addresses; the local stack has its stand-in's. `{host}` is the host of a Seller or Vendor Central. */
export const CENTRAL_ENDPOINT = 'https://{host}';

/**
 * The newer home of developer profile and applications; the menus of both Centrals lead there too.
 * Source: developer-docs.amazon.com/sp-api/docs/solution-provider-portal-faq
 */
export const SOLUTION_PROVIDER_PORTAL = 'solutionproviderportal.amazon.com';

const KINDS: Record<SellingPartner, { name: string; menu: string }> = {
  seller: { name: 'Seller Central', menu: 'Apps and Services > Develop Apps' },
  vendor: { name: 'Vendor Central', menu: 'Integration > API Integration' },
};

/**
 * The Central of a selling account.
 * @param code Amazon's country code
 * @param endpoint template of addresses, with `{host}`
 * Source: developer-docs.amazon.com/sp-api/docs/seller-central-urls, …/vendor-central-urls
 */
export function centralOf(
  { marketplace: code, sellingPartner }: { marketplace: string; sellingPartner: SellingPartner },
  endpoint: string,
): Central {
  const marketplace = findMarketplace(code);
  const host = sellingPartner === 'seller' ? marketplace?.sellerCentral : marketplace?.vendorCentral;
  const { name, menu } = KINDS[sellingPartner];
  if (host) return { name, menu, url: endpoint.replace('{host}', host) };
  return { name: `the ${name} of ${marketplace?.country ?? code}`, menu };
}
