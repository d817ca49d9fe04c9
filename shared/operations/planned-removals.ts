/** Amazon has set a day for the end of an operation that still exists. */
export interface PlannedRemoval {
  /** Day of the removal, ISO 8601. */
  on: string;
  /** What to call instead, in words for people. */
  successor: string;
  source: string;
}

const SCHEDULE = 'https://developer-docs.amazon/sp-api/docs/sp-api-deprecations';

type Row = [calls: string[], on: string, successor: string];

/** As Amazon's schedule was in August 2026. */
const PLANNED: Row[] = [
  [
    ['GET /orders/v0/orders', 'GET /orders/v0/orders/{orderId}/orderItems/buyerInfo'],
    '2027-03-27',
    'searchOrders (Orders 2026-01-01)',
  ],
  [
    [
      'GET /orders/v0/orders/{orderId}',
      'GET /orders/v0/orders/{orderId}/buyerInfo',
      'GET /orders/v0/orders/{orderId}/address',
      'GET /orders/v0/orders/{orderId}/orderItems',
    ],
    '2027-03-27',
    'getOrder (Orders 2026-01-01)',
  ],
  [
    [
      'GET /finances/v0/financialEvents',
      'GET /finances/v0/financialEventGroups/{eventGroupId}/financialEvents',
      'GET /finances/v0/orders/{orderId}/financialEvents',
    ],
    '2027-08-27',
    'listTransactions (Finances 2024-06-19)',
  ],
  [
    ['GET /catalog/v0/categories'],
    '2026-07-27',
    'getCatalogItem or searchCatalogItems (Catalog Items 2022-04-01) with includedData=classifications',
  ],
];

const BY_CALL = new Map<string, PlannedRemoval>(
  PLANNED.flatMap(([calls, on, successor]) =>
    calls.map((call): [string, PlannedRemoval] => [call, { on, successor, source: SCHEDULE }]),
  ),
);

/** When Amazon removes an operation, and what replaces it; undefined where no day is set. */
export const plannedRemovalOf = ({
  method,
  path,
}: {
  method: string;
  path: string;
}): PlannedRemoval | undefined => BY_CALL.get(`${method} ${path}`);
