import {
  call,
  connect,
  DESTINATIONS,
  grantless,
  ORDERS,
  PARTICIPATIONS,
  type Stage,
  setStage,
} from './support.ts';

let amazon: Stage;

beforeEach(async () => {
  amazon = await setStage();
});
afterEach(() => amazon.close());

const SANDBOX = { host: 'sandbox.sellingpartnerapi-na' };

async function statuses(times: number, ask: () => ReturnType<typeof call>) {
  const all: number[] = [];
  for (let i = 0; i < times; i++) all.push((await ask()).status);
  return all;
}

const ok = (times: number) => Array<number>(times).fill(200);

it('allows a burst of 15 participations, then one every 62.5 seconds', async () => {
  const { accessToken } = await connect(amazon);
  const ask = () => call(amazon, PARTICIPATIONS, accessToken);

  expect(await statuses(16, ask)).toEqual([...ok(15), 429]);
  amazon.pass(62_499);
  expect(await statuses(1, ask)).toEqual([429]);
  amazon.pass(1);
  expect(await statuses(2, ask)).toEqual([200, 429]);
});

it('answers QuotaExceeded without announcing the limit', async () => {
  const { accessToken } = await connect(amazon);
  await statuses(15, () => call(amazon, PARTICIPATIONS, accessToken));

  const reply = await call(amazon, PARTICIPATIONS, accessToken);

  const message = 'You exceeded your quota for the requested resource.';
  expect(reply.status).toBe(429);
  expect(reply.body).toEqual({ errors: [{ code: 'QuotaExceeded', message, details: '' }] });
  expect(reply.headers.get('x-amzn-ratelimit-limit')).toBeNull();
});

it('announces the limit with 200 and with 400', async () => {
  const seller = await connect(amazon);
  const vendor = await connect(amazon, { sellingPartner: 'vendor' });

  const announced = async (path: string, token: string, options = {}) =>
    (await call(amazon, path, token, options)).headers.get('x-amzn-ratelimit-limit');

  expect(await announced(PARTICIPATIONS, seller.accessToken)).toBe('0.016');
  expect(await announced(ORDERS, vendor.accessToken)).toBe('10.0');
  expect(await announced(`${ORDERS}?limit=0`, vendor.accessToken)).toBe('10.0');
  expect(await announced(PARTICIPATIONS, seller.accessToken, SANDBOX)).toBe('5.0');
});

it('keeps a bucket for each operation, application and selling partner', async () => {
  const acme = await connect(amazon);
  const other = await connect(amazon);
  const scope = 'sellingpartnerapi::notifications';
  const notifications = await grantless(amazon, acme, scope);

  expect(await statuses(16, () => call(amazon, PARTICIPATIONS, acme.accessToken))).toEqual([...ok(15), 429]);
  expect(await statuses(6, () => call(amazon, DESTINATIONS, notifications))).toEqual([...ok(5), 429]);
  expect(await statuses(1, () => call(amazon, PARTICIPATIONS, other.accessToken))).toEqual([200]);
});

it('does not count denied calls', async () => {
  const { accessToken } = await connect(amazon);
  await statuses(16, () => call(amazon, PARTICIPATIONS, 'Atza|wrong'));

  expect(await statuses(1, () => call(amazon, PARTICIPATIONS, accessToken))).toEqual([200]);
});

it('allows any sandbox operation five times a second, with a burst of 15', async () => {
  const { accessToken } = await connect(amazon);
  const ask = () => call(amazon, PARTICIPATIONS, accessToken, SANDBOX);

  expect(await statuses(16, ask)).toEqual([...ok(15), 429]);
  amazon.pass(200);
  expect(await statuses(2, ask)).toEqual([200, 429]);
});
