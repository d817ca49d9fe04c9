import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import * as z from 'zod/mini';
import { Html } from '../web/html.ts';
import { PAGE_HEADERS, renderPage } from '../web/layout.ts';
import { failurePage, type Said, sayFailure, TOO_LONG } from '../web/pages/notices.ts';
import { describeError } from './describe-error.ts';

/** A request to a function URL. Source: docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html */
const Event = z.object({
  rawPath: z.string(),
  rawQueryString: z._default(z.string(), ''),
  headers: z.record(z.string(), z.string()),
  cookies: z._default(z.array(z.string()), []),
  body: z.optional(z.string()),
  isBase64Encoded: z._default(z.boolean(), false),
  requestContext: z.object({ requestId: z.string(), http: z.object({ method: z.string() }) }),
});

/** What a page needs to know of a request. */
export interface PageRequest {
  method: string;
  /** Parts of the path. */
  path: string[];
  /** Fields of a posted form; secrets are only ever here. */
  form: URLSearchParams;
  cookies: Record<string, string>;
  /** The word that the address has for what a post before it has to say. */
  said?: string;
  /** Whether the browser says that the request comes from one of our own pages; true where it says nothing. */
  sameOrigin: boolean;
}

/** What a page answers: a document, data for our own script, a file whose headers say what it is, or the way to another page. */
export interface PageReply {
  status: number;
  body?: Html | string | Record<string, unknown>;
  headers?: Record<string, string>;
  cookies?: string[];
}

/** Many times what the longest form holds, in characters. Lambda takes 6 MB, and a page that shows it again could not. */
const MOST_BODY = 100_000;

/**
 * Makes the handler of a function URL: reads the request, runs the page, adds the security headers, and turns errors
 * into pages. Neither path, nor fields, nor cookies are ever logged.
 * @param page `commands` makes the commands in a text those of the deployment; `leadBack` answers a post that was too
 *   long or failed with the way to a page that says so, where there is one: what comes from a post cannot be gone back to
 */
export function definePage<Needs>(page: {
  commands(text: string): string;
  services: Needs;
  run(services: Needs, request: PageRequest): Promise<PageReply>;
  leadBack?(request: PageRequest, status: number, said: Said): PageReply | undefined;
}) {
  const logger = new Logger();
  const instead = (event: z.infer<typeof Event>, status: number, said: Said) => {
    const request = readRequest(event);
    const led = request.method === 'POST' ? page.leadBack?.(request, status, said) : undefined;
    return respond(led ?? { status, body: renderPage(failurePage(said)) }, page.commands);
  };

  return middy()
    .use(injectLambdaContext(logger, { logEvent: false, resetKeys: true }))
    .handler(async (event: unknown) => {
      const parsed = z.parse(Event, event);
      const { requestId, http } = parsed.requestContext;
      logger.appendKeys({ requestId, method: http.method });
      if ((parsed.body?.length ?? 0) > MOST_BODY) {
        logger.info('page refused', { status: 413 });
        return instead({ ...parsed, body: '' }, 413, TOO_LONG);
      }
      try {
        const reply = await page.run(page.services, readRequest(parsed));
        logger.info('page served', { status: reply.status });
        return respond(reply, page.commands);
      } catch (error) {
        logger.error('page failed', describeError(error));
        return instead(parsed, 500, sayFailure(requestId, error));
      }
    });
}

function readRequest({
  rawPath,
  rawQueryString,
  headers,
  cookies,
  body = '',
  isBase64Encoded,
  requestContext,
}: z.infer<typeof Event>): PageRequest {
  const said = new URLSearchParams(rawQueryString).get('said');
  const text = isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;
  return {
    method: requestContext.http.method,
    path: rawPath.split('/').slice(1),
    form: new URLSearchParams(text),
    cookies: Object.fromEntries(cookies.map((cookie) => splitAt(cookie, '='))),
    sameOrigin: isSameOrigin(headers),
    ...(said && { said }),
  };
}

function splitAt(text: string, sign: string): [string, string] {
  const at = text.indexOf(sign);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

// Our pages send no referrer, so the origin of their own posts is "null": where the browser tells the site, that counts.
function isSameOrigin(headers: Record<string, string>): boolean {
  const { origin, host, 'sec-fetch-site': site } = headers;
  if (site !== undefined) return site === 'same-origin';
  return origin === undefined || origin === 'null' || origin === `https://${host}`;
}

function respond({ status, body, headers, cookies }: PageReply, commands: (text: string) => string) {
  const isData = typeof body === 'object' && !(body instanceof Html);
  return {
    statusCode: status,
    headers: { ...PAGE_HEADERS, ...(isData && { 'content-type': 'application/json' }), ...headers },
    ...(cookies && { cookies }),
    body: isData ? JSON.stringify(body) : commands(body?.toString() ?? ''),
  };
}
