import { ACCESS_TOKEN_LIFETIME, mintAccessToken } from './access-tokens.ts';
import { findLiveSecret } from './applications.ts';
import { lwaError } from './errors.ts';
import { takeFault } from './faults.ts';
import type { Answer, Received } from './http.ts';
import { type Form, type Parameter, readForm, theValue } from './lwa-form.ts';
import type { Application, ClientSecret, Store } from './store.ts';

/** Where LWA trades refresh tokens and client credentials for access tokens. */
export const TOKEN_PATH = '/auth/o2/token';

/** Scopes of grantless operations that still exist. */
export const SCOPES = {
  notifications: 'sellingpartnerapi::notifications',
  rotation: 'sellingpartnerapi::client_credential:rotation',
  tracking: 'sellingpartnerapi::shipments:track',
} as const;

const REFRESH_TOKEN = /^Atzr\|[A-Za-z0-9_\-+/=]{1,2043}$/;
const INVALID_REFRESH_TOKEN = 'The request has an invalid grant parameter : refresh_token';
const REVOKED = `${INVALID_REFRESH_TOKEN}. User may have revoked or didn't grant the permission.`;

type Complaint = [status: number, error: string, description: string];
type Client = { application: Application; secret: ClientSecret };

const grantTypes = new Map<string, { required: Parameter; forbidden: Parameter }>([
  ['refresh_token', { required: 'refresh_token', forbidden: 'scope' }],
  ['client_credentials', { required: 'scope', forbidden: 'refresh_token' }],
]);

const UNSUPPORTED: Complaint = [
  400,
  'unsupported_grant_type',
  'The authorization grant type is not supported by the authorization server',
];

function invalidRequest(what: string, parameter: Parameter): Complaint {
  return [400, 'invalid_request', `The request ${what} : ${parameter}`];
}

/** What is wrong with the form, whoever sent it. */
function findFlaw(form: Form): Complaint | undefined {
  if (form.size === 0) return UNSUPPORTED;

  const repeated = [...form].find(([, values]) => values.length > 1);
  if (repeated) return invalidRequest('includes a parameter more than once', repeated[0]);

  const grantType = theValue(form, 'grant_type');
  if (!grantType) return invalidRequest('is missing a required parameter', 'grant_type');

  const rules = grantTypes.get(grantType);
  if (!rules) return UNSUPPORTED;

  const required: Parameter[] = ['client_id', 'client_secret', rules.required];
  const missing = required.find((parameter) => !theValue(form, parameter));
  if (missing) return invalidRequest('is missing a required parameter', missing);

  return theValue(form, rules.forbidden)
    ? invalidRequest('has an invalid parameter', rules.forbidden)
    : undefined;
}

function findClient(store: Store, form: Form): Client | undefined {
  const application = store.applications.get(theValue(form, 'client_id') ?? '');
  const secret = application && findLiveSecret(store, application, theValue(form, 'client_secret') ?? '');
  return secret && { application, secret };
}

function success(accessToken: string, refreshToken?: string): Answer {
  return {
    status: 200,
    headers: { 'cache-control': 'no-store', pragma: 'no-cache' },
    body: {
      access_token: accessToken,
      token_type: 'bearer',
      expires_in: ACCESS_TOKEN_LIFETIME,
      ...(refreshToken && { refresh_token: refreshToken }),
    },
  };
}

function grantForRefreshToken(store: Store, form: Form, client: Client): Answer | Complaint {
  const refreshToken = theValue(form, 'refresh_token') ?? '';
  if (!REFRESH_TOKEN.test(refreshToken)) return [400, 'invalid_grant', INVALID_REFRESH_TOKEN];

  const authorization = store.authorizations.get(refreshToken);
  if (!authorization || authorization.revoked) return [400, 'invalid_grant', REVOKED];

  if (authorization.clientId !== client.application.clientId) {
    return [400, 'unauthorized_client', 'Not authorized for requested operation'];
  }
  return success(mintAccessToken(store, { ...client, authorization }), refreshToken);
}

function grantForClient(store: Store, form: Form, client: Client): Answer | Complaint {
  const scopes = (theValue(form, 'scope') ?? '').split(' ');
  const known: string[] = Object.values(SCOPES);
  if (!scopes.every((scope) => known.includes(scope))) {
    return [400, 'invalid_scope', 'The request has an invalid parameter : scope'];
  }
  return success(mintAccessToken(store, { ...client, scopes }));
}

/** The order of OAuth servers: the request's shape, then the client, then the grant. */
function grant(store: Store, form: Form): Answer | Complaint {
  const flaw = findFlaw(form);
  if (flaw) return flaw;

  const client = findClient(store, form);
  if (!client) return [401, 'invalid_client', 'Client authentication failed'];

  const byRefreshToken = theValue(form, 'grant_type') === 'refresh_token';
  return byRefreshToken ? grantForRefreshToken(store, form, client) : grantForClient(store, form, client);
}

/** Names the request for the record: its grant type where that is a known one. */
function nameOf(form: Form): string {
  const grantType = theValue(form, 'grant_type');
  return grantType && grantTypes.has(grantType) ? grantType : 'token';
}

/** Answers as Login with Amazon. */
export function answerLwa(store: Store, received: Received): { operation: string; answer: Answer } {
  const { requestId, path, method } = received;
  const refuse = (complaint: Complaint) => lwaError(...complaint, requestId);
  if (path !== TOKEN_PATH)
    return { operation: 'unknown', answer: refuse([404, 'invalid_request', 'Not found']) };

  if (method !== 'POST') {
    const answer = refuse([405, 'invalid_request', 'Method not allowed']);
    return { operation: 'token', answer: { ...answer, headers: { ...answer.headers, allow: 'POST' } } };
  }
  const form = readForm(received);
  const operation = nameOf(form);
  const fault = takeFault(store, { target: 'lwa', operation }, requestId);
  if (fault) return { operation, answer: fault };

  const granted = grant(store, form);
  return { operation, answer: Array.isArray(granted) ? refuse(granted) : granted };
}
