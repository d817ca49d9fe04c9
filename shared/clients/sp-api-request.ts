import { AwsClient } from 'aws4fetch';
import type { Sensitive } from '../domain/sensitive.ts';
import { userAgentOf } from '../domain/user-agent.ts';
import type { AccessKey } from './iam-users.ts';

/** What signs a call: the credentials of a role with their session token, or the key of a user without one. */
export interface SigningCredentials extends AccessKey {
  sessionToken?: Sensitive;
}

/** A request to SP-API. */
export interface SpApiRequest {
  method: string;
  /** Endpoint of the region, without a trailing slash. */
  endpoint: string;
  /** Path and query, encoded. */
  target: string;
  accessToken: Sensitive;
  /** JSON text; without one nothing is sent, as SP-API refuses a GET with a body. */
  body?: string;
  /** Further headers, which some operations take as parameters. */
  headers?: Record<string, string>;
  /** Credentials, mostly those of the assumed role, and region of the scope; without them the request is not signed. */
  signing?: { credentials: SigningCredentials; region: string };
  /** Name of the application, for the user agent. */
  appName: string;
}

/**
 * Makes the request; signs it with SigV4 when credentials are given.
 */
export async function spApiRequest(given: SpApiRequest): Promise<Request> {
  const { method, endpoint, target, accessToken, body, signing, appName } = given;
  const url = new URL(`${endpoint}${target}`);
  const headers = {
    ...given.headers,
    accept: 'application/json',
    'user-agent': userAgentOf(appName),
    'x-amz-access-token': accessToken.reveal(),
    'x-amz-date': new Date().toISOString().replace(/[-:]|\.\d{3}/g, ''),
    ...(body !== undefined && { 'content-type': 'application/json' }),
  };
  const sent = { method, headers, ...(body !== undefined && { body }) };
  if (!signing) return new Request(url, sent);
  const { accessKeyId, secretAccessKey, sessionToken } = signing.credentials;
  const signer = new AwsClient({
    accessKeyId,
    secretAccessKey: secretAccessKey.reveal(),
    ...(sessionToken && { sessionToken: sessionToken.reveal() }),
  });
  return signer.sign(url, { ...sent, aws: { service: 'execute-api', region: signing.region } });
}
