import * as z from 'zod/mini';
import { Sensitive } from '../domain/sensitive.ts';
import { UnexpectedReply } from '../errors/broken.ts';
import { foreignText } from '../errors/plain-text.ts';
import {
  AuthorizationOfAnotherApplication,
  AuthorizationRevoked,
  ClientSecretRejected,
} from '../errors/refused.ts';
import { LwaUnavailable } from '../errors/retryable.ts';
import { type HttpReply, isPage, PAGE, sendHttp } from './http.ts';
import { readError } from './said-error.ts';

/** LWA client id and secret of an application. */
export interface LwaClient {
  clientId: string;
  clientSecret: Sensitive;
}

/** An access token. It lives in memory only. `expiresIn` is in seconds. */
export interface LwaToken {
  accessToken: Sensitive;
  expiresIn: number;
  /** Amazon's time of the answer, to the second, where its Date header says it. */
  answeredAt?: Date;
}

/** Login with Amazon's token endpoint, both grants. */
export interface Lwa {
  /** Exchanges a refresh token: what every authorized SP-API call needs. */
  exchangeRefreshToken(client: LwaClient, refreshToken: Sensitive): Promise<LwaToken>;
  /** Proves that id and secret belong together, before anybody has authorized anything. */
  proveClient(client: LwaClient): Promise<Pick<LwaToken, 'answeredAt'>>;
  /** An access token of the application itself, with the one scope that lets it rotate its client secret. */
  fetchRotationToken(client: LwaClient): Promise<LwaToken>;
  /** An access token of the application itself, for the grantless operations of a scope. */
  fetchGrantlessToken(client: LwaClient, scope: string): Promise<LwaToken>;
}

/** Scope of the grantless notifications operations; asking for it needs no authorization. */
const GRANTLESS_SCOPE = 'sellingpartnerapi::notifications';

/** One colon before `rotation`, unlike the other scopes. Source: developer-docs.amazon.com/sp-api/docs/grantless-operations */
const ROTATION_SCOPE = 'sellingpartnerapi::client_credential:rotation';

/** How long a token lives where the answer does not say it. Source: developer-docs.amazon/sp-api/docs/connecting-to-the-selling-partner-api */
const USUAL_SECONDS = 3600;

const Seconds = z.pipe(
  z.optional(z.unknown()),
  z.transform((value) => {
    const seconds = Number(value);
    return Number.isFinite(seconds) && seconds > 0 ? seconds : USUAL_SECONDS;
  }),
);
const TokenReply = z.object({ access_token: z.string().check(z.minLength(1)), expires_in: Seconds });

/**
 * The real LWA.
 * @param endpoint `https://api.amazon.com/auth/o2/token`
 * @throws LwaUnavailable (retryable); ClientSecretRejected, AuthorizationRevoked, AuthorizationOfAnotherApplication; UnexpectedReply
 * Source: developer-docs.amazon.com/sp-api/docs/connect-to-the-selling-partner-api
 */
export function createLwa(endpoint: string): Lwa {
  return {
    exchangeRefreshToken: (client, refreshToken) =>
      exchange(endpoint, client, { grant_type: 'refresh_token', refresh_token: refreshToken.reveal() }),
    proveClient: async (client) => {
      try {
        const grant = { grant_type: 'client_credentials', scope: GRANTLESS_SCOPE };
        const { answeredAt } = await exchange(endpoint, client, grant);
        return answeredAt ? { answeredAt } : {};
      } catch (error) {
        // A vendor's application may not be allowed the scope, but LWA checks the client first.
        if (error instanceof AuthorizationOfAnotherApplication || error instanceof ScopeRefused) return {};
        throw error;
      }
    },
    fetchRotationToken: (client) =>
      exchange(endpoint, client, { grant_type: 'client_credentials', scope: ROTATION_SCOPE }),
    fetchGrantlessToken: (client, scope) =>
      exchange(endpoint, client, { grant_type: 'client_credentials', scope }),
  };
}

async function exchange(
  endpoint: string,
  client: LwaClient,
  grant: Record<string, string>,
): Promise<LwaToken> {
  const reply = await sendHttp(
    new Request(endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
        accept: 'application/json',
      },
      body: new URLSearchParams({
        ...grant,
        client_id: client.clientId,
        client_secret: client.clientSecret.reveal(),
      }).toString(),
    }),
  );
  if ('unreachable' in reply) throw unavailable(`could not be reached (${reply.unreachable})`);
  if (reply.status === 429 || reply.status >= 500) throw unavailable(`answered ${reply.status}`);
  const token = z.safeParse(TokenReply, reply.body);
  if (reply.status === 200 && token.success) {
    const { access_token: accessToken, expires_in: expiresIn } = token.data;
    return { accessToken: new Sensitive(accessToken), expiresIn, ...answeredAt(reply) };
  }
  throw explain(reply);
}

function answeredAt({ headers }: HttpReply): Pick<LwaToken, 'answeredAt'> {
  const date = new Date(headers.get('date') ?? '');
  return Number.isNaN(date.getTime()) ? {} : { answeredAt: date };
}

/** LWA knows the client, but not this scope for it. Only the exchanges without a refresh token ask for one. */
class ScopeRefused extends UnexpectedReply {}

const unavailable = (how: string) =>
  new LwaUnavailable({
    what: `Login with Amazon ${how}.`,
    remedy:
      'Nothing at first, it is tried again. If it goes on, check that outbound HTTPS to api.amazon.com is open.',
  });

function explain(reply: HttpReply): Error {
  const { status } = reply;
  const { error, description } = errorOf(reply);
  const what = `Login with Amazon answered ${status} ${foreignText(error, 100)}${description ? `: ${description}` : ''}`;
  const details = { status, code: error };
  if (error === 'invalid_client') return new ClientSecretRejected({ what, details, remedy: CLIENT_REMEDY });
  if (error === 'invalid_grant') return new AuthorizationRevoked({ what, details, remedy: GRANT_REMEDY });
  if (error === 'unauthorized_client') {
    return new AuthorizationOfAnotherApplication({ what, details, remedy: OTHER_REMEDY });
  }
  if (error === 'server_error' || error === 'temporarily_unavailable')
    return unavailable(`answered ${error}`);
  const remedy = 'Compare the answer with the LWA documentation; the request was made as it asks.';
  return error === 'invalid_scope'
    ? new ScopeRefused({ what, details, remedy })
    : new UnexpectedReply({ what, details, remedy });
}

function errorOf(reply: HttpReply): { error: string; description: string } {
  if (isPage(reply)) return { error: 'no JSON', description: PAGE };
  const { code, message = '' } = readError(reply);
  if (code) return { error: code, description: message };
  return { error: reply.body === undefined ? 'no JSON' : 'no known error', description: message };
}

const CLIENT_REMEDY =
  'Copy client id and client secret again from "LWA credentials > View" of the same application. If the secret is more than 180 days old, choose "Rotate secret" there first.';
const GRANT_REMEDY =
  'Authorize the application again for this selling account and enter the new refresh token. The old one was revoked, or was cut off when it was copied.';
const OTHER_REMEDY = 'Enter the refresh token that was made for this application.';
