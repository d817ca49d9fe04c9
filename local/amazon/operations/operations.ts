import { rotateApplicationClientSecret } from './application-management.ts';
import { getDestinations } from './notifications.ts';
import type { Operation } from './operation.ts';
import { getMarketplaceParticipations } from './sellers.ts';
import { getPurchaseOrders, getPurchaseOrdersStatus } from './vendor-orders.ts';

const operations: readonly Operation[] = [
  getMarketplaceParticipations,
  getPurchaseOrders,
  getPurchaseOrdersStatus,
  getDestinations,
  rotateApplicationClientSecret,
];

/** The operation behind a method and a path. */
export function findOperation(method: string, path: string): Operation | undefined {
  return operations.find((operation) => operation.method === method && operation.path === path);
}
