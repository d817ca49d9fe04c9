import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type ClientBed, startClientBed } from './support/client-bed.ts';

let bed: ClientBed;
beforeAll(async () => {
  bed = await startClientBed();
});
afterAll(() => bed?.close());
beforeEach(() => bed.tls.reached.clear());

const KINDS = ['seller', 'vendor'] as const;
const CALLED = { seller: 'getMarketplaceParticipations', vendor: 'getPurchaseOrders' };
const SHOWN = { seller: /ATVPDKIKX0DER/, vendor: /purchaseOrderNumber|purchase_order_number/ };

/** Runs what export wrote, by what exec sets, as its last line says. */
async function firstCall(kind: 'seller' | 'vendor', library: string) {
  const out = await bed.export(kind, library);
  return library.includes('amzn-sp-api') || library.startsWith('python')
    ? bed.python(kind, library, join(out, 'first_call.py'))
    : bed.exec(kind, library, 'node', join(out, 'first-call.mjs'));
}

describe.each([
  { library: 'amazon-sp-api', overTls: ['api.amazon.com', 'sellingpartnerapi-na.amazon.com'] },
  { library: 'sp-api-sdk', overTls: ['api.amazon.com', 'sellingpartnerapi-na.amazon.com'] },
  { library: 'python-amazon-sp-api', overTls: ['api.amazon.com', 'sellingpartnerapi-na.amazon.com'] },
  // They work with the addresses of any stack.
  { library: 'amazon-sp-api-sdk-js', overTls: [] },
  { library: 'amzn-sp-api', overTls: [] },
])('$library', ({ library, overTls }) => {
  it.each(KINDS)('makes the first call of a %s with what export and exec give it', async (kind) => {
    const before = bed.bed.amazon.requests.length;

    const run = await firstCall(kind, library);

    expect({ ...run, stdout: '' }).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(run.stdout).toMatch(SHOWN[kind]);
    const seen = bed.bed.amazon.requests.slice(before).map(({ operation, status }) => [operation, status]);
    expect(seen).toContainEqual(['refresh_token', 200]);
    expect(seen).toContainEqual([CALLED[kind], 200]);
    expect([...bed.tls.reached].toSorted()).toEqual(overTls);
  });
});

it("amazon-sp-api-sdk-js gets its tokens itself where the address is Amazon's", async () => {
  const program = join(await bed.export('seller', 'amazon-sp-api-sdk-js'), 'first-call.mjs');
  const atAmazon = ['env', 'SP_API_OAUTH_URL=https://api.amazon.com/auth/o2/token', 'SP_API_ACCESS_TOKEN='];

  const run = await bed.exec('seller', 'amazon-sp-api-sdk-js', ...atAmazon, 'node', program);

  expect({ ...run, stdout: '' }).toEqual({ code: 0, stdout: '', stderr: '' });
  expect([...bed.tls.reached]).toEqual(['api.amazon.com']);
});

describe('with a client secret that Amazon does not know', () => {
  const WRONG = `amzn1.oa2-cs.v1.${'0'.repeat(64)}`;
  beforeAll(async () => {
    bed.bed.plant(WRONG);
    await bed.applications.vendor.storeClientSecret(WRONG);
  });

  it.each(['amazon-sp-api-sdk-js', 'amazon-sp-api', 'sp-api-sdk', 'python-amazon-sp-api', 'amzn-sp-api'])(
    'the program for %s fails, and prints no secret',
    async (library) => {
      // The bed throws where a planted secret is printed.
      const run = await firstCall('vendor', library);

      expect(run).toMatchObject({ code: 1, stdout: '' });
      expect(run.stderr).not.toBe('');
      expect(run.stderr).not.toMatch(/Atz[ar]\|/);
    },
  );
});
