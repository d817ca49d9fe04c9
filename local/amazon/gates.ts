import { isRevoked } from './access-tokens.ts';
import { denied, invalidInput } from './errors.ts';
import type { Host } from './hosts.ts';
import { type Answer, BAD_REQUEST_PAGE, header, page, type Received } from './http.ts';
import type { AuthorizedOperation, GrantlessOperation, Operation } from './operations/operation.ts';
import type { AccessToken, Authorization, Store } from './store.ts';

const LONGEST_USER_AGENT = 500;

/** A request that may go on: with the token of the application, or also of a selling partner. */
export type Admission =
  | { operation: GrantlessOperation; token: AccessToken }
  | { operation: AuthorizedOperation; token: AccessToken; authorization: Authorization };

/** What any request must look like, whoever sends it. */
export function refuseShape(received: Received): Answer | undefined {
  if (received.method === 'GET' && received.body.length > 0) return page(400, BAD_REQUEST_PAGE, 'BadRequest');

  // Amazon wants a Language attribute in it, and takes calls without one: its own SDKs send none.
  const userAgent = header(received, 'user-agent') ?? '';
  if (userAgent.length > LONGEST_USER_AGENT) {
    return invalidInput(`The user-agent header must not be longer than ${LONGEST_USER_AGENT} characters.`);
  }
  return undefined;
}

/** The access token of the request, or the refusal whose details say what is wrong with it. */
export function readToken(store: Store, received: Received): { token: AccessToken } | { refusal: Answer } {
  const value = header(received, 'x-amz-access-token');
  if (!value) return { refusal: denied('Access token is missing in the request header.') };

  const token = store.accessTokens.get(value);
  if (!token || isRevoked(token)) {
    return { refusal: denied('The access token you provided is revoked, malformed or invalid.') };
  }
  const now = store.clock();
  if (token.expiresAt <= now) return { refusal: denied('The access token you provided has expired.') };

  // a token minted with a secret that ended since is refused here, not by Login with Amazon
  if (token.secret.expiresAt <= now)
    return { refusal: denied('The LWA secret token you provided has expired.') };

  return { token };
}

function mayCall(
  store: Store,
  host: Host,
  operation: AuthorizedOperation,
  authorization: Authorization,
): boolean {
  return (
    authorization.region === host.region &&
    authorization.sellingPartner === (operation.sellingPartner ?? authorization.sellingPartner) &&
    authorization.roles.some((role) => operation.roles[host.region].includes(role)) &&
    !store.deactivated.has(authorization.sellingPartnerId)
  );
}

/** Lets the request on, or not: SP-API says nothing about why. */
export function admit(
  store: Store,
  host: Host,
  operation: Operation,
  token: AccessToken,
): Admission | undefined {
  if (token.application.type === 'sandbox' && !host.sandbox) return undefined;

  if ('scope' in operation) return token.scopes.includes(operation.scope) ? { operation, token } : undefined;

  const { authorization } = token;
  const admitted = authorization && mayCall(store, host, operation, authorization);
  return admitted ? { operation, token, authorization } : undefined;
}
