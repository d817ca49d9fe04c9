import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TARGETS } from '#shared/connect/targets/index.ts';
import type { Application } from '#shared/domain/application.ts';
import { Sensitive } from '#shared/domain/sensitive.ts';
import type { Grant } from '../../../local/amazon/authorizations.ts';
import { pathsOf } from '../../support/installation.ts';
import { PATIENCE_MS } from '../../support/patience.ts';
import { anApplication, anAuthorization } from '../../support/subjects.ts';
import { type Bed, SPAPI, startBed } from './cli-fixture.ts';

let bed: Bed;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'account-'));
  bed = await startBed();
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await bed?.close();
});

const US: Omit<Grant, 'clientId'> = {
  region: 'NA',
  sellingPartner: 'seller',
  marketplaces: ['ATVPDKIKX0DER'],
};

/** An application with one account in the US, stored as create-private-app leaves it. */
async function store(
  appName: string,
  grant: Partial<Grant> = {},
  roles?: string[],
): Promise<{ clientId: string; refreshToken: string }> {
  const { world } = bed.amazon;
  const { clientId, clientSecret } = world.registerApplication({ name: appName, ...(roles && { roles }) });
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

describe('a call', () => {
  const call = (app: string, ...words: string[]) => bed.spapi(['call', app, ...words]);

  it('takes a body from a file or standard input, a parameter list, the sandbox and a path', async () => {
    await store('call-ways');
    const body = join(folder, 'report.json');
    const wanted = { reportType: 'GET_X', marketplaceIds: ['ATVPDKIKX0DER'] };
    writeFileSync(body, JSON.stringify(wanted));

    const report = await call('call-ways', 'createReport', '--body', `@${body}`, '--include');
    const piped = await bed.spapi(['call', 'call-ways', 'createReport', '--body', '-'], wanted);
    const sandbox = await call('call-ways', 'searchOrders', '-p', 'createdAfter=TEST_CASE_200', '--sandbox');
    const all = ['-p', 'createdAfter=2026-11-01', '--paginate', '--query', 'orders[].orderId'];
    const pages = await call('call-ways', 'searchOrders', ...all);
    const path = await call('call-ways', '--path', 'GET /sellers/v1/marketplaceParticipations');

    expect(report).toMatchObject({ code: 0, stdout: expect.stringMatching(/^HTTP 202\n[\s\S]*"reportId"/) });
    expect(piped).toMatchObject({ code: 0, stdout: expect.stringContaining('"reportId"') });
    expect(JSON.parse(sandbox.stdout).orders).toHaveLength(1);
    expect([JSON.parse(pages.stdout).length, pages.code]).toEqual([5, 0]);
    expect(path).toMatchObject({ code: 0, stderr: '' });
  });

  it('that cannot work is refused before anything is sent', async () => {
    await store('call-wrong');
    const before = bed.amazon.requests.length;
    const refused = [
      await call('call-wrong', 'searchOrders', '--query', 'orders['),
      await call('call-wrong', 'searchOrders', '--body', 'no json'),
      await call('call-wrong', 'createReport', '--body', '@/nonexistent'),
      await call('call-wrong', 'getOrder', '--personal-data', 'everything'),
      await call('call-wrong', 'getOrder', '--signed'),
    ];

    expect(refused.map(({ code }) => code)).toEqual([2, 2, 2, 2, 2]);
    expect(refused.map(({ stderr }) => stderr).join('')).toMatch(
      /no JMESPath[\s\S]*not JSON[\s\S]*cannot be read \(ENOENT\)[^\n]*\nWhat to do: [\s\S]*The kinds are buyerInfo[\s\S]*means several operations/,
    );
    expect(await call('call-wrong', 'getMarketplaceParticipations', '--signed')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('has no IAM role'),
    });
    expect(bed.amazon.requests.slice(before).filter(({ target }) => target === 'sp-api')).toEqual([]);
  });

  it('of an operation that ends, has ended or is unknown is sent, with a warning', async () => {
    await store('call-old');
    const old = await call('call-old', 'getOrders', '-p', 'MarketplaceIds=ATVPDKIKX0DER');
    const gone = await call('call-old', 'listCatalogItems', '-p', 'MarketplaceId=ATVPDKIKX0DER');
    const unknown = await call('call-old', '--path', 'GET /new/2027-01-01/things');

    expect(old).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/removes it on 2027-03-27\. Call searchOrders \(Orders 2026-01-01\)/),
    });
    expect(gone.stderr).toMatch(/removed this operation on 2025-04-24\. Call searchCatalogItems 2022-04-01/);
    expect(unknown.stderr).toContain('Warning: the catalogue has no operation GET /new/2027-01-01/things.');
  });

  it('that is denied names the causes, and the roles of the operation and of the application', async () => {
    await store('call-denied', {}, ['Pricing']);

    expect(await call('call-denied', 'getMarketplaceParticipations')).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('"Unauthorized"'),
      stderr: expect.stringMatching(
        /It needs one of these roles: Product Listing, Selling Partner Insights\.[\s\S]*call-missing-role/,
      ),
    });
  });

  it('never prints a token, not even one that an expression takes out of the answer', async () => {
    await store('call-token', {}, ['Direct to Consumer Shipping']);
    const resource = { method: 'GET', path: '/orders/v0/orders/902-0000000-0000001/address' };
    const body = JSON.stringify({
      restrictedResources: [{ ...resource, dataElements: ['shippingAddress'] }],
    });
    const rdt = (...more: string[]) =>
      call('call-token', 'createRestrictedDataToken', '--body', body, ...more);

    expect((await rdt()).stdout).toContain('"restrictedDataToken": "[not shown]"');
    expect((await rdt('--query', '[restrictedDataToken]')).stdout).toBe('[\n  "[not shown]"\n]\n');
  });
});

describe('export', () => {
  const exported = (...words: string[]) => bed.spapi(['export', ...words]);

  it('lists the targets without AWS, and names them where one is unknown', async () => {
    const list = await bed.spapi(['export', '--to', 'list'], '', { PATH: process.env.PATH });
    const unknown = await exported('acme-none', '--to', 'nosuch');

    expect(list).toMatchObject({ code: 0, stderr: '' });
    expect(list.stdout.split('\n').slice(1, -1)).toHaveLength(TARGETS.length);
    for (const { name } of TARGETS) expect(list.stdout).toMatch(new RegExp(`^${name} +`, 'm'));
    for (const { about } of TARGETS) expect(list.stdout).toContain(about);
    expect(unknown).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`The targets are: ${TARGETS.map(({ name }) => name).join(', ')}.`),
    });
  });

  it('writes the files of a target into a folder, without a secret, and overwrites nothing', async () => {
    const { clientId } = await store('export-plain');
    for (const name of ['postman', 'dotenv', 'airbyte']) {
      const run = await exported('export-plain/us', '--to', name, '--out', join(folder, name));
      const allOperations =
        /^Note: no roles were named when export-plain was started, so the files have all \d+ operations\./;
      const said = name === 'postman' ? expect.stringMatching(allOperations) : '';
      expect([name, run.code, run.stderr]).toEqual([name, 0, said]);
      expect(run.stdout).toMatch(new RegExp(`^\\d files? for ${name} in [\\s\\S]*\nNext:\n {2}`));
    }
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) =>
      join(folder, path),
    );
    const texts = files.filter((path) => statSync(path).isFile()).map((path) => readFileSync(path, 'utf8'));
    const secrets = Object.entries(await bed.stored('export-plain'))
      .filter(([name]) => /client-secret|refresh-token/.test(name))
      .flatMap(([, value]) => [value, Buffer.from(value).toString('base64'), encodeURIComponent(value)]);

    expect(texts.some((text) => text.includes(clientId))).toBe(true);
    expect(secrets).toHaveLength(6);
    expect(secrets.filter((secret) => texts.some((text) => text.includes(secret)))).toEqual([]);
    const again = await exported('export-plain', '--to', 'dotenv', '--out', join(folder, 'dotenv'));
    expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('is not overwritten') });
  });

  it('writes secrets for the owner alone, and not where git would track them', async () => {
    await store('export-secret');
    const out = join(folder, 'with-secrets');
    const write = () => exported('export-secret', '--to', 'dotenv', '--with-secrets', '--out', out);
    const file = join(out, '.env');

    expect((await write()).code).toBe(0);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).toContain((await bed.stored('export-secret'))['lwa/client-secret']);
    rmSync(file);
    execFileSync('git', ['init', '--quiet'], { cwd: out });
    expect(await write()).toMatchObject({ code: 1, stderr: expect.stringContaining('Git would track') });
    expect(() => statSync(file)).toThrow(/ENOENT/);
  });
});

describe('docs/connect.md', () => {
  /** Each command of the page in one line; the program that exec runs is one that is here. */
  function commands(): string[] {
    const blocks = [...readFileSync('docs/connect.md', 'utf8').matchAll(/^```sh\n([\s\S]*?)^```/gm)];
    const lines = blocks.flatMap(([, block = '']) =>
      block.replaceAll(/(\\|(?<=[|&]))\n\s*/g, ' ').split('\n'),
    );
    return lines
      .flatMap((line) => line.split(' && '))
      .filter((line) => line.trim().startsWith('spapi '))
      .map((line) => line.replace(/ +# .*$/, '').replace(/( exec .* -- ).*$/, '$1node app.js'));
  }

  it('shows commands that work as they are', async () => {
    const roles = ['Product Listing', 'Inventory and Order Tracking', 'Direct to Consumer Shipping'];
    const addedAt = '2026-01-01T00:00:00.000Z';
    await store('acme-orders', {}, roles);
    await store('acme-supply', { sellingPartner: 'vendor' });
    const configured = (application: Application) =>
      bed.parameters.put(
        application.appName,
        pathsOf(application.appName).config,
        JSON.stringify(application),
      );
    await configured(anApplication({ roles: roles.map((name) => ({ name, addedAt })) }));
    const vendor = anAuthorization({ sellingPartner: 'vendor' });
    await configured(anApplication({ appName: 'acme-supply', authorizations: [vendor] }));
    const cwd = mkdtempSync(join(folder, 'documented-'));
    mkdirSync(join(cwd, 'src'));
    writeFileSync(join(cwd, 'src/orders.js'), "const action = 'ListOrders'; // MWS\n");
    writeFileSync(join(cwd, 'app.js'), 'process.exitCode = Object.keys(process.env).length > 5 ? 0 : 1;');
    const all = commands();

    const failed: unknown[] = [];
    for (const command of all) {
      const { code, stderr } = await runInShell(command, cwd);
      if (code !== 0) failed.push({ command, code, stderr });
    }

    expect(failed).toEqual([]);
    expect(all.length).toBeGreaterThan(15);
    expect(readFileSync(join(cwd, 'migration.md'), 'utf8')).toContain('orders/2026-01-01/searchOrders');
  });

  /** As it is typed, with the stand-in in place of Amazon. */
  function runInShell(command: string, cwd: string) {
    const { lwaEndpoint, spApiEndpoint } = bed.amazon;
    const options = `--namespace sp-api --lwa-endpoint ${lwaEndpoint} --sp-api-endpoint ${spApiEndpoint}`;
    const here = command
      .replaceAll(/(?<![\w.-])spapi (?=\w)/g, `node ${SPAPI} ${options} `)
      .replaceAll(/https:\/\/(sellingpartnerapi-\w+)\.amazon\.com/g, spApiEndpoint.replace('{host}', '$1'));
    const PATH = `${dirname(process.execPath)}:${process.env.PATH}`;
    const child = spawn('sh', ['-c', here], { cwd, env: { ...bed.environment, PATH }, timeout: PATIENCE_MS });
    const { promise, resolve } = Promise.withResolvers<{ code: number | null; stderr: string }>();
    let stderr = '';
    child.stdout.resume();
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('close', (code) => resolve({ code, stderr }));
    return promise;
  }
});
