import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { receive, send } from '../amazon/http.ts';
import type { World } from '../amazon/world.ts';
import { type Company, createCompany } from './company.ts';
import { answerVisit } from './router.ts';

/** A running stand-in for the pages of Seller Central and Vendor Central. */
export interface SellerCentral {
  url: string;
  /** template: `{host}` stands for sellercentral.amazon.com and the like */
  endpoint: string;
  close(): Promise<void>;
}

const FAILED = { status: 500, headers: { 'content-type': 'text/plain' }, body: 'The stand-in failed' };

async function handle(company: Company, world: World, request: IncomingMessage, response: ServerResponse) {
  const requestId = randomUUID();
  const answer = await receive(request, requestId)
    .then((received) => answerVisit(company, world, received))
    .catch(() => FAILED);
  send(response, requestId, answer);
}

function listen(server: Server, port: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject).listen(port, '127.0.0.1', resolve);
  return promise;
}

function close(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  server.closeAllConnections();
  return promise;
}

/** Starts the pages of every Central on one port of this machine; they act on `world` and forget all at the end. */
export async function startSellerCentral(world: World, port = 0): Promise<SellerCentral> {
  const company = createCompany();
  const server = createServer((request, response) => void handle(company, world, request, response));
  await listen(server, port);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, endpoint: `${url}/{host}`, close: () => close(server) };
}
