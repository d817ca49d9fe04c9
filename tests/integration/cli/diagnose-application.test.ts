import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Sensitive } from '#shared/domain/sensitive.ts';
import type { Grant } from '../../../local/amazon/authorizations.ts';
import { pathsOf } from '../../support/installation.ts';
import { anApplication } from '../../support/subjects.ts';
import { type Bed, startBed } from './cli-fixture.ts';

jest.setTimeout(60_000);

let bed: Bed;
beforeAll(async () => {
  bed = await startBed();
}, 120_000);
afterAll(() => bed?.close());

const US: Omit<Grant, 'clientId'> = {
  region: 'NA',
  sellingPartner: 'seller',
  marketplaces: ['ATVPDKIKX0DER'],
};

/** An application with one account in the US, stored as create-private-app leaves it. */
async function store(
  appName: string,
  grant: Partial<Grant> = {},
): Promise<{ clientId: string; refreshToken: string }> {
  const { world } = bed.amazon;
  const { clientId, clientSecret } = world.registerApplication({ name: appName });
  const refreshToken = world.authorize({ ...US, clientId, ...grant });
  const { config, lwa, authorization } = pathsOf(appName);
  const application = anApplication({ appName, iam: { mode: 'none' } });
  await bed.parameters.put(appName, config, JSON.stringify(application));
  await bed.parameters.put(appName, lwa.clientId, clientId);
  await bed.parameters.put(appName, lwa.clientSecret, new Sensitive(bed.plant(clientSecret)));
  await bed.parameters.put(appName, authorization('us').refreshToken, new Sensitive(bed.plant(refreshToken)));
  return { clientId, refreshToken };
}

async function diagnosed(appName: string) {
  const { stdout } = await bed.spapi(['diagnose', appName, '--json']);
  const { causes, next } = JSON.parse(stdout) as {
    causes: { id: string; confidence: string }[];
    next: string[];
  };
  return { causes: causes.map(({ id, confidence }) => [id, confidence]), next };
}

describe('diagnose of an application', () => {
  it('that works finds nothing', async () => {
    await store('dia-works');

    expect(await diagnosed('dia-works')).toEqual({ causes: [], next: [] });
    const { stdout } = await bed.spapi(['diagnose', 'dia-works']);
    expect(stdout).toBe('dia-works, account us\n  Everything that was tried works.\n');
  });

  it('names a token of another region and one of a vendor, which it finds by trying', async () => {
    await store('dia-region', { region: 'EU', marketplaces: ['A1PA6795UKMFR9'] });
    await store('dia-vendor', { sellingPartner: 'vendor' });

    expect((await diagnosed('dia-region')).causes).toEqual([
      ['call-refresh-token-of-other-region', 'certain'],
    ]);
    expect((await diagnosed('dia-vendor')).causes[0]?.[0]).toBe('call-vendor-seller-mismatch');
  });

  it('names a revoked authorization and a client secret that Amazon refuses', async () => {
    const revoked = await store('dia-revoked');
    bed.amazon.world.revokeAuthorization(revoked.refreshToken);
    const expired = await store('dia-secret');
    bed.amazon.world.expireClientSecret(expired.clientId);

    expect((await diagnosed('dia-revoked')).causes.map(([id]) => id)).toContain('lwa-authorization-revoked');
    expect((await diagnosed('dia-secret')).causes.map(([id]) => id)).toContain('lwa-client-secret-wrong');
  });

  it('lists what a plain denial leaves, and what would tell it apart', async () => {
    const { clientId, refreshToken } = await store('dia-role');
    bed.amazon.world.revokeAuthorization(refreshToken);
    bed.amazon.world.setRoles(clientId, ['Pricing']);
    const other = bed.plant(bed.amazon.world.authorize({ ...US, clientId }));
    const path = pathsOf('dia-role').authorization('us').refreshToken;
    await bed.parameters.put('dia-role', path, new Sensitive(other));

    const { causes, next } = await diagnosed('dia-role');

    expect(causes.map(([id]) => id)).toContain('call-missing-role');
    expect(causes.map(([id]) => id)).not.toContain('call-refresh-token-of-other-region');
    expect(next.length).toBeGreaterThan(0);
  });

  it('says what it has not tried of an account that was never authorized', async () => {
    await store('dia-never');
    await bed.parameters.delete([pathsOf('dia-never').authorization('us').refreshToken]);

    const { stdout } = await bed.spapi(['diagnose', 'dia-never']);
    const { accounts } = JSON.parse((await bed.spapi(['diagnose', 'dia-never', '--json'])).stdout);

    expect(stdout).toContain('it was never authorized, so no exchange and no call were tried.');
    expect(stdout).not.toContain('works');
    expect(accounts).toEqual([
      expect.objectContaining({ works: false, notTried: expect.any(String), causes: [] }),
    ]);
  });

  it('says what to do for an application that was never registered', async () => {
    const run = await bed.spapi(['diagnose', 'dia-nobody']);

    expect(run).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('No application named "dia-nobody"'),
    });
  });

  it('asks for an application or a file, not both', async () => {
    const run = await bed.spapi(['diagnose']);

    expect(run).toMatchObject({ code: 2, stderr: expect.stringContaining('or --evidence FILE') });
  });
});

describe('call, exec and token', () => {
  it('print the answer, or a refusal with its causes, and never a token', async () => {
    await store('call-works');

    const call = await bed.spapi([
      'call',
      'call-works',
      'getMarketplaceParticipations',
      '--query',
      'payload[].storeName',
    ]);
    const refused = await bed.spapi([
      'call',
      'call-works/us',
      'orders/2026-01-01/searchOrders',
      '-p',
      'createdAfter=2026-11-01',
      '--include',
    ]);

    expect(call).toMatchObject({ code: 0, stdout: '[\n  "Example Store"\n]\n', stderr: '' });
    expect(refused.code).toBe(0);
    expect(refused.stdout).toMatch(/^HTTP 200\nx-amzn-requestid: [\w-]+\nx-amzn-ratelimit-limit: 0\.0056\n/);
    expect(await bed.spapi(['call', 'call-works', 'getPurchaseOrders'])).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('"Unauthorized"'),
      stderr: expect.stringMatching(
        /Warning: this is an operation for vendors\.[\s\S]*answered 403[\s\S]*What to do:/,
      ),
    });
    expect(await bed.spapi(['call', 'call-works/nosuch', 'getAccount'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('It has: call-works/us.'),
    });
  });

  it('hand the credentials to a program and to nobody else, with its exit code and signals', async () => {
    const { clientId } = await store('exec-works');
    const script = [
      'const { SP_API_CLIENT_ID, SP_API_REFRESH_TOKEN, SP_API_REGION, SP_API_ACCESS_TOKEN } = process.env;',
      'console.log(SP_API_CLIENT_ID, SP_API_REFRESH_TOKEN.length > 50, SP_API_REGION, SP_API_ACCESS_TOKEN.slice(0, 4));',
      'process.on("SIGHUP", () => process.exit(9)); process.kill(process.ppid, "SIGHUP"); setTimeout(() => {}, 20000);',
    ].join('');

    const run = await bed.spapi(['exec', 'exec-works', '--', process.execPath, '-e', script]);

    expect(run).toEqual({ code: 9, stdout: `${clientId} true NA Atza\n`, stderr: '' });
    expect((await bed.spapi(['token', 'exec-works', '--header'])).stdout).toMatch(
      /^x-amz-access-token: Atza\|/,
    );
  });
});
