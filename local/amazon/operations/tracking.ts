import { SCOPES } from '../lwa.ts';
import type { GrantlessOperation } from './operation.ts';

/** Tracking API: where a shipment is, for the application alone. */
export const getShipmentTracking: GrantlessOperation = {
  name: 'getShipmentTracking',
  method: 'GET',
  path: '/tracking/2026-01-30/shipments/track',
  rate: 1,
  burst: 5,
  scope: SCOPES.tracking,
  sandbox: [],
  answer: () => ({ status: 200, body: { shipments: [] } }),
};
