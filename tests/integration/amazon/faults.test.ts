import {
  askLwa,
  call,
  connect,
  DESTINATIONS,
  ORDERS,
  PARTICIPATIONS,
  type Stage,
  setStage,
  USER_AGENT,
} from './support.ts';

let amazon: Stage;

beforeEach(async () => {
  amazon = await setStage();
});
afterEach(() => amazon.close());

it.each([
  ['throttle', 429, 'QuotaExceeded'],
  ['unauthorized', 403, 'Unauthorized'],
  ['server-error', 500, 'InternalFailure'],
  ['unavailable', 503, 'ServiceUnavailable'],
] as const)('SP-API fails with %s as often as told, then works', async (answer, status, code) => {
  const { accessToken } = await connect(amazon);
  amazon.world.fail({ target: 'sp-api', times: 2, answer });

  const first = await call(amazon, PARTICIPATIONS, accessToken);
  const second = await call(amazon, PARTICIPATIONS, accessToken);
  const third = await call(amazon, PARTICIPATIONS, accessToken);

  expect([first.status, second.status, third.status]).toEqual([status, status, 200]);
  expect(first.body.errors[0].code).toBe(code);
});

it.each([
  ['throttle', 429, 'temporarily_unavailable'],
  ['unauthorized', 401, 'invalid_client'],
  ['server-error', 500, 'server_error'],
  ['unavailable', 503, 'temporarily_unavailable'],
] as const)('LWA fails with %s', async (answer, status, error) => {
  amazon.world.fail({ target: 'lwa', times: 1, answer });

  const reply = await askLwa(amazon, {});

  expect([reply.status, reply.body.error]).toEqual([status, error]);
});

it('answers a page of HTML, or what it is told', async () => {
  amazon.world.fail({ target: 'sp-api', times: 1, answer: 'html' });
  const body = { odd: true };
  amazon.world.fail({
    target: 'sp-api',
    times: 1,
    answer: { status: 418, body, headers: { 'x-odd': 'yes' } },
  });

  const html = await call(amazon, PARTICIPATIONS);
  const odd = await call(amazon, PARTICIPATIONS);

  expect([html.status, html.headers.get('content-type')]).toEqual([503, 'text/html; charset=utf-8']);
  expect([odd.status, odd.body, odd.headers.get('x-odd')]).toEqual([418, body, 'yes']);
});

it('cuts the connection', async () => {
  amazon.world.fail({ target: 'sp-api', times: 1, answer: 'drop' });

  await expect(call(amazon, PARTICIPATIONS)).rejects.toThrow('fetch failed');
  expect(amazon.requests.at(-1)).toMatchObject({ operation: 'getMarketplaceParticipations', status: 0 });
});

it('meets only the operation, host and grant it names', async () => {
  const answer = 'unavailable';
  const operation = 'getPurchaseOrders';
  amazon.world.fail({ target: 'sp-api', operation, host: 'sellingpartnerapi-eu', times: Infinity, answer });
  amazon.world.fail({ target: 'lwa', operation: 'client_credentials', times: Infinity, answer });

  const statuses = [
    await call(amazon, ORDERS, undefined, { host: 'sellingpartnerapi-eu' }),
    await call(amazon, ORDERS),
    await call(amazon, DESTINATIONS, undefined, { host: 'sellingpartnerapi-eu' }),
    await askLwa(amazon, { grant_type: 'client_credentials' }),
    await askLwa(amazon, { grant_type: 'refresh_token' }),
  ].map(({ status }) => status);

  expect(statuses).toEqual([503, 403, 403, 503, 400]);
});

it('ends when stopped', async () => {
  const fault = amazon.world.fail({ target: 'sp-api', times: Infinity, answer: 'unavailable' });
  const before = await call(amazon, PARTICIPATIONS);
  fault.stop();

  expect([before.status, (await call(amazon, PARTICIPATIONS)).status]).toEqual([503, 403]);
});

describe('the record', () => {
  it('says what was asked and answered, and nothing secret', async () => {
    const acme = await connect(amazon);
    await call(amazon, PARTICIPATIONS, acme.accessToken);
    const { headers } = await call(amazon, PARTICIPATIONS, 'Atza|wrong');

    expect(amazon.requests).toMatchObject([
      { target: 'lwa', operation: 'refresh_token', status: 200 },
      { target: 'sp-api', operation: 'getMarketplaceParticipations', status: 200 },
      { target: 'sp-api', status: 403 },
    ]);
    expect(amazon.requests[2]).toEqual({
      at: '2026-03-10T12:00:00.000Z',
      target: 'sp-api',
      operation: 'getMarketplaceParticipations',
      host: 'sellingpartnerapi-na',
      status: 403,
      code: 'Unauthorized',
      requestId: headers.get('x-amzn-requestid'),
      signature: { verdict: 'absent' },
      userAgent: USER_AGENT,
    });
    expect(JSON.stringify(amazon.requests)).not.toMatch(/Atz|Atc|oa2-cs/);
  });

  it('keeps what a stranger puts into a path to itself', async () => {
    await call(amazon, '/Atza|secret', undefined, { host: 'Atzr|secret' });

    expect(amazon.requests).toMatchObject([{ target: 'sp-api', operation: 'unknown', status: 403 }]);
    expect(JSON.stringify(amazon.requests)).not.toContain('secret');
  });
});
