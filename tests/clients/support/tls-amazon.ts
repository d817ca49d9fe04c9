import { createServer, request, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Amazon } from '../../../local/amazon/amazon.ts';
import type { Certificate } from './certificate.ts';

/** The stand-in under Amazon's own names, for clients that cannot be told another address. */
export interface TlsAmazon {
  port: number;
  /** Address of an HTTP proxy that leads all names to the stand-in. */
  proxy: string;
  /** Host names that were reached over TLS. */
  reached: Set<string>;
  close(): Promise<void>;
}

/** Starts the TLS server and the proxy in front of it. */
export async function startTlsAmazon(amazon: Amazon, { cert, key }: Certificate): Promise<TlsAmazon> {
  const reached = new Set<string>();
  const { port } = new URL(amazon.url);
  const tls = createTlsServer({ cert, key }, (incoming, outgoing) => {
    const host = incoming.headers.host?.replace(/:443$/, '') ?? '';
    reached.add(host);
    // The stand-in has all hosts of SP-API under one, by the first segment of the path.
    const prefix = host === 'api.amazon.com' ? '' : `/${host.replace('.amazon.com', '')}`;
    const options = { port, method: incoming.method, path: prefix + incoming.url, headers: incoming.headers };
    const onward = request({ host: '127.0.0.1', ...options }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  const tlsPort = await listen(tls);
  const proxy = createServer((_incoming, outgoing) => outgoing.writeHead(405).end());
  const sockets = new Set<Socket>();
  proxy.on('connect', (_request, socket: Socket, head) => {
    const onward = connect(tlsPort, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.write(head);
      socket.pipe(onward).pipe(socket);
    });
    for (const one of [socket, onward]) {
      sockets.add(one);
      one.on('error', () => one.destroy());
    }
  });
  const proxyPort = await listen(proxy);
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    await Promise.all([tls, proxy].map(shut));
  };
  return { port: tlsPort, proxy: `http://127.0.0.1:${proxyPort}`, reached, close };
}

async function listen(server: Server | ReturnType<typeof createTlsServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

function shut(server: Server | ReturnType<typeof createTlsServer>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  server.closeAllConnections();
  return promise;
}
