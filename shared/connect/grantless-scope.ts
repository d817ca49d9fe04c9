import type { Operation } from '../operations/operation.ts';

/** First part of the path, and the scope of a client-credentials token for it. Source: developer-docs.amazon/sp-api/docs/connecting-to-the-selling-partner-api */
const SCOPES: Record<string, string> = {
  notifications: 'sellingpartnerapi::notifications',
  applications: 'sellingpartnerapi::client_credential:rotation',
  tracking: 'sellingpartnerapi::shipments:track',
};

/** The scopes of grantless operations. */
export const GRANTLESS_SCOPES: readonly string[] = Object.values(SCOPES);

/** Those that other services of the account may get: the stack alone rotates client secrets. */
export const SHARED_SCOPES: readonly string[] = GRANTLESS_SCOPES.filter(
  (scope) => scope !== SCOPES.applications,
);

/** The scope that a grantless operation needs; undefined for one that takes the token of a selling account. */
export const scopeOf = ({ grantless, path }: Pick<Operation, 'grantless' | 'path'>): string | undefined =>
  grantless ? SCOPES[path.split('/')[1] ?? ''] : undefined;
