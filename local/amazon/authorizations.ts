import { randomBytes } from 'node:crypto';
import { knownApplication } from './applications.ts';
import { findMarketplace, type Region } from './marketplaces.ts';
import type { Application, SellingPartner, Store } from './store.ts';

const MOST_SELF_AUTHORIZATIONS = 10;

/** What a person grants with a click on "Authorize app", and the state of the account behind it. */
export interface Grant {
  clientId: string;
  region: Region;
  sellingPartner: SellingPartner;
  sellingPartnerId?: string;
  marketplaces: string[];
  suspended?: string[];
  notParticipating?: string[];
}

/** A private application has ten live self-authorizations for this kind of selling partner already. */
export class SelfAuthorizationLimit extends Error {
  override name = 'SelfAuthorizationLimit';
}

function countLive(store: Store, { clientId, sellingPartner }: Grant): number {
  return [...store.authorizations.values()].filter(
    (one) => one.clientId === clientId && one.sellingPartner === sellingPartner && !one.revoked,
  ).length;
}

function checkGrant(store: Store, application: Application, grant: Grant): void {
  const { sellingPartner, region, marketplaces } = grant;
  if (!application.sellingPartners.includes(sellingPartner)) {
    throw new Error(`${application.name} is not registered for ${sellingPartner}s`);
  }

  const foreign = marketplaces.find((id) => (findMarketplace(id)?.region ?? region) !== region);
  if (foreign) throw new Error(`Marketplace ${foreign} is not in region ${region}`);

  if (countLive(store, grant) >= MOST_SELF_AUTHORIZATIONS) {
    throw new SelfAuthorizationLimit(`${application.name} has ${MOST_SELF_AUTHORIZATIONS} already`);
  }
}

function randomPart(bytes: number): string {
  return randomBytes(bytes).toString('base64url');
}

/** Holds `|`, `-` and `_` for certain, so that a careless encoding of the form always shows. */
function mintRefreshToken(): string {
  return `Atzr|IwEBI${randomPart(90)}-${randomPart(90)}_${randomPart(90)}`;
}

function randomSellingPartnerId(): string {
  return `A${randomBytes(7).toString('hex').toUpperCase().slice(0, 13)}`;
}

/** Every call mints a token of its own; those minted before stay valid. */
export function authorize(store: Store, grant: Grant): string {
  const application = knownApplication(store, grant.clientId);
  checkGrant(store, application, grant);

  const refreshToken = mintRefreshToken();
  store.authorizations.set(refreshToken, {
    clientId: grant.clientId,
    region: grant.region,
    sellingPartner: grant.sellingPartner,
    sellingPartnerId: grant.sellingPartnerId ?? randomSellingPartnerId(),
    marketplaces: [...grant.marketplaces],
    suspended: [...(grant.suspended ?? [])],
    notParticipating: [...(grant.notParticipating ?? [])],
    roles: [...application.roles],
    revoked: false,
  });
  return refreshToken;
}

/** Ends an authorization, and the access tokens that came from it. */
export function revokeAuthorization(store: Store, refreshToken: string): void {
  const authorization = store.authorizations.get(refreshToken);
  if (!authorization) throw new Error('No authorization has this refresh token');

  authorization.revoked = true;
}
