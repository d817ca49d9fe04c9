/** Operations that need a grantless token. Source: developer-docs.amazon.com/sp-api/docs/grantless-operations */
export const GRANTLESS =
  /^(createDestination|deleteDestination|getDestinations?|getSubscriptionById|deleteSubscriptionById|rotateApplicationClientSecret)$/i;

const VENDOR =
  /vendor|^(getPurchaseOrders?(Status)?|submitAcknowledgement|submitInvoices?|submitShipments|getShipmentDetails|submitShipmentConfirmations|getTransaction|getShippingLabels?)$/i;
const NEUTRAL =
  /Destination|Subscription|RestrictedDataToken|ClientSecret|\/(notifications|tokens|applications)\//i;

/** Operations without a marketplace in the request, so that none can be the wrong one. */
export const WITHOUT_MARKETPLACE =
  /^(getMarketplaceParticipations|marketplaceParticipations|getAccount)$|marketplaceParticipations|vendor|^getPurchaseOrders?(Status)?$|Destination|Subscription|ClientSecret|RestrictedDataToken/i;

/** Which accounts an operation is for; undefined where it is for both. */
export function familyOf(operation: string): 'vendor' | 'seller' | undefined {
  if (operation === '' || NEUTRAL.test(operation)) return undefined;
  return VENDOR.test(operation) ? 'vendor' : 'seller';
}

/** Published rates of operations that health checks use. Source: the Swagger models, x-amzn-api rate limits. */
export function publishedRate(operation: string): number | undefined {
  if (/marketplaceParticipations|getAccount$/i.test(operation)) return 0.016;
  if (/rotateApplicationClientSecret/i.test(operation)) return 0.0167;
  if (/Destination|Subscription/i.test(operation)) return 1;
  return /PurchaseOrders?(Status)?$/i.test(operation) ? 10 : undefined;
}
