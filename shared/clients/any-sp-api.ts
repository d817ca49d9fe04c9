import { SpApiUnavailable } from '../errors/retryable.ts';
import { type HttpReply, sendHttp } from './http.ts';
import { type SpApiRequest, spApiRequest } from './sp-api-request.ts';

/** SP-API for any operation: every answer is an answer, good or bad. */
export interface AnySpApi {
  /** @throws SpApiUnavailable when no answer came */
  send(request: SpApiRequest): Promise<HttpReply>;
}

/** The real SP-API. */
export function createAnySpApi(): AnySpApi {
  return {
    send: async (request) => {
      const reply = await sendHttp(await spApiRequest(request));
      if (!('unreachable' in reply)) return reply;
      throw new SpApiUnavailable({
        what: `${request.method} ${request.target.replace(/\?.*/s, '')} on ${request.endpoint}: SP-API could not be reached (${reply.unreachable}).`,
        remedy: 'Nothing at first, it is tried again. If it goes on, check that outbound HTTPS is open.',
      });
    },
  };
}
