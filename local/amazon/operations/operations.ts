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

/** The operation behind a method and a path, and the segments at its placeholders. */
export function findOperation(
  method: string,
  path: string,
): { operation: Operation; segments: Record<string, string> } | undefined {
  for (const operation of operations) {
    const segments = operation.method === method ? match(operation.path, path) : undefined;
    if (segments) return { operation, segments };
  }
  return undefined;
}

function match(template: string, path: string): Record<string, string> | undefined {
  const [wanted, given] = [template.split('/'), path.split('/')];
  if (wanted.length !== given.length) return undefined;
  const found: Record<string, string> = {};
  for (const [i, part] of wanted.entries()) {
    const segment = given[i] ?? '';
    const [, name] = part.match(/^\{(\w+)\}$/) ?? [];
    if (name && segment) found[name] = decodeURIComponent(segment);
    else if (part !== segment) return undefined;
  }
  return found;
}
