import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sendHttp } from '#shared/clients/http.ts';
import { BROKEN, type Stub, startStub } from '../../../support/stub-server.ts';

let stub: Stub;
beforeAll(async () => {
  stub = await startStub();
});
afterAll(() => stub.stop());

const send = (url = stub.url) => sendHttp(new Request(url));

describe('sendHttp', () => {
  it.each([
    ['JSON', { a: 1 }, { body: { a: 1 } }],
    ['the JSON null', 'null', { body: null }],
    ['nothing', '', { body: undefined, text: '' }],
    ['half an object', '{"a":', { body: undefined, text: '{"a":' }],
    ['HTML', '<html></html>', { body: undefined, text: '<html></html>' }],
  ])('reads %s', async (_, body, expected) => {
    stub.answer({ status: 200, body });

    const reply = await send();

    expect(reply).toEqual({ status: 200, headers: expect.any(Headers), ...expected });
  });

  it('gives any status as an answer', async () => {
    stub.answer({ status: 503, body: { error: 'down' }, headers: { 'x-amzn-requestid': 'req-9' } });

    const reply = await send();

    expect(reply).toEqual(expect.objectContaining({ status: 503, body: { error: 'down' } }));
    expect('headers' in reply && reply.headers.get('x-amzn-requestid')).toBe('req-9');
  });

  it.each([
    ['a reset connection', 'reset'],
    ['a body that ends too soon', 'halfBody'],
  ] as const)('says why no whole answer came: %s', async (_, how) => {
    stub.answer(BROKEN[how]);

    const reply = await send();

    expect(reply).toEqual({ unreachable: expect.stringMatching(/^(UND_ERR_SOCKET|ECONNRESET)$/) });
  });

  it('says that nobody listens', async () => {
    const gone = await startStub();
    await gone.stop();

    const reply = await send(gone.url);

    expect(reply).toEqual({ unreachable: 'ECONNREFUSED' });
  });

  it('follows no redirect: a token must not go to another host', async () => {
    stub.answer({ status: 302, headers: { location: '/elsewhere' } });

    const reply = await send();

    expect(reply).toEqual({ unreachable: expect.any(String) });
    expect(stub.received.map(({ url }) => url)).toEqual(['/']);
  });
});
