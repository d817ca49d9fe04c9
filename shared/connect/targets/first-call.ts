import type { SellingPartner } from '../../domain/application.ts';

/** A harmless read without parameters that change by the day. */
interface FirstCall {
  operation: string;
  /** Folder of its API and version, as in `foldersOf`. */
  folder: string;
  /** With its query. */
  path: string;
}

const FIRST_CALLS: Record<SellingPartner, FirstCall> = {
  seller: {
    operation: 'getMarketplaceParticipations',
    folder: 'sellers v1',
    path: '/sellers/v1/marketplaceParticipations',
  },
  vendor: {
    operation: 'getPurchaseOrders',
    folder: 'vendor-orders v1',
    path: '/vendor/orders/v1/purchaseOrders?limit=1&includeDetails=false',
  },
};

/** The call with which a person tries whether a tool is connected. */
export const firstCallOf = ({ sellingPartner }: { sellingPartner: SellingPartner }): FirstCall =>
  FIRST_CALLS[sellingPartner];
