import { callSigned, KEYS, type Signing } from './signed.ts';
import { call, connect, ORDERS, PARTICIPATIONS, ROTATION, type Stage, setStage } from './support.ts';

let amazon: Stage;
let accessToken: string;

beforeAll(async () => {
  amazon = await setStage({ findCredentials: async (id) => KEYS[id] });
});
beforeEach(async () => {
  ({ accessToken } = await connect(amazon));
});
afterAll(() => amazon.close());

const session = {
  accessKeyId: 'ASIAEXAMPLE',
  principalArn: 'arn:aws:sts::111122223333:assumed-role/SellingPartner/acme',
};

describe('a signature of aws4fetch is valid', () => {
  it.each<[string, Signing]>([
    ['with session credentials', {}],
    ['with every header signed', { allHeaders: true }],
    ['with a query', { path: `${ORDERS}?limit=1&includeDetails=false&createdAfter=2026-03-04T12:00:00Z` }],
    ['with an encoded query', { path: `${ORDERS}?b=2&a=x%20y%2Bz&a=%7Cpipe%7C&B=1&c='(*)!&empty=` }],
    ['with a plus sign and accents in the query', { path: `${ORDERS}?a=1+2&b=%C3%A9&c=é` }],
    ['with braces and a pipe in the query', { path: '/sellers/v1/marketplaceParticipations?x={y}|z' }],
    ['with a body', { path: ROTATION, method: 'POST', body: '{"a":1}' }],
    [
      'with a content type and a body',
      {
        path: ROTATION,
        method: 'POST',
        body: '{}',
        allHeaders: true,
        headers: { 'content-type': 'application/json' },
      },
    ],
  ])('%s', async (_what, signing) => {
    const { signature } = await callSigned(amazon, { accessToken, ...signing });

    expect(signature).toEqual({ verdict: 'valid', ...session });
  });

  it('with the credentials of a user', async () => {
    const { status, signature } = await callSigned(amazon, { accessToken, accessKeyId: 'AKIAEXAMPLE' });

    expect(status).toBe(200);
    expect(signature).toEqual({
      verdict: 'valid',
      accessKeyId: 'AKIAEXAMPLE',
      principalArn: 'arn:aws:iam::111122223333:user/sp-api',
    });
  });

  it.each([
    ['sellingpartnerapi-eu', 'eu-west-1'],
    ['sellingpartnerapi-fe', 'us-west-2'],
    ['sandbox.sellingpartnerapi-na', 'us-east-1'],
    ['sandbox.sellingpartnerapi-eu', 'eu-west-1'],
    ['sandbox.sellingpartnerapi-fe', 'us-west-2'],
  ])('at %s when scoped to %s', async (host, region) => {
    expect((await callSigned(amazon, { host, region })).signature).toEqual({ verdict: 'valid', ...session });
  });

  it('up to five minutes off the clock', async () => {
    const early = await callSigned(amazon, { datetime: '20260310T115500Z' });
    const late = await callSigned(amazon, { datetime: '20260310T120500Z' });

    expect([early.signature?.verdict, late.signature?.verdict]).toEqual(['valid', 'valid']);
  });
});

describe('a bad signature is named, and the call goes on', () => {
  it.each<[string, string, Signing]>([
    ['mismatch', 'a wrong secret key', { secretAccessKey: 'wrong' }],
    [
      'mismatch',
      'a signed header changed',
      { tamper: (headers) => headers.set('x-amz-access-token', accessToken) },
    ],
    ['mismatch', 'a wrong session token', { sessionToken: 'wrong' }],
    ['mismatch', 'a session token left out', { tamper: (headers) => headers.delete('x-amz-security-token') }],
    ['mismatch', 'a false body hash', { headers: { 'x-amz-content-sha256': '0'.repeat(64) } }],
    ['wrong-scope', 'another region', { region: 'eu-west-1' }],
    ['wrong-scope', 'another service', { service: 'sts' }],
    [
      'wrong-scope',
      'another date than x-amz-date',
      { tamper: (headers) => headers.set('x-amz-date', '20260311T000000Z') },
    ],
    ['expired', 'a clock more than five minutes slow', { datetime: '20260310T115459Z' }],
    ['expired', 'a clock more than five minutes fast', { datetime: '20260310T120501Z' }],
    ['expired', 'ended session credentials', { accessKeyId: 'ASIAENDED' }],
    ['unknown-key', 'an unknown access key', { accessKeyId: 'AKIANOBODY' }],
  ])('%s: %s', async (verdict, _what, signing) => {
    const { signature } = await callSigned(amazon, signing);

    expect(signature).toMatchObject({ verdict, accessKeyId: signing.accessKeyId ?? 'ASIAEXAMPLE' });
  });

  it('mismatch: a session token that is not among the signed headers', async () => {
    const tamper = (headers: Headers) => headers.set('x-amz-security-token', 'session/token+with=signs');

    const { signature } = await callSigned(amazon, { sessionToken: undefined, tamper });

    expect(signature?.verdict).toBe('mismatch');
  });

  it.each([
    ['a repeated header name', 'Authorization: AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE'],
    ['missing parts', 'AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20260310/us-east-1/execute-api/aws4_request'],
  ])('malformed: %s', async (_what, value) => {
    const { signature } = await callSigned(amazon, {
      tamper: (headers) => headers.set('authorization', value),
    });

    expect(signature).toEqual({ verdict: 'malformed' });
  });

  it('malformed: no x-amz-date', async () => {
    const { signature } = await callSigned(amazon, { tamper: (headers) => headers.delete('x-amz-date') });

    expect(signature).toEqual({ verdict: 'malformed' });
  });

  it('absent: no Authorization header, or one with a bearer token', async () => {
    const bare = await call(amazon, PARTICIPATIONS, accessToken);
    const bearer = await call(amazon, PARTICIPATIONS, accessToken, {
      headers: { authorization: 'Bearer x' },
    });

    expect([bare.status, bearer.status]).toEqual([200, 200]);
    expect(amazon.requests.slice(-2).map(({ signature }) => signature)).toEqual([
      { verdict: 'absent' },
      { verdict: 'absent' },
    ]);
  });

  it('a call with a bad signature and a good token succeeds', async () => {
    const { status, signature } = await callSigned(amazon, { accessToken, secretAccessKey: 'wrong' });

    expect([status, signature?.verdict]).toEqual([200, 'mismatch']);
  });
});

it('records no verdict when signatures are ignored', async () => {
  const ignoring = await setStage({ signatures: 'ignore' });
  const acme = await connect(ignoring);

  const { status, signature } = await callSigned(ignoring, { accessToken: acme.accessToken });
  await ignoring.close();

  expect([status, signature]).toEqual([200, undefined]);
});
