import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { denied, invalidInput } from '../errors.ts';
import { later } from '../store.ts';
import { type AuthorizedOperation, everywhere } from './operation.ts';
import { searchOrders } from './seller-orders.ts';

const ELEMENTS = z.enum(['buyerInfo', 'shippingAddress', 'buyerTaxInformation']);
const Body = z.object({
  restrictedResources: z
    .array(
      z.object({
        method: z.string(),
        path: z.string().startsWith('/'),
        dataElements: z.array(ELEMENTS).optional(),
      }),
    )
    .min(1)
    .max(50),
});

/** Roles that give personal data; without one Amazon makes no token. */
const RESTRICTED = [
  'Direct to Consumer Shipping',
  'Tax Invoicing',
  'Tax Remittance',
  'Professional Services',
];
const LIFETIME = 3600;

/** Tokens API: a token for the calls that are named, and for no other. */
export const createRestrictedDataToken: AuthorizedOperation = {
  name: 'createRestrictedDataToken',
  method: 'POST',
  path: '/tokens/2021-03-01/restrictedDataToken',
  rate: 1,
  burst: 10,
  roles: everywhere(...searchOrders.roles.NA),
  sandbox: [],
  answer({ store, received, authorization, token }) {
    const body = Body.safeParse(parse(received.body.toString('utf8')));
    if (!body.success) return invalidInput('restrictedResources is missing or malformed.');
    if (!authorization.roles.some((role) => RESTRICTED.includes(role))) return denied();
    const restrictedDataToken = `Atz.sprdt|${randomBytes(120).toString('base64url')}`;
    store.accessTokens.set(restrictedDataToken, {
      ...token,
      expiresAt: later(store, LIFETIME * 1000),
      restrictedTo: body.data.restrictedResources.map(({ method, path }) => `${method} ${path}`),
    });
    return { status: 200, body: { expiresIn: LIFETIME, restrictedDataToken } };
  },
};

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
