import { AwsV4Signer } from 'aws4fetch';
import type { SigningCredentials } from '../../../local/amazon/amazon.ts';
import { PARTICIPATIONS, type Stage, USER_AGENT } from './support.ts';

export const KEY = 'ASIAEXAMPLE';
export const KEYS: Record<string, SigningCredentials> = {
  AKIAEXAMPLE: { secretAccessKey: 'user-secret', principalArn: 'arn:aws:iam::111122223333:user/sp-api' },
  ASIAEXAMPLE: {
    secretAccessKey: 'session-secret',
    sessionToken: 'session/token+with=signs',
    principalArn: 'arn:aws:sts::111122223333:assumed-role/SellingPartner/acme',
  },
  ASIAENDED: {
    secretAccessKey: 'ended-secret',
    sessionToken: 'ended-token',
    expiresAt: new Date('2026-03-10T11:00:00Z'),
  },
};

export interface Signing {
  accessToken?: string;
  path?: string;
  host?: string;
  method?: string;
  body?: string;
  accessKeyId?: string;
  secretAccessKey?: string;
  sessionToken?: string | undefined;
  region?: string;
  service?: string;
  datetime?: string;
  allHeaders?: boolean;
  headers?: Record<string, string>;
  /** changes the headers after they were signed */
  tamper?: (headers: Headers) => void;
}

/** Signs with aws4fetch, the library whose signatures the stand-in checks with another one. */
export async function callSigned(amazon: Stage, signing: Signing = {}) {
  const {
    accessToken = 'Atza|none',
    path = PARTICIPATIONS,
    host = 'sellingpartnerapi-na',
    tamper,
    ...rest
  } = signing;
  const accessKeyId = signing.accessKeyId ?? KEY;
  const { method, url, headers, body } = await new AwsV4Signer({
    service: 'execute-api',
    region: 'us-east-1',
    datetime: '20260310T120000Z',
    secretAccessKey: KEYS[accessKeyId]?.secretAccessKey ?? 'unknown',
    ...(KEYS[accessKeyId]?.sessionToken && { sessionToken: KEYS[accessKeyId].sessionToken }),
    ...(rest as { allHeaders?: boolean }),
    accessKeyId,
    url: `${amazon.spApiEndpoint.replace('{host}', host)}${path}`,
    headers: { 'user-agent': USER_AGENT, 'x-amz-access-token': accessToken, ...signing.headers },
  }).sign();
  tamper?.(headers);
  const response = await fetch(url, { method, headers, ...(body && { body }) });
  const text = await response.text();
  const { signature } = amazon.requests.at(-1) ?? {};
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text), signature };
}
