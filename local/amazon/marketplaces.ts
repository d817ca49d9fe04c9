/** The three SP-API regions. A refresh token works only in the region where it was granted. */
export type Region = 'NA' | 'EU' | 'FE';

/** One marketplace as the Sellers API describes it, with the region whose endpoint serves it. */
export interface Marketplace {
  id: string;
  region: Region;
  countryCode: string;
  name: string;
  defaultCurrencyCode: string;
  defaultLanguageCode: string;
  domainName: string;
}

// Region, id, ISO 3166-1 country code (GB, although Amazon's own table says UK), name, currency, language.
const TABLE = `
NA A2EUQ1WTGCTBG2 CA Amazon.ca     CAD en_CA
NA ATVPDKIKX0DER  US Amazon.com    USD en_US
NA A1AM78C64UM0Y8 MX Amazon.com.mx MXN es_MX
NA A2Q3Y263D00KWC BR Amazon.com.br BRL pt_BR
EU A28R8C7NBKEWEA IE Amazon.ie     EUR en_IE
EU A1RKKUPIHCS9HS ES Amazon.es     EUR es_ES
EU A1F83G8C2ARO7P GB Amazon.co.uk  GBP en_GB
EU A13V1IB3VIYZZH FR Amazon.fr     EUR fr_FR
EU AMEN7PMS3EDWL  BE Amazon.com.be EUR fr_BE
EU A1805IZSGTT6HS NL Amazon.nl     EUR nl_NL
EU A1PA6795UKMFR9 DE Amazon.de     EUR de_DE
EU APJ6JRA9NG5V4  IT Amazon.it     EUR it_IT
EU A2NODRKZP88ZB9 SE Amazon.se     SEK sv_SE
EU AE08WJ6YKNBMC  ZA Amazon.co.za  ZAR en_ZA
EU A1C3SOZRARQ6R3 PL Amazon.pl     PLN pl_PL
EU ARBP9OOSHTCHU  EG Amazon.eg     EGP ar_AE
EU A33AVAJ2PDY3EV TR Amazon.com.tr TRY tr_TR
EU A17E79C6D8DWNP SA Amazon.sa     SAR ar_AE
EU A2VIGQ35RCS4UG AE Amazon.ae     AED en_AE
EU A21TJRUUN4KGV  IN Amazon.in     INR en_IN
FE A19VAU5U5O7RUS SG Amazon.sg     SGD en_SG
FE A39IBJ37TRP1C6 AU Amazon.com.au AUD en_AU
FE A1VC38T7YXB528 JP Amazon.co.jp  JPY ja_JP
`;

function parseRow(row: string): Marketplace {
  const [
    region = '',
    id = '',
    countryCode = '',
    name = '',
    defaultCurrencyCode = '',
    defaultLanguageCode = '',
  ] = row.split(/\s+/);
  const domainName = `www.${name.toLowerCase()}`;
  return {
    id,
    region: region as Region,
    countryCode,
    name,
    defaultCurrencyCode,
    defaultLanguageCode,
    domainName,
  };
}

/** Every marketplace SP-API serves. */
export const marketplaces: readonly Marketplace[] = TABLE.trim().split('\n').map(parseRow);

const byId = new Map(marketplaces.map((marketplace) => [marketplace.id, marketplace]));

/** The marketplace with this id, or undefined for an id outside Amazon's published table. */
export function findMarketplace(id: string): Marketplace | undefined {
  return byId.get(id);
}
