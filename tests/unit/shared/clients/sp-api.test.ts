import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createSpApi, type SpApiCall } from '#shared/clients/sp-api.ts';
import { Sensitive } from '#shared/domain/sensitive.ts';
import { UnexpectedReply } from '#shared/errors/broken.ts';
import { SpApiDenied } from '#shared/errors/refused.ts';
import { SpApiThrottled, SpApiUnavailable } from '#shared/errors/retryable.ts';
import { FAKE_ACCESS_TOKEN } from '../../../support/fakes/lwa.ts';
import { type Answer, BROKEN, type Stub, startStub } from '../../../support/stub-server.ts';
import { APP, errorOf } from '../../../support/subjects.ts';

const spApi = createSpApi();
const CREDENTIALS = {
  accessKeyId: 'ASIAFAKE',
  secretAccessKey: new Sensitive('FAKE_SESSION_SECRET'),
  sessionToken: new Sensitive('FAKE_SESSION_TOKEN'),
  expiresAt: new Date(0),
};
const OK: Answer = { status: 200, body: { payload: [] }, headers: { 'x-amzn-RequestId': 'req-7' } };

let stub: Stub;
beforeAll(async () => {
  stub = await startStub();
});
afterAll(() => stub.stop());

const get = (answer: Answer, changes: Partial<SpApiCall> = {}) => {
  stub.answer(answer);
  return spApi.get({
    operation: 'getMarketplaceParticipations',
    endpoint: stub.url,
    path: '/sellers/v1/marketplaceParticipations',
    accessToken: new Sensitive(FAKE_ACCESS_TOKEN),
    appName: APP,
    ...changes,
  });
};

describe('a call', () => {
  it('carries what Amazon asks of every request', async () => {
    const reply = await get(OK);

    const [request] = stub.received;
    expect(reply).toEqual({ body: { payload: [] }, requestId: 'req-7' });
    expect(request).toEqual(
      expect.objectContaining({ method: 'GET', url: '/sellers/v1/marketplaceParticipations', body: '' }),
    );
    expect(request?.headers).toEqual(
      expect.objectContaining({
        accept: 'application/json',
        'x-amz-access-token': FAKE_ACCESS_TOKEN,
        'x-amz-date': expect.stringMatching(/^\d{8}T\d{6}Z$/),
        'user-agent': expect.stringMatching(
          /^acme-orders\/1\.0 \(Language=TypeScript\/[\d.]+; Platform=Node\.js\/[\d.]+\)$/,
        ),
      }),
    );
    expect(request?.headers).not.toHaveProperty('authorization');
  });

  it('is signed for the region of the endpoint when there are credentials', async () => {
    await get(OK, { signing: { credentials: CREDENTIALS, region: 'eu-west-1' } });

    const headers = stub.received[0]?.headers;
    const day = String(headers?.['x-amz-date']).slice(0, 8);
    expect(headers?.authorization).toMatch(
      new RegExp(
        `^AWS4-HMAC-SHA256 Credential=ASIAFAKE/${day}/eu-west-1/execute-api/aws4_request, SignedHeaders=[a-z0-9;-]+, Signature=[0-9a-f]{64}$`,
      ),
    );
    expect(headers?.authorization).toMatch(/[=;]host;.*x-amz-access-token;x-amz-date;x-amz-security-token/);
    expect(headers).toEqual(
      expect.objectContaining({
        'x-amz-access-token': FAKE_ACCESS_TOKEN,
        'x-amz-security-token': 'FAKE_SESSION_TOKEN',
        'user-agent': expect.stringContaining('Language=TypeScript'),
      }),
    );
  });

  it('encodes its query', async () => {
    await get(OK, { path: '/vendor/orders', query: { createdAfter: '2027-01-01T00:00:00Z', limit: '1' } });

    const { pathname, searchParams } = new URL(stub.received[0]?.url ?? '', stub.url);
    expect(pathname).toBe('/vendor/orders');
    expect(Object.fromEntries(searchParams)).toEqual({ createdAfter: '2027-01-01T00:00:00Z', limit: '1' });
  });

  it('may be answered without a request id', async () => {
    const reply = await get({ status: 200, body: {} });

    expect(reply).toEqual({ body: {}, requestId: undefined });
  });
});

const denied = { errors: [{ code: 'Unauthorized', message: 'Access denied.', details: 'No role.' }] };

describe('an answer that is no result', () => {
  it.each<[Answer, new (...args: never) => Error, string]>([
    [{ status: 403, body: denied }, SpApiDenied, 'answered 403 Unauthorized: Access denied. (No role.)'],
    [{ status: 401, body: {} }, SpApiDenied, 'answered 401 no error body'],
    [
      { status: 429, body: { errors: [{ code: 'QuotaExceeded', message: 'Too many.', details: '' }] } },
      SpApiThrottled,
      'answered 429 QuotaExceeded: Too many.',
    ],
    [{ status: 429, body: '<html>' }, SpApiThrottled, 'answered 429 no error body: (HTML)'],
    [{ status: 400, body: { errors: [] } }, UnexpectedReply, 'answered 400 no error body'],
    [BROKEN.html, UnexpectedReply, 'answered 400 no error body: (HTML)'],
    [
      { status: 404, body: { errors: [{ code: 'NotFound', message: 'x' }] } },
      UnexpectedReply,
      'answered 404 NotFound: x',
    ],
    [{ status: 200, body: '<html>' }, UnexpectedReply, 'answered 200 no error body: (HTML)'],
    [{ status: 403, body: { message: 'Forbidden' } }, SpApiDenied, 'answered 403 without a code: Forbidden'],
    [{ status: 200, body: denied }, SpApiDenied, 'answered 200 Unauthorized: Access denied. (No role.)'],
    [
      { status: 200, body: { errors: [{ code: 'QuotaExceeded', message: 'x' }] } },
      SpApiThrottled,
      'answered 200 QuotaExceeded: x',
    ],
    [
      { status: 200, body: { errors: [{ code: 'InvalidInput', message: 'x' }] } },
      UnexpectedReply,
      'answered 200 InvalidInput: x',
    ],
    [{ status: 204 }, UnexpectedReply, 'answered 204 no error body'],
  ])('is named: %j', async (answer, type, said) => {
    const error = await errorOf(get(answer));

    expect(error).toBeInstanceOf(type);
    expect(error.what).toBe(`getMarketplaceParticipations on ${stub.url} ${said}`);
  });

  it('keeps code, status and request id for the log, and no token', async () => {
    const error = await errorOf(get({ status: 403, body: denied, headers: { 'x-amzn-RequestId': 'req-8' } }));

    expect(error.details).toEqual({
      operation: 'getMarketplaceParticipations',
      status: 403,
      code: 'Unauthorized',
      requestId: 'req-8',
    });
    expect(JSON.stringify({ ...error, message: error.message })).not.toContain('FAKE_');
  });

  it('never sends a person to IAM: the token alone decides', async () => {
    const error = await errorOf(get({ status: 403, body: denied }));

    expect(error.message).not.toMatch(/IAM|policy|signature/i);
  });

  it.each<[Answer, string]>([
    [
      { status: 500, body: { errors: [{ code: 'InternalFailure', message: 'x' }] } },
      'answered 500 InternalFailure: x.',
    ],
    [{ status: 503, body: '<html>' }, 'answered 503 no error body: (HTML).'],
    [
      { status: 200, body: { errors: [{ code: 'InternalFailure', message: 'x' }] } },
      'answered 200 InternalFailure: x.',
    ],
  ])('may work later: %j', async (answer, said) => {
    const error = await errorOf(get(answer));

    expect(error).toBeInstanceOf(SpApiUnavailable);
    expect(error.what).toBe(`getMarketplaceParticipations on ${stub.url}: SP-API ${said}`);
  });

  it.each(['reset', 'halfBody'] as const)('may work later when it is not whole: %s', async (how) => {
    const error = await errorOf(get(BROKEN[how]));

    expect(error).toBeInstanceOf(SpApiUnavailable);
    expect(error.what).toMatch(/could not be reached \([A-Z_]+\)\.$/);
  });
});

describe('something that is asked of Amazon', () => {
  const post = (answer: Answer) => {
    stub.answer(answer);
    return spApi.post({
      operation: 'rotateApplicationClientSecret',
      endpoint: stub.url,
      path: '/applications/2023-11-30/clientSecret',
      accessToken: new Sensitive(FAKE_ACCESS_TOKEN),
      appName: APP,
    });
  };

  it('is posted as an empty JSON object, and confirmed with 204', async () => {
    await post({ status: 204 });

    const [request] = stub.received;
    expect(request).toMatchObject({
      method: 'POST',
      url: '/applications/2023-11-30/clientSecret',
      body: '{}',
      headers: { 'content-type': 'application/json', 'x-amz-access-token': FAKE_ACCESS_TOKEN },
    });
  });

  it.each([
    [400, UnexpectedReply],
    [403, SpApiDenied],
    [429, SpApiThrottled],
    [503, SpApiUnavailable],
  ])('is not done after %i', async (status, expected) => {
    const errors = [
      { code: 'InvalidInput', message: 'Application is not enrolled for rotation notification.' },
    ];

    const error = await errorOf(post({ status, body: { errors } }));

    expect(error).toBeInstanceOf(expected);
    expect(error.what).toContain('Application is not enrolled for rotation notification.');
  });

  it('is not known to be done after a success of another kind, as a page in between has it', async () => {
    const error = await errorOf(post({ status: 200, body: '<html></html>' }));

    expect(error).toBeInstanceOf(SpApiUnavailable);
    expect(error.what).toContain('SP-API answered 200 in place of 204.');
  });

  it('is not known to be done when the connection breaks', async () => {
    expect(await errorOf(post(BROKEN.reset))).toBeInstanceOf(SpApiUnavailable);
  });
});
