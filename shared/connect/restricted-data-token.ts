import * as z from 'zod/mini';
import type { AnySpApi } from '../clients/any-sp-api.ts';
import type { HttpReply } from '../clients/http.ts';
import { sayError } from '../clients/said-error.ts';
import type { SpApiRequest } from '../clients/sp-api-request.ts';
import { Sensitive } from '../domain/sensitive.ts';
import { SpApiDenied } from '../errors/refused.ts';

/** Kinds of personal data that a token can be asked for. Source: developer-docs.amazon/sp-api/docs/tokens-api */
export const DATA_ELEMENTS = ['buyerInfo', 'shippingAddress', 'buyerTaxInformation'] as const;
export type DataElement = (typeof DATA_ELEMENTS)[number];

/** One call that a restricted data token is for. */
export interface RestrictedResource {
  method: string;
  /** Without a query. */
  path: string;
  /** Only some operations take them. */
  dataElements: readonly DataElement[];
}

const Reply = z.object({
  restrictedDataToken: z.string().check(z.minLength(1)),
  expiresIn: z.optional(z.number()),
});

/** How long a token lives where the answer does not say it, in seconds. */
const USUAL_SECONDS = 3600;

/**
 * Gets a restricted data token for calls that return personal data. It lives in memory only.
 * @param from access token, application, and endpoint: that of production, even for a call of the sandbox
 * @throws SpApiDenied with Amazon's words, and what SP-API throws
 */
export async function fetchRestrictedDataToken(
  spApi: AnySpApi,
  from: Pick<SpApiRequest, 'endpoint' | 'accessToken' | 'appName' | 'signing'>,
  resources: readonly RestrictedResource[],
): Promise<{ token: Sensitive; expiresIn: number }> {
  const restrictedResources = resources.map(({ dataElements, ...one }) => ({
    ...one,
    ...(dataElements.length > 0 && { dataElements }),
  }));
  const reply = await spApi.send({
    ...from,
    method: 'POST',
    target: '/tokens/2021-03-01/restrictedDataToken',
    body: JSON.stringify({ restrictedResources }),
  });
  const read = z.safeParse(Reply, reply.body);
  if (reply.status !== 200 || !read.success) throw refused(reply, from.endpoint);
  const { restrictedDataToken, expiresIn = USUAL_SECONDS } = read.data;
  return { token: new Sensitive(restrictedDataToken), expiresIn };
}

const refused = (reply: HttpReply, endpoint: string) =>
  new SpApiDenied({
    what: `createRestrictedDataToken on ${endpoint} answered ${reply.status} ${sayError(reply)}`,
    remedy:
      'Check that the operation takes a restricted data token and these kinds of personal data, and that the application has a restricted role: Direct to Consumer Shipping, Tax Invoicing, Tax Remittance or Professional Services.',
    details: { status: reply.status },
  });
