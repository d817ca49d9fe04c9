import { MARKETPLACES, type Marketplace } from '#shared/domain/marketplaces.ts';
import type { Region } from '#shared/domain/regions.ts';
import type { SellingPartner } from '../amazon/store.ts';

/** One Seller Central or Vendor Central, with the account that is signed in there. */
export interface Central {
  host: string;
  name: 'Seller Central' | 'Vendor Central';
  sellingPartner: SellingPartner;
  region: Region;
  /** the marketplaces that have this host */
  marketplaces: Marketplace[];
}

function collect(
  sellingPartner: SellingPartner,
  hostOf: (one: Marketplace) => string | undefined,
): Central[] {
  const name = sellingPartner === 'seller' ? 'Seller Central' : 'Vendor Central';
  const centrals = new Map<string, Central>();
  for (const marketplace of MARKETPLACES) {
    const host = hostOf(marketplace);
    if (!host) continue;

    const { region } = marketplace;
    const central = centrals.get(host) ?? { host, name, sellingPartner, region, marketplaces: [] };
    central.marketplaces.push(marketplace);
    centrals.set(host, central);
  }
  return [...centrals.values()];
}

/** Every Central that Amazon's documentation names. */
export const CENTRALS: readonly Central[] = [
  ...collect('seller', ({ sellerCentral }) => sellerCentral),
  ...collect('vendor', ({ vendorCentral }) => vendorCentral),
];

/** The Central of a host such as `sellercentral.amazon.com`. */
export function findCentral(host: string): Central | undefined {
  return CENTRALS.find((central) => central.host === host);
}

/** What an authorization there covers: a unified seller account its whole region, a vendor group its own host. */
export function coveredMarketplaces({
  sellingPartner,
  region,
  marketplaces,
}: Central): readonly Marketplace[] {
  if (sellingPartner === 'vendor') return marketplaces;

  return MARKETPLACES.filter((marketplace) => marketplace.region === region);
}

/** Countries as a person reads them. */
export function countries(marketplaces: readonly Marketplace[]): string {
  return marketplaces.map(({ country }) => country).join(', ');
}
