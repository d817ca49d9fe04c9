import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLwa, type Lwa } from '#shared/clients/lwa.ts';
import { Sensitive } from '#shared/domain/sensitive.ts';
import { UnexpectedReply } from '#shared/errors/broken.ts';
import {
  AuthorizationOfAnotherApplication,
  AuthorizationRevoked,
  ClientSecretRejected,
} from '#shared/errors/refused.ts';
import { LwaUnavailable } from '#shared/errors/retryable.ts';
import { FAKE_ACCESS_TOKEN, FAKE_CLIENT_ID } from '../../../support/fakes/lwa.ts';
import { type Answer, BROKEN, type Stub, startStub } from '../../../support/stub-server.ts';
import { errorOf } from '../../../support/subjects.ts';

const SECRET = 'FAKE_CLIENT_SECRET&+= %';
const REFRESH_TOKEN = 'Atzr|FAKE_REFRESH+/=|TOKEN';
const CLIENT = { clientId: FAKE_CLIENT_ID, clientSecret: new Sensitive(SECRET) };
const TOKEN = { access_token: FAKE_ACCESS_TOKEN, token_type: 'bearer', expires_in: 3600 };

let stub: Stub;
let lwa: Lwa;
beforeAll(async () => {
  stub = await startStub();
  lwa = createLwa(`${stub.url}/auth/o2/token`);
});
afterAll(() => stub.stop());

const exchange = (answer: Answer) => {
  stub.answer(answer);
  return lwa.exchangeRefreshToken(CLIENT, new Sensitive(REFRESH_TOKEN));
};
const refused = (status: number, error: string, error_description?: string): Answer => ({
  status,
  body: { error, ...(error_description ? { error_description } : {}), request_id: 'req-1' },
});

describe('the exchange of a refresh token', () => {
  it('gives the access token and its lifetime', async () => {
    const token = await exchange({ status: 200, body: { ...TOKEN, refresh_token: REFRESH_TOKEN } });

    expect(token).toMatchObject({ accessToken: expect.any(Sensitive), expiresIn: 3600 });
    expect(token.accessToken.reveal()).toBe(FAKE_ACCESS_TOKEN);
  });

  it.each<[string, object, number]>([
    ['the lifetime is a text', { access_token: FAKE_ACCESS_TOKEN, expires_in: '1800' }, 1800],
    ['the lifetime is missing', { access_token: FAKE_ACCESS_TOKEN, token_type: null }, 3600],
    ['the lifetime is empty', { access_token: FAKE_ACCESS_TOKEN, expires_in: ' ' }, 3600],
    ['the lifetime is null', { access_token: FAKE_ACCESS_TOKEN, expires_in: null }, 3600],
    ['the lifetime is none', { access_token: FAKE_ACCESS_TOKEN, expires_in: 'soon' }, 3600],
    ['there are unknown fields', { ...TOKEN, odd: { a: 1 } }, 3600],
  ])('gives the token where %s', async (_, body, expiresIn) => {
    const token = await exchange({ status: 200, body });

    expect([token.accessToken.reveal(), token.expiresIn]).toEqual([FAKE_ACCESS_TOKEN, expiresIn]);
  });

  it('sends a form with every character encoded, and nothing in the URL', async () => {
    await exchange({ status: 200, body: TOKEN });

    const [request] = stub.received;
    expect(request).toEqual(expect.objectContaining({ method: 'POST', url: '/auth/o2/token' }));
    expect(request?.headers['content-type']).toBe('application/x-www-form-urlencoded;charset=UTF-8');
    expect(request?.body).toContain('refresh_token=Atzr%7CFAKE_REFRESH%2B%2F%3D%7CTOKEN');
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
      grant_type: 'refresh_token',
      refresh_token: REFRESH_TOKEN,
      client_id: FAKE_CLIENT_ID,
      client_secret: SECRET,
    });
  });

  it.each<[string, Answer, new (...args: never) => Error, string]>([
    [
      'a wrong or expired secret',
      refused(401, 'invalid_client', 'Client authentication failed'),
      ClientSecretRejected,
      '401 invalid_client: Client authentication failed',
    ],
    ['a revoked token', refused(400, 'invalid_grant'), AuthorizationRevoked, '400 invalid_grant'],
    [
      'a token of another application',
      refused(400, 'unauthorized_client'),
      AuthorizationOfAnotherApplication,
      '400 unauthorized_client',
    ],
    ['a bad request', refused(400, 'invalid_request'), UnexpectedReply, '400 invalid_request'],
    ['a code nobody knows', refused(400, 'odd'), UnexpectedReply, '400 odd'],
    ['HTML', BROKEN.html, UnexpectedReply, '400 no JSON: (HTML)'],
    ['JSON of another form', { status: 200, body: { token: 'x' } }, UnexpectedReply, '200 no known error'],
    [
      'an error without a description',
      { status: 401, body: { error: 'invalid_client', error_description: null, odd: [] } },
      ClientSecretRejected,
      '401 invalid_client',
    ],
    ['a text', { status: 400, body: 'no way' }, UnexpectedReply, '400 no JSON: no way'],
    ['a trouble of Amazon', refused(400, 'server_error'), LwaUnavailable, 'server_error.'],
    [
      'a trouble that passes',
      refused(400, 'temporarily_unavailable'),
      LwaUnavailable,
      'temporarily_unavailable.',
    ],
    ['too many requests', { status: 429 }, LwaUnavailable, '429.'],
    ['a server error', { status: 500, body: 'FAKE_BODY' }, LwaUnavailable, '500.'],
    ['a gateway error', { status: 503, body: '<html>' }, LwaUnavailable, '503.'],
  ])('names %s', async (_, answer, type, said) => {
    const error = await errorOf(exchange(answer));

    expect(error).toBeInstanceOf(type);
    expect(error.what).toBe(`Login with Amazon answered ${said}`);
    expect(error.message).not.toContain('FAKE_');
  });

  it.each(['reset', 'halfBody'] as const)('may work later when no whole answer came: %s', async (how) => {
    const error = await errorOf(exchange(BROKEN[how]));

    expect(error).toBeInstanceOf(LwaUnavailable);
    expect(error.what).toMatch(/^Login with Amazon could not be reached \([A-Z_]+\)\.$/);
  });
});

describe('the proof of a client', () => {
  const prove = (answer: Answer) => {
    stub.answer(answer);
    return lwa.proveClient(CLIENT);
  };

  it('asks for a grantless token and gives back only when Amazon answered', async () => {
    const date = 'Fri, 01 Jan 2027 00:00:00 GMT';
    const result = await prove({ status: 200, body: TOKEN, headers: { date } });

    expect(result).toEqual({ answeredAt: new Date(date) });
    expect(Object.fromEntries(new URLSearchParams(stub.received[0]?.body))).toEqual({
      grant_type: 'client_credentials',
      scope: 'sellingpartnerapi::notifications',
      client_id: FAKE_CLIENT_ID,
      client_secret: SECRET,
    });
  });

  it('holds when the answer has a date that is none', async () => {
    expect(await prove({ status: 200, body: TOKEN, headers: { date: 'soon' } })).toEqual({});
  });

  it.each(['unauthorized_client', 'invalid_scope'])(
    'holds when the client is known but may not have the scope: %s',
    async (code) => {
      const result = await prove(refused(400, code));

      expect(result).toEqual({});
    },
  );

  it.each<[Answer, new (...args: never) => Error]>([
    [refused(401, 'invalid_client'), ClientSecretRejected],
    [refused(400, 'invalid_request'), UnexpectedReply],
    [{ status: 503 }, LwaUnavailable],
  ])('fails on %j', async (answer, type) => {
    const error = await errorOf(prove(answer));

    expect(error).toBeInstanceOf(type);
  });
});

describe('the token for a rotation', () => {
  it('is asked for with the one scope that lets an application rotate', async () => {
    stub.answer({ status: 200, body: TOKEN });

    const { accessToken, expiresIn } = await lwa.fetchRotationToken(CLIENT);

    expect([accessToken.reveal(), expiresIn]).toEqual([FAKE_ACCESS_TOKEN, 3600]);
    expect(Object.fromEntries(new URLSearchParams(stub.received[0]?.body))).toEqual({
      grant_type: 'client_credentials',
      scope: 'sellingpartnerapi::client_credential:rotation',
      client_id: FAKE_CLIENT_ID,
      client_secret: SECRET,
    });
  });

  it('is refused with the secret', async () => {
    stub.answer(refused(401, 'invalid_client'));

    expect(await errorOf(lwa.fetchRotationToken(CLIENT))).toBeInstanceOf(ClientSecretRejected);
  });
});
