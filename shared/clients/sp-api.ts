import type { Sensitive } from '../domain/sensitive.ts';
import { UnexpectedReply } from '../errors/broken.ts';
import { SpApiDenied } from '../errors/refused.ts';
import { SpApiThrottled, SpApiUnavailable } from '../errors/retryable.ts';
import { type HttpReply, sendHttp } from './http.ts';
import { isErrorOnly, readError, sayError } from './said-error.ts';
import { type SigningCredentials, spApiRequest } from './sp-api-request.ts';

export type { SigningCredentials } from './sp-api-request.ts';

/** A call of an SP-API operation. */
export interface SpApiCall {
  operation: string;
  /** Endpoint of the region, without a trailing slash. */
  endpoint: string;
  path: string;
  query?: Record<string, string>;
  accessToken: Sensitive;
  /** Credentials, mostly those of the assumed role, and region of the scope; without them the call is not signed. */
  signing?: { credentials: SigningCredentials; region: string };
  /** Name of the application, for the user agent. */
  appName: string;
}

export interface SpApiReply {
  body: unknown;
  requestId: string | undefined;
}

/** SP-API. */
export interface SpApi {
  get(call: SpApiCall): Promise<SpApiReply>;
  /** Asks for something that SP-API only confirms: 204 without a body. */
  post(call: SpApiCall): Promise<void>;
}

/**
 * The real SP-API: signs with SigV4 when credentials are given, as the tutorial does.
 * @throws SpApiThrottled, SpApiUnavailable (retryable); SpApiDenied; UnexpectedReply
 * Source: developer-docs.amazon.com/sp-api/docs/include-a-user-agent-header-in-all-requests, …/response-format
 */
export function createSpApi(): SpApi {
  return {
    get: async (call) => {
      const reply = await send(call, 'GET');
      if (reply.status === 200 && reply.body !== undefined && !isErrorOnly(reply))
        return { body: reply.body, requestId: requestId(reply) };
      throw explain(call, reply);
    },
    post: async (call) => {
      const reply = await send(call, 'POST');
      if (reply.status === 204) return;
      // Another success is none of Amazon's: whether it was asked is not known.
      if (reply.status < 400 && !isErrorOnly(reply))
        throw unavailable(call, `answered ${reply.status} in place of 204`);
      throw explain(call, reply);
    },
  };
}

async function send(call: SpApiCall, method: 'GET' | 'POST'): Promise<HttpReply> {
  const reply = await sendHttp(await request(call, method));
  if ('unreachable' in reply) throw unavailable(call, `could not be reached (${reply.unreachable})`);
  return reply;
}

const request = ({ path, query = {}, ...call }: SpApiCall, method: 'GET' | 'POST'): Promise<Request> => {
  const search = new URLSearchParams(query).toString();
  const target = search ? `${path}?${search}` : path;
  return spApiRequest({ ...call, target, method, ...(method === 'POST' && { body: '{}' }) });
};

const requestId = ({ headers }: HttpReply) => headers.get('x-amzn-requestid') ?? undefined;

const unavailable = ({ operation, endpoint }: SpApiCall, how: string) =>
  new SpApiUnavailable({
    what: `${operation} on ${endpoint}: SP-API ${how}.`,
    remedy: 'Nothing at first, it is tried again. If it goes on, look at the SP-API status page.',
  });

function explain(call: SpApiCall, reply: HttpReply): Error {
  const { code } = readError(reply);
  const said = sayError(reply);
  const what = `${call.operation} on ${call.endpoint} answered ${reply.status} ${said}`;
  const details = { operation: call.operation, status: reply.status, code, requestId: requestId(reply) };
  switch (kindOf(reply.status, code)) {
    case 'throttled':
      return new SpApiThrottled({ what, details, remedy: THROTTLED_REMEDY });
    case 'unavailable':
      return unavailable(call, `answered ${reply.status} ${said}`);
    case 'denied':
      return new SpApiDenied({ what, details, remedy: DENIED_REMEDY });
    case 'other':
      return new UnexpectedReply({ what, details, remedy: OTHER_REMEDY });
  }
}

type Kind = 'throttled' | 'unavailable' | 'denied' | 'other';

/** The status tells, and the code where the status is a good one. */
function kindOf(status: number, code = ''): Kind {
  if (status === 429) return 'throttled';
  if (status >= 500) return 'unavailable';
  if (status === 401 || status === 403) return 'denied';
  if (status >= 400) return 'other';
  return KINDS.find(([codes]) => codes.test(code))?.[1] ?? 'other';
}

const KINDS: [RegExp, Kind][] = [
  [/^(QuotaExceeded|429)$|throttl|^TooManyRequests/i, 'throttled'],
  [/^(InternalFailure|InternalError|InternalServerError|ServiceUnavailable|5\d\d)$/i, 'unavailable'],
  [/^(Unauthorized|Forbidden|AccessDenied\w*|401|403)$/i, 'denied'],
];

const OTHER_REMEDY =
  'Look at the SP-API reference of this operation and at the log of this step by its request id.';
const THROTTLED_REMEDY =
  'Wait a few minutes and start the execution again: something else uses up the quota of this operation for this selling partner and application.';
// Since October 2023 SP-API decides on the LWA token alone, so IAM is never the reason of a 403.
const DENIED_REMEDY =
  'Check in this order: the application has a data access role for this operation and was authorized again after the role was added; the refresh token was made in this region and by this kind of account; the selling account is active.';
