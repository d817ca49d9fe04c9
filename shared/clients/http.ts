/** How long we wait for an answer of Amazon's endpoints, in milliseconds. */
const TIMEOUT_MS = 15_000;

/** An answer, read whole. `body` is the parsed JSON, or `undefined` when it is none (a proxy's HTML, half a body). */
export interface HttpReply {
  status: number;
  headers: Headers;
  body: unknown;
  /** What came where it is no JSON. */
  text?: string;
}

/**
 * Sends a request and reads the answer defensively.
 * @returns `undefined` with the reason when no whole answer came: refused, reset, timed out
 */
export async function sendHttp(request: Request): Promise<HttpReply | { unreachable: string }> {
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'error' });
    const text = await response.text();
    const body = parse(text);
    const { status, headers } = response;
    return { status, headers, body, ...(body === undefined && { text }) };
  } catch (error) {
    return { unreachable: reason(error) };
  }
}

/** What errors say of a page that came in place of an answer. */
export const PAGE = '(HTML)';

/**
 * Whether a page came instead of JSON: Amazon's edge or a proxy on the way answered, not the API. Some proxies name
 * their page JSON, so what it begins with counts too.
 */
export const isPage = ({ headers, body, text = '' }: HttpReply): boolean =>
  body === undefined &&
  (/html/i.test(headers.get('content-type') ?? '') || /^\s*<(?:!doctype|html|head|body|title)\b/i.test(text));

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

// Node hides the useful code (ECONNRESET, ENOTFOUND) in the cause of "fetch failed"; the message may quote a URL only.
function reason(error: unknown): string {
  const { name, cause } = error as Error & { cause?: { code?: string } };
  return cause?.code ?? name;
}
