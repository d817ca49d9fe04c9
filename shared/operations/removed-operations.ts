import type { Operation } from './operation.ts';

/** Source: the official removal dates as read in Aug 2026. */
const SCHEDULE = 'https://developer-docs.amazon.com/sp-api/docs/sp-api-deprecations';

type Row = [operation: string, method: string, path: string, successor?: string];

/** An API version, the day from which calls to it fail, and its operations, as the models had them. */
const GONE: [api: string, version: string, since: string, rows: Row[]][] = [
  [
    'authorization',
    'v1',
    '2024-03-27',
    [['getAuthorizationCode', 'GET', '/authorization/v1/authorizationCode']],
  ],
  [
    'catalog-items',
    'v0',
    '2025-04-24',
    [
      ['listCatalogItems', 'GET', '/catalog/v0/items', 'searchCatalogItems 2022-04-01'],
      ['getCatalogItem', 'GET', '/catalog/v0/items/{asin}', 'getCatalogItem 2022-04-01'],
    ],
  ],
  [
    'feeds',
    '2020-09-04',
    '2024-06-27',
    [
      ['getFeeds', 'GET', '/feeds/2020-09-04/feeds', 'getFeeds 2021-06-30'],
      ['createFeed', 'POST', '/feeds/2020-09-04/feeds', 'createFeed 2021-06-30'],
      ['getFeed', 'GET', '/feeds/2020-09-04/feeds/{feedId}', 'getFeed 2021-06-30'],
      ['cancelFeed', 'DELETE', '/feeds/2020-09-04/feeds/{feedId}', 'cancelFeed 2021-06-30'],
      ['createFeedDocument', 'POST', '/feeds/2020-09-04/documents', 'createFeedDocument 2021-06-30'],
      [
        'getFeedDocument',
        'GET',
        '/feeds/2020-09-04/documents/{feedDocumentId}',
        'getFeedDocument 2021-06-30',
      ],
    ],
  ],
  [
    'reports',
    '2020-09-04',
    '2024-06-27',
    [
      ['getReports', 'GET', '/reports/2020-09-04/reports', 'getReports 2021-06-30'],
      ['createReport', 'POST', '/reports/2020-09-04/reports', 'createReport 2021-06-30'],
      ['getReport', 'GET', '/reports/2020-09-04/reports/{reportId}', 'getReport 2021-06-30'],
      ['cancelReport', 'DELETE', '/reports/2020-09-04/reports/{reportId}', 'cancelReport 2021-06-30'],
      ['getReportSchedules', 'GET', '/reports/2020-09-04/schedules', 'getReportSchedules 2021-06-30'],
      ['createReportSchedule', 'POST', '/reports/2020-09-04/schedules', 'createReportSchedule 2021-06-30'],
      [
        'getReportSchedule',
        'GET',
        '/reports/2020-09-04/schedules/{reportScheduleId}',
        'getReportSchedule 2021-06-30',
      ],
      [
        'getReportDocument',
        'GET',
        '/reports/2020-09-04/documents/{reportDocumentId}',
        'getReportDocument 2021-06-30',
      ],
    ],
  ],
  [
    'fulfillment-inbound',
    'v0',
    '2025-01-21',
    [
      ['createInboundShipmentPlan', 'POST', '/fba/inbound/v0/plans', 'createInboundPlan 2024-03-20'],
      [
        'createInboundShipment',
        'POST',
        '/fba/inbound/v0/shipments/{shipmentId}',
        'confirmPlacementOption 2024-03-20',
      ],
      [
        'updateInboundShipment',
        'PUT',
        '/fba/inbound/v0/shipments/{shipmentId}',
        'generateShipmentContentUpdatePreviews 2024-03-20',
      ],
      ['getPreorderInfo', 'GET', '/fba/inbound/v0/shipments/{shipmentId}/preorder'],
      ['confirmPreorder', 'PUT', '/fba/inbound/v0/shipments/{shipmentId}/preorder/confirm'],
      [
        'getTransportDetails',
        'GET',
        '/fba/inbound/v0/shipments/{shipmentId}/transport',
        'listTransportationOptions 2024-03-20',
      ],
      [
        'putTransportDetails',
        'PUT',
        '/fba/inbound/v0/shipments/{shipmentId}/transport',
        'generateTransportationOptions 2024-03-20',
      ],
      [
        'voidTransport',
        'POST',
        '/fba/inbound/v0/shipments/{shipmentId}/transport/void',
        'cancelInboundPlan 2024-03-20',
      ],
      [
        'estimateTransport',
        'POST',
        '/fba/inbound/v0/shipments/{shipmentId}/transport/estimate',
        'generateTransportationOptions 2024-03-20',
      ],
      [
        'confirmTransport',
        'POST',
        '/fba/inbound/v0/shipments/{shipmentId}/transport/confirm',
        'confirmTransportationOptions 2024-03-20',
      ],
    ],
  ],
  [
    'fulfillment-inbound',
    'v0',
    '2024-03-27',
    [
      [
        'getInboundGuidance',
        'GET',
        '/fba/inbound/v0/itemsGuidance',
        'getItemEligibilityPreview (FBA Inbound Eligibility v1)',
      ],
    ],
  ],
  [
    'small-and-light',
    'v1',
    '2024-03-27',
    [
      ['getSmallAndLightEligibilityBySellerSKU', 'GET', '/fba/smallAndLight/v1/eligibilities/{sellerSKU}'],
      ['getSmallAndLightEnrollmentBySellerSKU', 'GET', '/fba/smallAndLight/v1/enrollments/{sellerSKU}'],
      ['putSmallAndLightEnrollmentBySellerSKU', 'PUT', '/fba/smallAndLight/v1/enrollments/{sellerSKU}'],
      ['deleteSmallAndLightEnrollmentBySellerSKU', 'DELETE', '/fba/smallAndLight/v1/enrollments/{sellerSKU}'],
      ['getSmallAndLightFeePreview', 'POST', '/fba/smallAndLight/v1/feePreviews'],
    ],
  ],
  [
    'merchant-fulfillment',
    'v0',
    '2024-03-27',
    [
      [
        'getEligibleShipmentServicesOld',
        'POST',
        '/mfn/v0/eligibleServices',
        'getEligibleShipmentServices (Merchant Fulfillment v0)',
      ],
      [
        'cancelShipmentOld',
        'PUT',
        '/mfn/v0/shipments/{shipmentId}/cancel',
        'cancelShipment (Merchant Fulfillment v0)',
      ],
      [
        'getAdditionalSellerInputsOld',
        'POST',
        '/mfn/v0/sellerInputs',
        'getAdditionalSellerInputs (Merchant Fulfillment v0)',
      ],
    ],
  ],
];

/** Operations that Amazon has removed: calls to them fail, often with the 403 of a missing role. */
export const REMOVED: readonly Operation[] = GONE.flatMap(([api, version, since, rows]) =>
  rows.map(
    ([operation, method, path, successor]): Operation => ({
      api,
      version,
      operation,
      method,
      path,
      parameters: [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
        name,
        in: 'path',
        required: true,
      })),
      sandbox: 'none',
      deprecated: true,
      removed: { since, ...(successor && { successor }), source: SCHEDULE },
    }),
  ),
);
