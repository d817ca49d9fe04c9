import * as z from 'zod/mini';
import { UnexpectedReply } from '../errors/broken.ts';
import { shortenToBytes } from '../errors/fit-bytes.ts';
import { MarketplaceNotParticipating } from '../errors/refused.ts';
import type { Authorization, SellingPartner } from './application.ts';
import { findMarketplace } from './marketplaces.ts';
import { listProblems } from './problems.ts';
import { DAY_MS } from './times.ts';

/** What a probe found out. */
export interface ProbeResult {
  marketplaceIds: string[];
  warnings: string[];
}

/** More marketplaces than Amazon has, and the longest texts, in bytes, that fit a parameter together. */
const MOST = { ids: 60, idBytes: 20, warnings: 12, warningBytes: 150 };

/** What a probe found out, whatever Amazon answered, short enough to be stored. */
export const shortResult = ({ marketplaceIds, warnings }: ProbeResult): ProbeResult => ({
  marketplaceIds: marketplaceIds.slice(0, MOST.ids).map((id) => shortenToBytes(id, MOST.idBytes)),
  warnings: warnings.slice(0, MOST.warnings).map((text) => shortenToBytes(text, MOST.warningBytes)),
});

/** A harmless read that proves that an authorization works. */
export interface Probe {
  operation: string;
  path: string;
  query(now: Date): Record<string, string>;
  check(body: unknown, authorization: Authorization, sandbox: boolean): ProbeResult;
}

// Amazon lists kinds of participation that no page of it names ("Non-Amazon …"); what cannot be read is left out.
const Participations = z.object({ payload: z.array(z.unknown()) });
const Participation = z.object({
  marketplace: z.object({ id: z.string().check(z.minLength(1)), name: z.optional(z.nullable(z.string())) }),
  participation: z.object({
    isParticipating: z.boolean(),
    hasSuspendedListings: z.optional(z.nullable(z.boolean())),
  }),
});
/** Says what is wrong where no participation can be read. */
const Readable = z.object({ payload: z.array(Participation) });

// The sandbox's own answer lacks purchaseOrderState, so it is not required here.
const PurchaseOrders = z.object({
  payload: z.object({ orders: z.array(z.object({ purchaseOrderNumber: z.string() })) }),
});

/** The window of getPurchaseOrders may not exceed seven days. */
const WINDOW_MS = 6 * DAY_MS;

/**
 * The probe of each kind of account.
 * Source: developer-docs.amazon.com/sp-api/docs/sellers-api-v1-reference, …/vendor-orders-api-v1-reference
 */
export const PROBES: Record<SellingPartner, Probe> = {
  seller: {
    operation: 'getMarketplaceParticipations',
    path: '/sellers/v1/marketplaceParticipations',
    query: () => ({}),
    check: checkParticipations,
  },
  vendor: {
    operation: 'getPurchaseOrders',
    path: '/vendor/orders/v1/purchaseOrders',
    query: (now) => ({
      limit: '1',
      includeDetails: 'false',
      createdAfter: new Date(now.getTime() - WINDOW_MS).toISOString(),
      createdBefore: now.toISOString(),
    }),
    check: (body) => {
      parse(PurchaseOrders, body, 'getPurchaseOrders');
      return { marketplaceIds: [], warnings: [] };
    },
  },
};

function checkParticipations(body: unknown, { marketplace, marketplaceId }: Authorization, sandbox: boolean) {
  const { payload } = parse(Participations, body, 'getMarketplaceParticipations');
  const found = payload.map((one) => Participation.safeParse(one).data).filter((one) => one !== undefined);
  if (found.length === 0) parse(Readable, body, 'getMarketplaceParticipations');
  const participating = found.filter(({ participation }) => participation.isParticipating);
  const marketplaceIds = participating.map(({ marketplace: { id } }) => id);
  const warnings = found
    .filter(({ participation }) => participation.hasSuspendedListings)
    .filter(({ marketplace: { id } }) => findMarketplace(id))
    .map(({ marketplace: { id, name } }) => `${name ?? id} has suspended listings`);
  // The sandbox always answers with the same one marketplace.
  if (sandbox || marketplaceIds.includes(marketplaceId)) return { marketplaceIds, warnings };
  throw new MarketplaceNotParticipating({
    what: `The call works, but the selling account does not take part in ${marketplace} (${marketplaceId}); it takes part in ${marketplaceIds.join(', ') || 'no marketplace'}.`,
    remedy:
      'Authorize the account that sells in this marketplace, or start again with a marketplace of this account.',
  });
}

function parse<T>(schema: z.ZodMiniType<T>, body: unknown, operation: string): T {
  const parsed = z.safeParse(schema, body);
  if (parsed.success) return parsed.data;
  throw new UnexpectedReply({
    what: `${operation} answered 200, but not in the form of its reference: ${listProblems(parsed.error.issues).join('; ')}.`,
    remedy:
      'Compare the answer with the SP-API reference of this operation, and check that spApiEndpoint is the address of SP-API.',
  });
}
