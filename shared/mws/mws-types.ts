/** What became of a report, feed or other type of MWS. */
export interface TypeToday {
  /** Its names in SP-API; empty where it is gone. */
  now: string[];
  note?: string;
}

const three = (name: string, ...ends: string[]) => ends.map((end) => `${name}_${end}`);

/** Types with another name than the old one without its outer underscores. Source: Amazon's Reports API reference, 2026. */
const RENAMED: Record<string, string[]> = {
  GET_FLAT_FILE_ACTIONABLE_ORDER_DATA: ['GET_FLAT_FILE_ACTIONABLE_ORDER_DATA_SHIPPING'],
  GET_ORDERS_DATA: three('GET_ORDER_REPORT_DATA', 'SHIPPING', 'INVOICING', 'TAX'),
  GET_FLAT_FILE_ORDERS_DATA: three('GET_FLAT_FILE_ORDER_REPORT_DATA', 'SHIPPING', 'INVOICING', 'TAX'),
  GET_CONVERGED_FLAT_FILE_ORDER_REPORT_DATA: three(
    'GET_FLAT_FILE_ORDER_REPORT_DATA',
    ...['SHIPPING', 'INVOICING', 'TAX'],
  ),
  GET_AMAZON_FULFILLED_SHIPMENTS_DATA: three(
    'GET_AMAZON_FULFILLED_SHIPMENTS_DATA',
    ...['GENERAL', 'INVOICING', 'TAX'],
  ),
  ...Object.fromEntries(
    ['FLAT_FILE', 'XML'].flatMap((form) =>
      ['LAST_UPDATE', 'ORDER_DATE'].map((by) => {
        const name = `GET_${form}_ALL_ORDERS_DATA_BY_${by}`;
        return [name, [`${name}_GENERAL`]];
      }),
    ),
  ),
};

/** Types that Amazon has removed: names, the day, and what to use. Source: Amazon's deprecation schedule, 2026. */
const REMOVED: [names: RegExp, note: string][] = [
  [
    /^GET_FBA_(FULFILLMENT_(CURRENT_INVENTORY|INVENTORY_ADJUSTMENTS|INVENTORY_RECEIPTS|INVENTORY_SUMMARY|MONTHLY_INVENTORY)|RECONCILIATION_REPORT)_DATA$/,
    'removed on 2023-01-31: use the ledger reports (GET_LEDGER_SUMMARY_VIEW_DATA, GET_LEDGER_DETAIL_VIEW_DATA)',
  ],
  [/(INVENTORY_HEALTH|INVENTORY_AGED|EXCESS_INVENTORY)_DATA$/, 'removed on 2022-06-27'],
  [
    /^GET_V2_SETTLEMENT_REPORT_DATA_(FLAT_FILE|XML)$/,
    'removed on 2026-11-11: use GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2',
  ],
  [/CROSS_BORDER_INVENTORY_MOVEMENT/, 'SP-API does not have it'],
  [/OFFAMAZONPAYMENTS_SANDBOX_SETTLEMENT/, 'SP-API does not have it'],
  [
    /^POST_(PRODUCT(_OVERRIDES|_IMAGE|_RELATIONSHIP|_PRICING)?|INVENTORY_AVAILABILITY|UIEE_BOOKLOADER|FLAT_FILE_(INVLOADER|LISTINGS|BOOKLOADER|CONVERGENCE_LISTINGS|PRICEANDQUANTITYONLY_UPDATE))_DATA$/,
    'listing feeds were removed on 2025-12-03: use JSON_LISTINGS_FEED or the Listings Items API',
  ],
  [/^RFQ_UPLOAD_FEED$/, 'removed on 2025-12-17'],
];

/**
 * What a type of MWS is called today.
 * @param type with or without its outer underscores: `_GET_ORDERS_DATA_`
 */
export function typeToday(type: string): TypeToday {
  const name = type.toUpperCase().replace(/^_|_$/g, '');
  const note = REMOVED.find(([names]) => names.test(name))?.[1];
  if (note) return { now: [], note };
  const now = RENAMED[name] ?? [name];
  return now.length > 1 ? { now, note: 'choose by the data you need' } : { now };
}

/** Whether a text has the form of a report or feed type of MWS, with its outer underscores. */
export const MWS_TYPE = /_(?:GET|POST)(?:_[A-Z0-9]+)+_|_(?:UPLOAD_VAT_INVOICE|RFQ_UPLOAD_FEED)_/;
