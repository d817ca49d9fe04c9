import type { Region } from './regions.ts';

/** A marketplace as Amazon lists it. `code` is Amazon's country code (UK, not GB). */
export interface Marketplace {
  code: string;
  country: string;
  id: string;
  region: Region;
  sellerCentral: string;
  /** Amazon's documentation names no Vendor Central for some marketplaces. */
  vendorCentral?: string;
}

/**
 * All marketplaces, by Amazon's country code.
 * Source: developer-docs.amazon.com/sp-api/docs/marketplace-ids, seller-central-urls and vendor-central-urls
 */
export const MARKETPLACES: readonly Marketplace[] = [
  {
    code: 'CA',
    country: 'Canada',
    id: 'A2EUQ1WTGCTBG2',
    region: 'NA',
    sellerCentral: 'sellercentral.amazon.ca',
    vendorCentral: 'vendorcentral.amazon.ca',
  },
  {
    code: 'US',
    country: 'United States',
    id: 'ATVPDKIKX0DER',
    region: 'NA',
    sellerCentral: 'sellercentral.amazon.com',
    vendorCentral: 'vendorcentral.amazon.com',
  },
  {
    code: 'MX',
    country: 'Mexico',
    id: 'A1AM78C64UM0Y8',
    region: 'NA',
    sellerCentral: 'sellercentral.amazon.com.mx',
    vendorCentral: 'vendorcentral.amazon.com.mx',
  },
  {
    code: 'BR',
    country: 'Brazil',
    id: 'A2Q3Y263D00KWC',
    region: 'NA',
    sellerCentral: 'sellercentral.amazon.com.br',
    vendorCentral: 'vendorcentral.amazon.com.br',
  },
  {
    code: 'IE',
    country: 'Ireland',
    id: 'A28R8C7NBKEWEA',
    region: 'EU',
    sellerCentral: 'sellercentral.amazon.ie',
  },
  {
    code: 'ES',
    country: 'Spain',
    id: 'A1RKKUPIHCS9HS',
    region: 'EU',
    sellerCentral: 'sellercentral-europe.amazon.com',
    vendorCentral: 'vendorcentral.amazon.es',
  },
  {
    code: 'UK',
    country: 'United Kingdom',
    id: 'A1F83G8C2ARO7P',
    region: 'EU',
    sellerCentral: 'sellercentral-europe.amazon.com',
    vendorCentral: 'vendorcentral.amazon.co.uk',
  },
  {
    code: 'FR',
    country: 'France',
    id: 'A13V1IB3VIYZZH',
    region: 'EU',
    sellerCentral: 'sellercentral-europe.amazon.com',
    vendorCentral: 'vendorcentral.amazon.fr',
  },
  {
    code: 'BE',
    country: 'Belgium',
    id: 'AMEN7PMS3EDWL',
    region: 'EU',
    sellerCentral: 'sellercentral.amazon.com.be',
    vendorCentral: 'vendorcentral.amazon.com.be',
  },
  {
    code: 'NL',
    country: 'Netherlands',
    id: 'A1805IZSGTT6HS',
    region: 'EU',
    sellerCentral: 'sellercentral.amazon.nl',
    vendorCentral: 'vendorcentral.amazon.nl',
  },
  {
    code: 'DE',
    country: 'Germany',
    id: 'A1PA6795UKMFR9',
    region: 'EU',
    sellerCentral: 'sellercentral-europe.amazon.com',
    vendorCentral: 'vendorcentral.amazon.de',
  },
  {
    code: 'IT',
    country: 'Italy',
    id: 'APJ6JRA9NG5V4',
    region: 'EU',
    sellerCentral: 'sellercentral-europe.amazon.com',
    vendorCentral: 'vendorcentral.amazon.it',
  },
  {
    code: 'SE',
    country: 'Sweden',
    id: 'A2NODRKZP88ZB9',
    region: 'EU',
    sellerCentral: 'sellercentral.amazon.se',
    vendorCentral: 'vendorcentral.amazon.se',
  },
  {
    code: 'ZA',
    country: 'South Africa',
    id: 'AE08WJ6YKNBMC',
    region: 'EU',
    sellerCentral: 'sellercentral.amazon.co.za',
  },
  {
    code: 'PL',
    country: 'Poland',
    id: 'A1C3SOZRARQ6R3',
    region: 'EU',
    sellerCentral: 'sellercentral.amazon.pl',
    vendorCentral: 'vendorcentral.amazon.pl',
  },
  {
    code: 'EG',
    country: 'Egypt',
    id: 'ARBP9OOSHTCHU',
    region: 'EU',
    sellerCentral: 'sellercentral.amazon.eg',
    vendorCentral: 'vendorcentral.amazon.me',
  },
  {
    code: 'TR',
    country: 'Turkey',
    id: 'A33AVAJ2PDY3EV',
    region: 'EU',
    sellerCentral: 'sellercentral.amazon.com.tr',
    vendorCentral: 'vendorcentral.amazon.com.tr',
  },
  {
    code: 'SA',
    country: 'Saudi Arabia',
    id: 'A17E79C6D8DWNP',
    region: 'EU',
    sellerCentral: 'sellercentral.amazon.sa',
    vendorCentral: 'vendorcentral.amazon.me',
  },
  {
    code: 'AE',
    country: 'United Arab Emirates',
    id: 'A2VIGQ35RCS4UG',
    region: 'EU',
    sellerCentral: 'sellercentral.amazon.ae',
    vendorCentral: 'vendorcentral.amazon.me',
  },
  {
    code: 'IN',
    country: 'India',
    id: 'A21TJRUUN4KGV',
    region: 'EU',
    sellerCentral: 'sellercentral.amazon.in',
    vendorCentral: 'www.vendorcentral.in',
  },
  {
    code: 'SG',
    country: 'Singapore',
    id: 'A19VAU5U5O7RUS',
    region: 'FE',
    sellerCentral: 'sellercentral.amazon.sg',
    vendorCentral: 'vendorcentral.amazon.com.sg',
  },
  {
    code: 'AU',
    country: 'Australia',
    id: 'A39IBJ37TRP1C6',
    region: 'FE',
    sellerCentral: 'sellercentral.amazon.com.au',
    vendorCentral: 'vendorcentral.amazon.com.au',
  },
  {
    code: 'JP',
    country: 'Japan',
    id: 'A1VC38T7YXB528',
    region: 'FE',
    sellerCentral: 'sellercentral.amazon.co.jp',
    vendorCentral: 'vendorcentral.amazon.co.jp',
  },
];

export const MARKETPLACE_CODES: readonly string[] = MARKETPLACES.map(({ code }) => code);

/**
 * Finds a marketplace by Amazon's country code, in any case, or by marketplace id; GB is accepted for UK.
 * @param codeOrId for example `US` or `ATVPDKIKX0DER`
 */
export function findMarketplace(codeOrId: string): Marketplace | undefined {
  const typed = codeOrId.trim().toUpperCase();
  const wanted = typed === 'GB' ? 'UK' : typed;
  return MARKETPLACES.find(({ code, id }) => code === wanted || id === wanted);
}
