import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A secret key that STS gave out, and whom it speaks for. */
export interface IssuedCredential {
  secretAccessKey: string;
  sessionToken?: string;
  principalArn?: string;
}

/** What the recorder has seen, and the STS endpoint to use so that it sees it. */
export interface IssuedCredentials {
  endpoint: string;
  find(accessKeyId: string): IssuedCredential | undefined;
  close(): Promise<void>;
}

/**
 * A pass-through to STS that remembers, in memory only, the credentials it issues. AWS can verify a signature made
 * with temporary credentials because it issued them; the local stand-in of Amazon can because of this.
 * @param onCall is told the action of each call that comes through, such as `GetParameters`
 */
export async function recordIssuedCredentials(
  upstream: string,
  onCall: (action: string) => void = () => {},
): Promise<IssuedCredentials> {
  const issued = new Map<string, IssuedCredential>();
  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const body = await readAll(incoming);
    onCall(actionOf(incoming, body));
    passThrough(upstream, incoming, body, outgoing, (answer) => remember(issued, answer));
  };
  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    find: (accessKeyId) => issued.get(accessKeyId),
    close: () => {
      issued.clear();
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

/** The Host header goes on unchanged, because the caller's signature covers it. */
function passThrough(
  upstream: string,
  incoming: IncomingMessage,
  body: Buffer,
  outgoing: ServerResponse,
  seen: (answer: string) => void,
): void {
  const { hostname, port } = new URL(upstream);
  const options = { hostname, port, method: incoming.method, path: incoming.url, headers: incoming.headers };
  const onward = request(options, async (answer) => {
    const answered = await readAll(answer);
    if (answer.statusCode === 200) seen(answered.toString());
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers).end(answered);
  });
  onward.on('error', () => outgoing.headersSent || outgoing.writeHead(502).end());
  onward.end(body);
}

async function readAll(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** AWS's JSON services name the action in a header, the others in a form. */
function actionOf({ headers }: IncomingMessage, body: Buffer): string {
  const target = String(headers['x-amz-target'] ?? '');
  return target.split('.').at(-1) || (new URLSearchParams(body.toString()).get('Action') ?? 'unknown');
}

/** STS answers in XML, or in JSON to clients that ask for it; the element names are the same. */
function remember(issued: Map<string, IssuedCredential>, answer: string): void {
  const accessKeyId = textOf(answer, 'AccessKeyId');
  const secretAccessKey = textOf(answer, 'SecretAccessKey');
  if (!accessKeyId || !secretAccessKey) return;

  const sessionToken = textOf(answer, 'SessionToken');
  const principalArn = textOf(answer, 'Arn');
  issued.set(accessKeyId, {
    secretAccessKey,
    ...(sessionToken && { sessionToken }),
    ...(principalArn && { principalArn }),
  });
}

function textOf(answer: string, name: string): string | undefined {
  const match = answer.match(new RegExp(`<${name}>([^<]+)<|"${name}"\\s*:\\s*"([^"]+)"`));
  return match?.[1] ?? match?.[2];
}
