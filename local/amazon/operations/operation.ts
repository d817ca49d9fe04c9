import type { Answer, Received } from '../http.ts';
import type { Region } from '../marketplaces.ts';
import type { RateLimit } from '../rate-limits.ts';
import type { AccessToken, Authorization, SellingPartner, Store } from '../store.ts';

/** Roles by Amazon's names for them; any one of a region's list is enough there. */
export type Roles = Record<Region, readonly string[]>;

/** A static answer of the sandbox, given when exactly these query parameters are sent. */
export interface StaticAnswer extends Answer {
  parameters: Record<string, string>;
}

interface Described extends RateLimit {
  /** operation id of the API model */
  name: string;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With `{placeholders}`, each for one segment. */
  path: string;
  sandbox: readonly StaticAnswer[];
}

/** Needs an access token of a selling partner who authorized the application, with any one of the roles. */
export interface AuthorizedOperation extends Described {
  /** Either kind where it is left out. */
  sellingPartner?: SellingPartner;
  roles: Roles;
  answer(call: {
    store: Store;
    received: Received;
    authorization: Authorization;
    token: AccessToken;
    /** The segments at the placeholders. */
    segments: Record<string, string>;
  }): Answer;
}

/** Needs an access token of the application itself, with this scope. */
export interface GrantlessOperation extends Described {
  scope: string;
  answer(call: { store: Store; received: Received; token: AccessToken }): Answer | Promise<Answer>;
}

/** Any operation the stand-in knows. */
export type Operation = AuthorizedOperation | GrantlessOperation;

/** The same roles in every region. */
export function everywhere(...roles: string[]): Roles {
  return { NA: roles, EU: roles, FE: roles };
}
