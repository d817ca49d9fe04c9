import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';

const MOST_BODY_BYTES = 1_000_000;

/** A request as received, read whole. */
export interface Received {
  requestId: string;
  method: string;
  /** path and query exactly as sent: what a signature covers */
  target: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** What to answer. A string body is sent as it is, anything else as JSON; `drop` cuts the connection. */
export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
  /** error code, for the record */
  code?: string;
  drop?: true;
}

/** The page that stands in Amazon's front door for requests that never reach an API. */
export const BAD_REQUEST_PAGE =
  '<!DOCTYPE html><html><head><title>400 Bad Request</title></head><body><h1>Bad Request</h1></body></html>';

/** Answers with an HTML page. */
export function page(status: number, body: string, code?: string): Answer {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body, ...(code && { code }) };
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BODY_BYTES) throw new Error('The body is too large');

    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Reads the request to its end. */
export async function receive(request: IncomingMessage, requestId: string): Promise<Received> {
  const target = request.url ?? '/';
  const [path = '/', ...query] = target.split('?');
  return {
    requestId,
    method: request.method ?? 'GET',
    target,
    path,
    query: new URLSearchParams(query.join('?')),
    headers: request.headers,
    body: await readBody(request),
  };
}

/** One header as text, or undefined where it was not sent. */
export function header(received: Received, name: string): string | undefined {
  const value = received.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

/** Sends an answer; every one carries the request id and, unless it says otherwise, is JSON. */
export function send(response: ServerResponse, requestId: string, answer: Answer): void {
  if (answer.drop) {
    response.destroy();
    return;
  }
  const { status, headers, body } = answer;
  response.writeHead(status, {
    'content-type': 'application/json',
    'x-amzn-RequestId': requestId,
    ...headers,
  });
  response.end(typeof body === 'string' || body === undefined ? body : JSON.stringify(body));
}
