import { findMarketplace } from '../marketplaces.ts';
import type { Authorization } from '../store.ts';
import type { AuthorizedOperation } from './operation.ts';

const ROLES = ['Product Listing', 'Selling Partner Insights'];
const ONLY_IN_FE = [
  'Amazon Fulfillment',
  'Buyer Communication',
  'Direct to Consumer Shipping',
  'Finance and Accounting',
  'Inventory and Order Tracking',
  'Pricing',
];

/** Sellers also take part in internal marketplaces that no table lists; the API shows these as well. */
function describe(id: string) {
  const { region, ...listed } = findMarketplace(id) ?? {
    region: undefined,
    id,
    countryCode: 'US',
    name: 'Non-Amazon US',
    defaultCurrencyCode: 'USD',
    defaultLanguageCode: 'en_US',
    domainName: 'non-amazon.example',
  };
  return listed;
}

function participations({ marketplaces, suspended, notParticipating }: Authorization) {
  const ids = new Set([...marketplaces, ...suspended, ...notParticipating]);
  return [...ids].map((id) => ({
    marketplace: describe(id),
    participation: {
      isParticipating: !notParticipating.includes(id),
      hasSuspendedListings: suspended.includes(id),
    },
    storeName: 'Example Store',
  }));
}

const sandboxParticipation = {
  marketplace: describe('ATVPDKIKX0DER'),
  participation: { isParticipating: true, hasSuspendedListings: false },
  storeName: 'BestSellerStore',
};

/** Sellers API: where the seller sells. */
export const getMarketplaceParticipations: AuthorizedOperation = {
  name: 'getMarketplaceParticipations',
  method: 'GET',
  path: '/sellers/v1/marketplaceParticipations',
  rate: 0.016,
  burst: 15,
  sellingPartner: 'seller',
  roles: { NA: ROLES, EU: ROLES, FE: [...ROLES, ...ONLY_IN_FE] },
  sandbox: [{ parameters: {}, status: 200, body: { payload: [sandboxParticipation] } }],
  answer: ({ authorization }) => ({ status: 200, body: { payload: participations(authorization) } }),
};
