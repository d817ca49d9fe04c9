import { type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { WireAnswer } from './answers.ts';

/** Hands a request on. The Host header stays, because the caller's signature covers it. */
export function send(
  to: string,
  { method, url, headers }: IncomingMessage,
  body: Buffer,
): Promise<WireAnswer> {
  const { hostname, port } = new URL(to);
  const { promise, resolve, reject } = Promise.withResolvers<WireAnswer>();
  const onward = request({ hostname, port, method, path: url, headers }, async (answer) => {
    const chunks: Buffer[] = [];
    for await (const chunk of answer) chunks.push(chunk);
    resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: Buffer.concat(chunks) });
  });
  onward.on('error', reject);
  onward.end(body);
  return promise;
}

/** Answers, all at once. */
export function write(outgoing: ServerResponse, { status, headers, body }: WireAnswer): void {
  if (outgoing.destroyed) return;
  outgoing.writeHead(status, wholeHeaders(headers, body)).end(body);
}

/** Sends half of an answer, and cuts the connection. */
export function cut(outgoing: ServerResponse, { status, headers, body }: WireAnswer): void {
  outgoing.writeHead(status, wholeHeaders(headers, body));
  outgoing.write(body.subarray(0, Math.floor(body.length / 2)), () => outgoing.destroy());
}

function wholeHeaders(headers: IncomingHttpHeaders, body: Buffer): IncomingHttpHeaders {
  const { 'transfer-encoding': _, connection: __, ...rest } = headers;
  return { ...rest, 'content-length': String(body.length) };
}
