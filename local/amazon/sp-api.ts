import { findOperations } from '#shared/operations/operations.ts';
import { denied, invalidInput, nothingThere, notSupported, quotaExceeded } from './errors.ts';
import { takeFault } from './faults.ts';
import { type Admission, admit, readToken, refuseShape } from './gates.ts';
import { findHost, type Host } from './hosts.ts';
import type { Answer, Received } from './http.ts';
import type { Operation, StaticAnswer } from './operations/operation.ts';
import { findOperation, OPERATION_NAMES } from './operations/operations.ts';
import { formatRate, SANDBOX_LIMIT, takeFromBucket } from './rate-limits.ts';
import { isRegisteredPrincipal } from './signature-refusals.ts';
import {
  checkSignature,
  type FindCredentials,
  type SignatureCheck,
  type SignatureVerdict,
} from './signatures.ts';
import type { AccessToken, Store } from './store.ts';

/** What SP-API works with. */
export interface SpApi {
  store: Store;
  signatures: 'check' | 'enforce' | 'ignore';
  findCredentials: FindCredentials;
}

/** An answer, and what to record of it. */
export interface SpApiOutcome {
  operation: string;
  host?: string;
  signature?: SignatureVerdict;
  answer: Answer;
}

type Call = {
  api: SpApi;
  received: Received;
  host: Host;
  operation: Operation;
  segments: Record<string, string>;
  check?: SignatureCheck;
};

// a limit is announced only with these answers
const WITH_RATE_LIMIT = [200, 201, 202, 204, 400, 404];

function findStatic(entries: readonly StaticAnswer[], query: URLSearchParams): Answer {
  const entry = entries.find(
    ({ parameters }) =>
      query.size === Object.keys(parameters).length &&
      Object.entries(parameters).every(([name, value]) => query.get(name) === value),
  );
  return entry ?? invalidInput('Could not match input arguments');
}

async function perform({ api, received, host, segments }: Call, admission: Admission): Promise<Answer> {
  if (host.sandbox) return findStatic(admission.operation.sandbox, received.query);

  const { store } = api;
  if ('authorization' in admission)
    return admission.operation.answer({ ...admission, store, received, segments });

  return admission.operation.answer({ ...admission, store, received });
}

async function performWithinLimit(call: Call, admission: Admission): Promise<Answer> {
  const { host, operation, api } = call;
  const { application, authorization } = admission.token;
  const key = [host.sandbox, operation.name, application.clientId, authorization?.sellingPartnerId].join(' ');
  const limit = host.sandbox ? SANDBOX_LIMIT : operation;
  if (!takeFromBucket(api.store, key, limit)) return quotaExceeded();

  const answer = await perform(call, admission);
  if (!WITH_RATE_LIMIT.includes(answer.status)) return answer;

  return { ...answer, headers: { ...answer.headers, 'x-amzn-RateLimit-Limit': formatRate(limit) } };
}

function isForeignSigner({ api, check }: Call, { application }: AccessToken): boolean {
  const { roleArn } = application;
  return api.signatures === 'enforce' && !!roleArn && !isRegisteredPrincipal(roleArn, check?.principalArn);
}

/** The gates in Amazon's order: shape, signature, token, permission, rate limit. */
async function answerCall(call: Call): Promise<Answer> {
  const { api, received, host, operation, check } = call;
  const misshapen = refuseShape(received);
  if (misshapen) return misshapen;

  if (api.signatures === 'enforce' && check?.refusal) return check.refusal;

  const read = readToken(api.store, received);
  if ('refusal' in read) return read.refusal;

  const admission = admit(api.store, host, operation, read.token);
  if (!admission || isForeignSigner(call, read.token)) return denied();

  return performWithinLimit(call, admission);
}

function splitPath(path: string): { host: Host | undefined; rest: string } {
  const [, name = '', ...rest] = path.split('/');
  return { host: findHost(name), rest: `/${rest.join('/')}` };
}

async function check(api: SpApi, received: Received, host: Host): Promise<SignatureCheck | undefined> {
  if (api.signatures === 'ignore') return undefined;

  return checkSignature(received, host.awsRegion, api.store.clock(), api.findCredentials);
}

function withoutRefusal({ refusal, ...verdict }: SignatureCheck): SignatureVerdict {
  return verdict;
}

/** Amazon denies what it does not have; what only the stand-in lacks it says. */
function absent(host: Host | undefined, method: string, path: string): Answer {
  const [known] = host ? findOperations(`${method} ${path}`) : [];
  return known && !known.removed ? notSupported(known.operation, OPERATION_NAMES) : nothingThere();
}

/** Answers as the SP-API host that the first segment of the path names. */
export async function answerSpApi(api: SpApi, received: Received): Promise<SpApiOutcome> {
  const { host, rest } = splitPath(received.path);
  const found = host && findOperation(received.method, rest);
  const about = { operation: found?.operation.name ?? 'unknown', ...(host && { host: host.name }) };
  const fault = takeFault(api.store, { target: 'sp-api', ...about }, received.requestId);
  if (fault || !host || !found) return { ...about, answer: fault ?? absent(host, received.method, rest) };

  const checked = await check(api, received, host);
  const answer = await answerCall({ api, received, host, ...found, ...(checked && { check: checked }) });
  return { ...about, ...(checked && { signature: withoutRefusal(checked) }), answer };
}
