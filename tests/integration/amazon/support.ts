import { request as httpRequest } from 'node:http';
import { type Amazon, type AmazonOptions, startAmazon } from '../../../local/amazon/amazon.ts';
import type { Registration } from '../../../local/amazon/applications.ts';
import type { Grant } from '../../../local/amazon/authorizations.ts';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const USER_AGENT = 'acme-app/1.0 (Language=JavaScript/24; Platform=Linux)';
export const PARTICIPATIONS = '/sellers/v1/marketplaceParticipations';
export const ORDERS = '/vendor/orders/v1/purchaseOrders';
export const DESTINATIONS = '/notifications/v1/destinations';
export const ROTATION = '/applications/2023-11-30/clientSecret';
export const US = 'ATVPDKIKX0DER';

/** A stand-in whose clock moves only when told to. */
export interface Stage extends Amazon {
  pass(ms: number): void;
}

export async function setStage(options: AmazonOptions = {}): Promise<Stage> {
  let now = Date.parse('2026-03-10T12:00:00Z');
  const amazon = await startAmazon({ clock: () => new Date(now), ...options });
  return {
    ...amazon,
    pass(ms) {
      now += ms;
    },
  };
}

export interface Reply {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: each test states the exact body it expects
  body: any;
}

async function read(response: Response): Promise<Reply> {
  const text = await response.text();
  const isJson = response.headers.get('content-type') === 'application/json' && text !== '';
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

/** Posts to the token endpoint; a record goes as a form. */
export async function askLwa(amazon: Amazon, body: Record<string, string> | string, contentType?: string) {
  const type = contentType ?? 'application/x-www-form-urlencoded;charset=UTF-8';
  const text = typeof body === 'string' ? body : new URLSearchParams(body).toString();
  return read(
    await fetch(amazon.lwaEndpoint, { method: 'POST', headers: { 'content-type': type }, body: text }),
  );
}

export interface CallOptions {
  host?: string;
  method?: string;
  headers?: Record<string, string>;
}

/** Calls SP-API, by default at the North American host. */
export async function call(amazon: Amazon, path: string, token?: string, options: CallOptions = {}) {
  const { host = 'sellingpartnerapi-na', method = 'GET', headers } = options;
  const sent = { 'user-agent': USER_AGENT, ...(token && { 'x-amz-access-token': token }), ...headers };
  return read(
    await fetch(`${amazon.spApiEndpoint.replace('{host}', host)}${path}`, { method, headers: sent }),
  );
}

export interface Connected {
  clientId: string;
  clientSecret: string;
  refreshToken: string;
  accessToken: string;
}

export async function exchange(
  amazon: Amazon,
  { clientId, clientSecret, refreshToken }: Omit<Connected, 'accessToken'>,
) {
  const { body } = await askLwa(amazon, {
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
    client_id: clientId,
    client_secret: clientSecret,
  });
  return body.access_token as string;
}

/** Registers an application, authorizes it and gets an access token: a US seller unless told otherwise. */
export async function connect(
  amazon: Amazon,
  grant: Partial<Grant> = {},
  registration: Partial<Registration> = {},
): Promise<Connected> {
  const { clientId, clientSecret } = amazon.world.registerApplication({ name: 'Acme', ...registration });
  const refreshToken = amazon.world.authorize({
    clientId,
    region: 'NA',
    sellingPartner: 'seller',
    marketplaces: grant.region && grant.region !== 'NA' ? [] : [US],
    ...grant,
  });
  const accessToken = await exchange(amazon, { clientId, clientSecret, refreshToken });
  return { clientId, clientSecret, refreshToken, accessToken };
}

/** A token of the application alone. */
export async function grantless(
  amazon: Amazon,
  client: Pick<Connected, 'clientId' | 'clientSecret'>,
  scope: string,
) {
  const { body } = await askLwa(amazon, {
    grant_type: 'client_credentials',
    scope,
    client_id: client.clientId,
    client_secret: client.clientSecret,
  });
  return body.access_token as string;
}

/** What fetch refuses to send: a GET with a body. */
export function getWithBody(
  url: string,
  headers: Record<string, string>,
): Promise<{ status: number; text: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; text: string }>();
  const request = httpRequest(
    url,
    { method: 'GET', headers: { ...headers, 'content-length': '2' } },
    async (response) => {
      const chunks = await response.toArray();
      resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() });
    },
  );
  request.on('error', reject).end('{}');
  return promise;
}

/** The 403 of SP-API with these details. */
export function denial(details = '') {
  const message = 'Access to requested resource is denied.';
  return { errors: [{ code: 'Unauthorized', message, details }] };
}
