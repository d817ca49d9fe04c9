import { createHash, timingSafeEqual } from 'node:crypto';
import aws4 from 'aws4';
import { header, type Received } from './http.ts';
import {
  claimsSignature,
  parseSignatureHeader,
  type SignatureHeader,
  signingTime,
} from './signature-header.ts';
import { type Refusal, refusals } from './signature-refusals.ts';

/** What belongs to an AWS access key id. */
export interface SigningCredentials {
  secretAccessKey: string;
  sessionToken?: string;
  principalArn?: string;
  /** end of temporary credentials */
  expiresAt?: Date;
}

/** Resolves an AWS access key id; undefined means nobody has it. */
export type FindCredentials = (
  accessKeyId: string,
) => Promise<SigningCredentials | undefined> | SigningCredentials | undefined;

/** What the check of a signature came to, safe to record. */
export interface SignatureVerdict {
  verdict: 'valid' | 'absent' | 'unknown-key' | 'wrong-scope' | 'expired' | 'mismatch' | 'malformed';
  accessKeyId?: string;
  principalArn?: string;
}

/** The verdict, and what Amazon used to answer while it still enforced signatures. */
export interface SignatureCheck extends SignatureVerdict {
  refusal?: Refusal;
}

type Flaw = { verdict: SignatureVerdict['verdict']; refusal: Refusal };
type Signed = SignatureHeader & { received: Received; time: { text: string; date: Date } };

const TOLERANCE = 5 * 60_000;
const SERVICE = 'execute-api';

function findScopeFlaw({ scope, time }: Signed, region: string): Refusal | undefined {
  if (scope.date !== time.text.slice(0, 8)) return refusals.wrongDate(scope.date, time.text);
  if (scope.region !== region) return refusals.wrongRegion(scope.region);
  if (scope.service !== SERVICE) return refusals.wrongService(SERVICE);
  return scope.terminator === 'aws4_request' ? undefined : refusals.wrongTerminator();
}

function findSkew({ time }: Signed, now: Date): Refusal | undefined {
  const age = now.getTime() - time.date.getTime();
  return Math.abs(age) > TOLERANCE ? refusals.skewed(time.text, now, age > 0) : undefined;
}

/** Session credentials count only whole: their token sent, the right one, and covered by the signature. */
function sessionMatches({ received, signedHeaders }: Signed, { sessionToken }: SigningCredentials): boolean {
  const sent = header(received, 'x-amz-security-token');
  return sent === sessionToken && (sent === undefined || signedHeaders.includes('x-amz-security-token'));
}

/** Some signers state the body's hash in a header; the signature then covers the statement, not the body. */
function statesTrueHash({ body, headers }: Received): boolean {
  const stated = headers['x-amz-content-sha256'];
  return stated === undefined || stated === createHash('sha256').update(body).digest('hex');
}

/** Signs what was received once more: only the headers listed as signed, at the time stated. */
function signAgain(signed: Signed, { secretAccessKey }: SigningCredentials): string {
  const { received, scope, signedHeaders, accessKeyId, time } = signed;
  const headers = Object.fromEntries(signedHeaders.map((name) => [name, header(received, name) ?? '']));
  const request: aws4.Request & { extraHeadersToInclude: Record<string, boolean> } = {
    method: received.method,
    path: received.target,
    headers,
    body: received.body,
    service: scope.service,
    region: scope.region,
    // leaves the headers as they are, and signs also those that aws4 itself would not
    doNotModifyHeaders: true,
    extraHeadersToInclude: Object.fromEntries(signedHeaders.map((name) => [name, true])),
  };
  const signer = new aws4.RequestSigner(request, { accessKeyId, secretAccessKey });
  signer.datetime = time.text;
  return signer.signature();
}

function isSame(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

function findFlawInUse(signed: Signed, credentials: SigningCredentials, now: Date): Flaw | undefined {
  if (credentials.expiresAt && credentials.expiresAt <= now) {
    return { verdict: 'expired', refusal: refusals.sessionEnded() };
  }
  if (!sessionMatches(signed, credentials)) return { verdict: 'mismatch', refusal: refusals.invalidToken() };

  const matches = statesTrueHash(signed.received) && isSame(signAgain(signed, credentials), signed.signature);
  return matches ? undefined : { verdict: 'mismatch', refusal: refusals.mismatch() };
}

function checkScopeAndTime(signed: Signed, region: string, now: Date): Flaw | undefined {
  const wrongScope = findScopeFlaw(signed, region);
  if (wrongScope) return { verdict: 'wrong-scope', refusal: wrongScope };

  const skew = findSkew(signed, now);
  return skew && { verdict: 'expired', refusal: skew };
}

/** Checks the signature of a request to a host in this AWS region. */
export async function checkSignature(
  received: Received,
  region: string,
  now: Date,
  findCredentials: FindCredentials,
): Promise<SignatureCheck> {
  if (!claimsSignature(received)) return { verdict: 'absent', refusal: refusals.absent() };

  const parsed = parseSignatureHeader(received);
  const time = signingTime(received);
  if (!parsed || !time) return { verdict: 'malformed', refusal: refusals.malformed() };

  const signed = { ...parsed, received, time };
  const { accessKeyId } = parsed;
  const flaw = checkScopeAndTime(signed, region, now);
  if (flaw) return { accessKeyId, ...flaw };

  const credentials = await findCredentials(accessKeyId);
  if (!credentials) return { verdict: 'unknown-key', accessKeyId, refusal: refusals.invalidToken() };

  const { principalArn } = credentials;
  const who = { accessKeyId, ...(principalArn && { principalArn }) };
  return { ...who, ...(findFlawInUse(signed, credentials, now) ?? { verdict: 'valid' }) };
}
