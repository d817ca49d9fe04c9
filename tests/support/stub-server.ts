import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it came over the wire. */
export interface Received {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** How the server answers: with a reply, or by doing anything to the connection. */
export type Answer =
  | { status: number; body?: unknown; headers?: Record<string, string> }
  | ((response: ServerResponse) => void);

/**
 * An HTTP server on loopback that keeps what it receives. Each request takes the next answer; the last one stays.
 */
export async function startStub() {
  const received: Received[] = [];
  let answers: Answer[] = [];

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = '', url = '', headers } = request;
    received.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
    const answer = (answers.length > 1 ? answers.shift() : answers[0]) ?? { status: 404 };
    if (typeof answer === 'function') return answer(response);
    const { status, body = '' } = answer;
    response.writeHead(status, answer.headers);
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answer: (...next: Answer[]) => {
      received.length = 0;
      answers = next;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
export type Stub = Awaited<ReturnType<typeof startStub>>;

/** Answers of servers and proxies that are not what a client hopes for. */
export const BROKEN: Record<'reset' | 'halfBody' | 'html', Answer> = {
  reset: (response) => void response.socket?.destroy(),
  halfBody: (response) => {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('{"access_token":', () => response.socket?.destroy());
  },
  html: {
    status: 400,
    body: '<html><body>Bad Request</body></html>',
    headers: { 'content-type': 'text/html' },
  },
};
