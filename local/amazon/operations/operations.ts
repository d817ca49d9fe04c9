import { rotateApplicationClientSecret } from './application-management.ts';
import { getDestinations } from './notifications.ts';
import type { Operation } from './operation.ts';
import { createReport } from './reports.ts';
import { getOrder, getOrderAddress, getOrdersOfV0, searchOrders } from './seller-orders.ts';
import { getMarketplaceParticipations } from './sellers.ts';
import { createRestrictedDataToken } from './tokens.ts';
import { getShipmentTracking } from './tracking.ts';
import { getPurchaseOrders, getPurchaseOrdersStatus } from './vendor-orders.ts';

const operations: readonly Operation[] = [
  getMarketplaceParticipations,
  getPurchaseOrders,
  getPurchaseOrdersStatus,
  getDestinations,
  rotateApplicationClientSecret,
  searchOrders,
  getOrder,
  getOrdersOfV0,
  getOrderAddress,
  createReport,
  createRestrictedDataToken,
  getShipmentTracking,
];

/** The operations that the stand-in supports, by name. */
export const OPERATION_NAMES = operations.map(({ name }) => name).toSorted();

const PATTERNS = operations.map((operation) => ({
  operation,
  pattern: new URLPattern({ pathname: operation.path.replace(/\{(\w+)\}/g, ':$1') }),
}));

/** The operation behind a method and a path, and the segments at its placeholders. */
export function findOperation(
  method: string,
  pathname: string,
): { operation: Operation; segments: Record<string, string> } | undefined {
  for (const { operation, pattern } of PATTERNS) {
    const groups = operation.method === method ? pattern.exec({ pathname })?.pathname.groups : undefined;
    if (!groups) continue;
    const segments = Object.entries(groups).map(([name, text = '']) => [name, decodeURIComponent(text)]);
    return { operation, segments: Object.fromEntries(segments) };
  }
  return undefined;
}
