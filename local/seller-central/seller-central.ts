import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { receive, send } from '../amazon/http.ts';
import { close, listen } from '../amazon/server.ts';
import type { World } from '../amazon/world.ts';
import { createCompany } from './company.ts';
import { answerVisit } from './router.ts';
import type { AmazonSide, Deliver } from './visit.ts';

/** A running stand-in for the pages of Seller Central and Vendor Central. */
export interface SellerCentral {
  url: string;
  /** template: `{host}` stands for sellercentral.amazon.com and the like */
  endpoint: string;
  close(): Promise<void>;
}

const FAILED = { status: 500, headers: { 'content-type': 'text/plain' }, body: 'The stand-in failed' };

async function handle(amazon: AmazonSide, request: IncomingMessage, response: ServerResponse) {
  const requestId = randomUUID();
  const answer = await receive(request, requestId)
    .then((received) => answerVisit(amazon, received))
    .catch(() => FAILED);
  send(response, requestId, answer);
}

/**
 * Starts the pages of every Central on one port of this machine; they act on `world` and forget all at the end.
 * @param deliver puts what is sent to a registered destination into the queue
 */
export async function startSellerCentral(world: World, deliver: Deliver, port = 0): Promise<SellerCentral> {
  const amazon = { company: createCompany(), world, deliver };
  const server = createServer((request, response) => void handle(amazon, request, response));
  const url = await listen(server, port);
  return { url, endpoint: `${url}/{host}`, close: () => close(server) };
}
