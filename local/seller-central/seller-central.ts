import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { receive, send } from '../amazon/http.ts';
import { close, listen } from '../amazon/server.ts';
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

/** Starts the pages of every Central on one port of this machine; they act on `world` and forget all at the end. */
export async function startSellerCentral(world: World, port = 0): Promise<SellerCentral> {
  const company = createCompany();
  const server = createServer((request, response) => void handle(company, world, request, response));
  const url = await listen(server, port);
  return { url, endpoint: `${url}/{host}`, close: () => close(server) };
}
