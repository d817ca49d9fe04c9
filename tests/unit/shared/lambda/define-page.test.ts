import { describe, expect, it } from '@jest/globals';
import { commandsOfDeployment } from '#shared/domain/commands-of-stage.ts';
import { AwsDenied } from '#shared/errors/refused.ts';
import { definePage, type PageReply, type PageRequest } from '#shared/lambda/define-page.ts';
import { html } from '#shared/web/html.ts';
import { PAGE_HEADERS } from '#shared/web/layout.ts';
import { invoke, logLines, printed } from '../../../support/lambda.ts';

interface Reply {
  statusCode: number;
  headers: Record<string, string>;
  cookies?: string[];
  body: string;
}

/** An event of a function URL, as far as Lambda always sends it. */
const anEvent = ({ method = 'GET', ...more }: Record<string, unknown> & { method?: string } = {}) => ({
  version: '2.0',
  rawPath: '/FAKE_LINK_ID/progress',
  rawQueryString: '',
  headers: { host: 'pages.example' },
  requestContext: { requestId: 'req-url', http: { method, path: '/FAKE_LINK_ID/progress' } },
  isBase64Encoded: false,
  ...more,
});

async function serve(event: unknown, run: (request: PageRequest) => PageReply = () => ({ status: 200 })) {
  const seen: unknown[] = [];
  const handler = definePage({
    commands: (text) => commandsOfDeployment(text, { stage: 'prod', region: 'eu-west-1' }),
    services: { tag: 'service' },
    run: async (services, request) => {
      seen.push(services, request);
      return run(request);
    },
  });
  const { text, output, error } = await printed(() => invoke(handler, event));
  return { text, seen, error, reply: output as Reply, request: seen[1] as PageRequest };
}

const fails = (error: unknown) => () => {
  throw error;
};
const posted = (body: string, isBase64Encoded = false) => anEvent({ method: 'POST', body, isBase64Encoded });

it.each([100_000, 100_001, 6_000_000])(
  'a form of %i characters is read, or refused as too long',
  async (length) => {
    const { reply, seen } = await serve(posted('x'.repeat(length)));

    expect([reply.statusCode, seen.length > 0]).toEqual(length > 100_000 ? [413, false] : [200, true]);
    if (length > 100_000) expect(reply.body).toContain('Nothing was stored.');
  },
);

it('the commands on a page are for the deployment of the page', async () => {
  const { reply } = await serve(anEvent(), () => ({
    status: 200,
    body: html`<code>spapi task list</code>`,
  }));

  expect(reply.body).toBe('<code>spapi --stage prod --region eu-west-1 task list</code>');
});

describe('a request', () => {
  it('reaches the page with its services, parsed', async () => {
    const { seen } = await serve(anEvent());

    expect(seen).toEqual([
      { tag: 'service' },
      {
        method: 'GET',
        path: ['FAKE_LINK_ID', 'progress'],
        form: new URLSearchParams(),
        cookies: {},
        sameOrigin: true,
      },
    ]);
  });

  it('has the word of its address for what a post has to say', async () => {
    const { request } = await serve(anEvent({ rawQueryString: 'a=b&said=not-ours' }));

    expect(request.said).toBe('not-ours');
  });

  it.each([
    ['/', ['']],
    ['/a/', ['a', '']],
    ['/a%2Fb', ['a%2Fb']],
  ])('has the parts of its path as they came: %s', async (rawPath, path) => {
    const { request } = await serve(anEvent({ rawPath }));

    expect(request.path).toEqual(path);
  });

  it.each([
    [
      'in base64, as Lambda sends a form',
      (text: string) => posted(Buffer.from(text).toString('base64'), true),
    ],
    ['as text', (text: string) => posted(text)],
  ])('has the fields of its form: %s', async (_, event) => {
    const { request } = await serve(event('reason=Z%C3%BCrich+%26+co&secret=a%2Bb%3D%7C&empty='));

    expect([...request.form]).toEqual([
      ['reason', 'Zürich & co'],
      ['secret', 'a+b=|'],
      ['empty', ''],
    ]);
  });

  it('has its cookies by name', async () => {
    const { request } = await serve(anEvent({ cookies: ['__Host-a=b=c', 'flag', 'd='] }));

    expect(request.cookies).toEqual({ '__Host-a': 'b=c', flag: '', d: '' });
  });
});

describe('a request comes from our own page', () => {
  it.each<[boolean, string, Record<string, string>]>([
    [true, 'when the browser says so', { 'sec-fetch-site': 'same-origin', origin: 'null' }],
    [false, 'not from a sibling site', { 'sec-fetch-site': 'same-site', origin: 'https://pages.example' }],
    [false, 'not from another site', { 'sec-fetch-site': 'cross-site', origin: 'null' }],
    [false, 'not from outside the web', { 'sec-fetch-site': 'none' }],
    [true, 'when the origin is ours', { origin: 'https://pages.example' }],
    [true, 'when the origin is hidden and nothing else is said', { origin: 'null' }],
    [true, 'when nothing is said', {}],
    [false, 'not when the origin is another', { origin: 'https://evil.example' }],
    [false, 'not when the origin is ours without TLS', { origin: 'http://pages.example' }],
    [false, 'not when the origin only begins like ours', { origin: 'https://pages.example.evil.example' }],
  ])('%s: %s', async (expected, _, headers) => {
    const { request } = await serve(anEvent({ headers: { host: 'pages.example', ...headers } }));

    expect(request.sameOrigin).toBe(expected);
  });
});

describe('an answer', () => {
  it('has the security headers, those of the page, and its cookies', async () => {
    const { reply } = await serve(anEvent(), () => ({
      status: 303,
      headers: { location: 'there' },
      cookies: ['a=b; Secure'],
    }));

    expect(reply).toEqual({
      statusCode: 303,
      headers: { ...PAGE_HEADERS, location: 'there' },
      cookies: ['a=b; Secure'],
      body: '',
    });
  });

  it('is HTML', async () => {
    const { reply } = await serve(anEvent(), () => ({ status: 404, body: html`<p>${'<'}</p>` }));

    expect(reply).toEqual({ statusCode: 404, headers: PAGE_HEADERS, body: '<p>&lt;</p>' });
  });

  it('is JSON for our own script', async () => {
    const { reply } = await serve(anEvent(), () => ({ status: 200, body: { problem: '<' } }));

    const headers = { ...PAGE_HEADERS, 'content-type': 'application/json' };
    expect(reply).toEqual({ statusCode: 200, headers, body: '{"problem":"<"}' });
  });
});

describe('an error', () => {
  it('that is not ours becomes a page without its message', async () => {
    const { reply } = await serve(posted('a=b'), fails(new TypeError('cannot read FAKE_CLIENT_SECRET')));

    expect([reply.statusCode, reply.headers]).toEqual([500, PAGE_HEADERS]);
    expect(reply.body).toContain('Something unexpected happened.');
    expect(reply.body).toContain('Request req-url');
    expect(reply.body).not.toContain('FAKE_');
  });

  it('of ours explains itself, escaped', async () => {
    const own = new AwsDenied({ what: 'no <right>', remedy: 'allow it' });

    const { reply } = await serve(anEvent(), fails(own));

    expect([reply.statusCode, reply.headers]).toEqual([500, PAGE_HEADERS]);
    expect(reply.body).toContain('<p>no &lt;right&gt;</p><p><strong>What to do:</strong> allow it</p>');
  });

  it('that is no error becomes a page too', async () => {
    const { reply } = await serve(anEvent(), fails('FAKE_TEXT'));

    expect(reply.statusCode).toBe(500);
  });
});

describe('the log', () => {
  const secret = {
    method: 'POST',
    body: 'clientSecret=FAKE_CLIENT_SECRET',
    cookies: ['__Host-task=FAKE_COOKIE'],
    headers: { host: 'pages.example', cookie: '__Host-task=FAKE_COOKIE' },
  };

  it('says of each request how it ended, and neither path nor field nor cookie', async () => {
    const { text } = await serve(anEvent(secret), () => ({ status: 200, body: html`FAKE_BODY` }));

    expect(logLines(text)).toEqual([
      expect.objectContaining({
        level: 'INFO',
        message: 'page served',
        status: 200,
        requestId: 'req-url',
        method: 'POST',
      }),
    ]);
    expect(text).not.toContain('FAKE_');
  });

  it('says the name and the place of a foreign error, and not its message', async () => {
    const { text } = await serve(anEvent(secret), fails(new RangeError('FAKE_MESSAGE\nof two lines')));

    const [line] = logLines(text);
    expect(line).toEqual(
      expect.objectContaining({ level: 'ERROR', message: 'page failed', failure: 'RangeError' }),
    );
    expect(line?.place).toEqual(expect.arrayContaining([expect.stringMatching(/^ {4}at /)]));
    expect(text).not.toContain('FAKE_');
  });

  it('says why a page failed with an error of ours, with the facts that are safe', async () => {
    const own = new AwsDenied({ what: 'no', remedy: 'allow', details: { status: 403 } });

    const { text } = await serve(anEvent(secret), fails(own));

    expect(logLines(text)).toEqual([
      expect.objectContaining({
        level: 'ERROR',
        message: 'page failed',
        failure: 'AwsDenied',
        what: 'no',
        details: { status: 403 },
      }),
    ]);
    expect(text).not.toContain('FAKE_');
  });
});

describe('an event of something else', () => {
  it('runs no page, and is not quoted', async () => {
    const { seen, error, text } = await serve({ FAKE_KEY: 'FAKE_VALUE' });

    expect(seen).toEqual([]);
    expect(`${error?.message}${text}`).not.toContain('FAKE_');
  });
});
