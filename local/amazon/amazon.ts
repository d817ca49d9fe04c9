import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { internalFailure } from './errors.ts';
import { type Answer, BAD_REQUEST_PAGE, receive, send } from './http.ts';
import { answerLwa, TOKEN_PATH } from './lwa.ts';
import { close, listen } from './server.ts';
import type { FindCredentials, SignatureVerdict } from './signatures.ts';
import { answerSpApi, type SpApi } from './sp-api.ts';
import { createStore } from './store.ts';
import { createWorld, type World } from './world.ts';

export { SelfAuthorizationLimit } from './authorizations.ts';
export type { SignatureVerdict, SigningCredentials } from './signatures.ts';
export type { NewSecretNotification } from './store.ts';
export type { World } from './world.ts';

/** How to start the stand-in. */
export interface AmazonOptions {
  /** a free one when left out */
  port?: number;
  clock?: () => Date;
  /** resolves an AWS access key id to its secret; undefined means an unknown key */
  findCredentials?: FindCredentials;
  /** `check` records a verdict and lets all pass, as Amazon since October 2023; `enforce` refuses, as before */
  signatures?: 'check' | 'enforce' | 'ignore';
}

/** One request, without anything secret. */
export interface RecordedRequest {
  /** ISO 8601, by the stand-in's clock */
  at: string;
  target: 'lwa' | 'sp-api';
  /** SP-API operation id, or for LWA the grant type; `unknown` where there is none */
  operation: string;
  host?: string;
  /** 0 when the connection was cut */
  status: number;
  code?: string;
  requestId: string;
  signature?: SignatureVerdict;
  userAgent?: string;
}

/** A running stand-in for Login with Amazon and SP-API. */
export interface Amazon {
  url: string;
  lwaEndpoint: string;
  /** template: `{host}` stands for a host such as sellingpartnerapi-na or sandbox.sellingpartnerapi-eu */
  spApiEndpoint: string;
  world: World;
  requests: RecordedRequest[];
  close(): Promise<void>;
}

type Outcome = Pick<RecordedRequest, 'target' | 'operation' | 'host' | 'signature'> & { answer: Answer };

async function answer(api: SpApi, request: IncomingMessage, requestId: string): Promise<Outcome> {
  const received = await receive(request, requestId);
  if (received.path.startsWith('/auth/')) return { target: 'lwa', ...answerLwa(api.store, received) };

  return { target: 'sp-api', ...(await answerSpApi(api, received)) };
}

function record(at: Date, requestId: string, request: IncomingMessage, outcome: Outcome): RecordedRequest {
  const { answer, ...about } = outcome;
  const userAgent = request.headers['user-agent'];
  return {
    at: at.toISOString(),
    ...about,
    status: answer.status,
    ...(answer.code && { code: answer.code }),
    requestId,
    ...(userAgent && { userAgent }),
  };
}

async function handle(
  api: SpApi,
  requests: RecordedRequest[],
  request: IncomingMessage,
  response: ServerResponse,
) {
  const requestId = randomUUID();
  const failed: Outcome = { target: 'sp-api', operation: 'unknown', answer: internalFailure() };
  const outcome = await answer(api, request, requestId).catch(() => failed);
  requests.push(record(api.store.clock(), requestId, request, outcome));
  send(response, requestId, outcome.answer);
}

/** Amazon's front door answers what is no proper HTTP with an HTML page. */
function refuseBadHttp(_error: Error, socket: Socket): void {
  if (!socket.writable) return;

  const head = 'HTTP/1.1 400 Bad Request\r\ncontent-type: text/html\r\nconnection: close';
  socket.end(`${head}\r\ncontent-length: ${BAD_REQUEST_PAGE.length}\r\n\r\n${BAD_REQUEST_PAGE}`);
}

/** Starts Login with Amazon and all six SP-API hosts on one port of this machine. */
export async function startAmazon(options: AmazonOptions = {}): Promise<Amazon> {
  const {
    port = 0,
    clock = () => new Date(),
    findCredentials = () => undefined,
    signatures = 'check',
  } = options;
  const store = createStore(clock);
  const requests: RecordedRequest[] = [];
  const api: SpApi = { store, findCredentials, signatures };
  const server = createServer((request, response) => void handle(api, requests, request, response));
  server.on('clientError', refuseBadHttp);
  const url = await listen(server, port);
  return {
    url,
    lwaEndpoint: `${url}${TOKEN_PATH}`,
    spApiEndpoint: `${url}/{host}`,
    world: createWorld(store),
    requests,
    close: () => close(server),
  };
}
