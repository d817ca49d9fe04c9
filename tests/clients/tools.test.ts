import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runCommand } from '../../local/engine/processes.ts';
import { type ClientBed, startClientBed } from './support/client-bed.ts';

let bed: ClientBed;
beforeAll(async () => {
  bed = await startClientBed();
});
afterAll(() => bed?.close());

const KINDS = ['seller', 'vendor'] as const;
const CALLED = { seller: 'getMarketplaceParticipations', vendor: 'getPurchaseOrders' };
const FOLDER = { seller: 'sellers v1', vendor: 'vendor-orders v1' };
const last = () => bed.bed.amazon.requests.at(-1);

/** It takes files of its working folder only. */
const httpYac = (out: string, options: string) => {
  const file = readdirSync(out).find((name) => name.endsWith('.http'));
  const program = join(bed.clients.nodeModules, '.bin/httpyac');
  return ['sh', '-c', `cd '${out}' && '${program}' send ${file} --output short ${options}`];
};

describe.each(KINDS)('for a %s', (kind) => {
  it('Newman runs the exported collection: it gets a token first, and uses it again', async () => {
    const out = await bed.export(kind, 'postman', '--with-secrets');
    const files = readdirSync(out);
    const collection = files.find((file) => file.endsWith('.postman_collection.json')) ?? '';
    const environment = files.find((file) => file.endsWith('.newman.postman_environment.json')) ?? '';
    const newman = join(bed.clients.nodeModules, '.bin/newman');
    const before = bed.bed.amazon.requests.length;

    const { exitCode, output } = await runCommand(
      newman,
      [
        ...['run', join(out, collection), '--environment', join(out, environment)],
        ...['--folder', CALLED[kind], '--iteration-count', '2'],
      ],
      { env: bed.environment },
    );

    expect([exitCode, output]).toEqual([0, expect.stringContaining(CALLED[kind])]);
    const seen = bed.bed.amazon.requests.slice(before).map(({ operation, status }) => [operation, status]);
    expect(seen).toEqual([
      ['refresh_token', 200],
      [CALLED[kind], 200],
      [CALLED[kind], 200],
    ]);
    expect(last()?.userAgent).toContain('Language=Postman');
  });

  it('Newman fails with the reason where Login with Amazon or SP-API refuses', async () => {
    const out = await bed.export(kind, 'postman');
    const files = readdirSync(out);
    const collection = files.find((file) => file.endsWith('.postman_collection.json')) ?? '';
    const environment = files.find((file) => file.endsWith('.newman.postman_environment.json')) ?? '';
    const newman = (...more: string[]) =>
      runCommand(
        join(bed.clients.nodeModules, '.bin/newman'),
        [
          ...['run', join(out, collection), '--environment', join(out, environment)],
          ...['--folder', CALLED[kind], ...more],
        ],
        { env: bed.environment },
      );

    // The secrets are not filled in.
    const withoutSecrets = await newman();
    const withBadToken = await newman(
      ...[
        '--env-var',
        'access_token=Atza|wrong',
        '--env-var',
        `access_token_expires=${Date.now() + 600_000}`,
      ],
    );

    expect(withoutSecrets.exitCode).toBe(1);
    expect(withoutSecrets.output).toMatch(/Login with Amazon answered\s+400 invalid_\w+/);
    expect(withBadToken.exitCode).toBe(1);
    expect(withBadToken.output).toMatch(/SP-API answered 403 Unauthorized/);
    expect(withBadToken.output).not.toContain('Atza|wrong');
  });

  it('Bruno runs the exported collection with the token of its environment', async () => {
    const out = await bed.export(kind, 'bruno');
    const bru = join(bed.clients.nodeModules, '.bin/bru');
    const request = `bru run '${FOLDER[kind]}/${CALLED[kind]}.bru' --env exec`;

    const run = await bed.exec(kind, 'default', 'sh', '-c', `cd '${out}' && ${request.replace('bru', bru)}`);

    expect(run).toMatchObject({ code: 0 });
    expect(last()).toMatchObject({ operation: CALLED[kind], status: 200 });
  });

  // Its npm package fetches a program from elsewhere while it is installed, so it is tried where it is there.
  const whereHurlIs = spawnSync('hurl', ['--version']).status === 0 ? it : it.skip;
  whereHurlIs('Hurl runs the exported file, whose token is a secret of its environment', async () => {
    const out = await bed.export(kind, 'hurl');

    const run = await bed.exec(kind, 'hurl', 'hurl', '--test', join(out, 'first-call.hurl'));

    expect(run).toMatchObject({ code: 0 });
    expect(last()).toMatchObject({ operation: CALLED[kind], status: 200 });
  });

  // httpYac reads the files of both, and the environments of JetBrains HTTP Client.
  it('the file for VS Code REST Client calls with the token of the environment', async () => {
    const out = await bed.export(kind, 'rest-client');
    const name = {
      seller: 'sellers/v1/getMarketplaceParticipations',
      vendor: 'vendor-orders/v1/getPurchaseOrders',
    };

    const run = await bed.exec(kind, 'default', ...httpYac(out, `--name ${name[kind]}`));

    expect(run).toMatchObject({ code: 0 });
    expect(last()).toMatchObject({ operation: CALLED[kind], status: 200 });
  });

  it('the file for JetBrains HTTP Client gets a token first, and calls with it', async () => {
    const api = { seller: 'sellers', vendor: 'vendor-orders' }[kind];
    const out = await bed.export(kind, 'jetbrains', '--with-secrets', '--api', api);
    const environment = { seller: 'us', vendor: 'vendor-us' }[kind];
    const before = bed.bed.amazon.requests.length;

    const [program = '', ...words] = httpYac(out, `--env ${environment} --all`);
    await runCommand(program, words, { env: bed.environment });

    const seen = bed.bed.amazon.requests.slice(before).map(({ operation, status }) => [operation, status]);
    expect(seen[0]).toEqual(['refresh_token', 200]);
    expect(seen).toContainEqual([CALLED[kind], 200]);
  });

  it('curl makes the first call with the exported script', async () => {
    const out = await bed.export(kind, 'curl');
    const path = {
      seller: '/sellers/v1/marketplaceParticipations',
      vendor: '/vendor/orders/v1/purchaseOrders?limit=1&includeDetails=false',
    };

    const run = await bed.exec(kind, 'default', 'sh', join(out, 'call.sh'), 'GET', path[kind]);

    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(run.stdout)).toHaveProperty('payload');
    expect(last()).toMatchObject({ operation: CALLED[kind], status: 200 });
  });
});
