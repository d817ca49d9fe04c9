import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TARGETS } from '#shared/connect/targets/index.ts';
import { writeFiles } from '../../../../cli/export/write-files.ts';
import { whereShown } from '../../../../local/stack/secret-texts.ts';
import { anExport, REFRESH, SECRET } from '../../../support/export-context.ts';

/** Plain, in base64 or URL-encoded. */
const holds = (text: string) =>
  [SECRET, REFRESH].some((secret) => whereShown({ file: text }, secret).length > 0);

describe.each(TARGETS)('the target $name', (target) => {
  it.each(['seller', 'vendor'] as const)('has files for a %s, and says what to do next', (account) => {
    const files = target.files(anExport(account));
    const paths = files.map(({ path }) => path);

    expect(files.length).toBeGreaterThan(0);
    expect(new Set(paths).size).toBe(paths.length);
    expect(paths.filter((path) => path.startsWith('/') || path.includes('..'))).toEqual([]);
    expect(target.next(anExport(account)).length).toBeGreaterThan(0);
    expect(files.filter(({ path, text }) => path.endsWith('.json') && JSON.parse(text) === null)).toEqual([]);
  });

  it.each(['seller', 'vendor'] as const)(
    'puts secrets of a %s into no file, and with leave only into files that are marked',
    (account) => {
      const marked = target.files(anExport(account, { withSecrets: true }));

      expect(target.files(anExport(account)).filter(({ text, secret }) => holds(text) || secret)).toEqual([]);
      for (const { text, secret } of marked) expect(holds(text)).toBe(secret ?? false);
    },
  );

  it('is named in docs/connect.md', () => {
    expect(readFileSync('docs/connect.md', 'utf8')).toContain(`\`${target.name}\``);
  });

  it('names the stack again in each of its commands', () => {
    const context = anExport('seller', { again: ' --stage beta' });
    const texts = [...target.next(context), ...target.files(context).map(({ text }) => text)];
    const commands = texts.flatMap((text) => text.match(/spapi -- exec [^\n]*/g) ?? []);

    expect(commands.filter((command) => !/^spapi -- exec \S+ --stage beta /.test(command))).toEqual([]);
  });

  it('leads to a first call of the kind of account, where it leads to one', () => {
    const told = (account: 'seller' | 'vendor') => {
      const context = anExport(account);
      return [...target.next(context), ...target.files(context).map(({ text }) => text)].join('\n');
    };

    expect(told('vendor')).not.toMatch(/marketplaceParticipations|getMarketplaceParticipations/);
    expect(told('seller')).not.toMatch(/purchaseOrders/);
  });
});

it('a .http file names the parameters of a path as its variables', () => {
  const target = TARGETS.find(({ name }) => name === 'rest-client');
  const text = target
    ?.files(anExport('seller'))
    .map((file) => file.text)
    .join('\n');

  expect(text).toContain('GET {{base_url}}/orders/2026-01-01/orders/{{orderId}}\n');
});

describe('the Postman collection', () => {
  const read = (end: string) =>
    JSON.parse(TARGETS[0]?.files(anExport('seller')).find(({ path }) => path.endsWith(end))?.text ?? '');

  it('has a folder for each API, its token in the header, and optional parameters switched off', () => {
    const { item, auth, event } = read('collection.json');
    const orders = item.find(({ name }: { name: string }) => name === 'orders 2026-01-01');
    const { request } = orders.item.find(({ name }: { name: string }) => name === 'getOrder');

    expect(item.length).toBeGreaterThan(40);
    expect(auth.apikey).toContainEqual({ key: 'value', value: '{{access_token}}', type: 'string' });
    expect(request.url).toMatchObject({
      raw: '{{base_url}}/orders/2026-01-01/orders/:orderId',
      variable: [{ key: 'orderId', value: '' }],
      query: [{ key: 'includedData', value: '', disabled: true }],
    });
    // The script has to be JavaScript.
    expect(() => new Function(event[0].script.exec.join('\n'))).not.toThrow();
  });

  it('uses the variables of its environment', () => {
    const environment = read('us.postman_environment.json').values.map(({ key }: { key: string }) => key);
    const text = JSON.stringify(read('collection.json'));
    const used = new Set(
      [...text.matchAll(/\{\{([a-z_]+)\}\}|environment\.(?:get|set)\('([a-z_]+)'/g)].map(
        ([, a, b]) => a ?? b,
      ),
    );

    expect([...used].toSorted()).toContain('access_token');
    // The script sets it, for the sandbox or production.
    expect([...used].filter((name) => !environment.includes(name))).toEqual(['base_url']);
  });

  describe('has a test after each request', () => {
    type Reply = { code: number; body: unknown };
    /** The failures that the script reports. */
    function failuresOf({ code, body }: Reply, token_refusal = ''): string[] {
      const failures: string[] = [];
      const pm = {
        variables: { get: (name: string) => ({ token_refusal })[name] },
        response: { code, json: () => body },
        expect: {
          fail: (text: string) => {
            throw new Error(text);
          },
        },
        test: (_name: string, run: () => void) => {
          try {
            run();
          } catch (error) {
            failures.push((error as Error).message);
          }
        },
      };
      const { script } = read('collection.json').event.find(
        ({ listen }: { listen: string }) => listen === 'test',
      );
      new Function('pm', script.exec.join('\n'))(pm);
      return failures;
    }

    it('that passes where SP-API answers with success', () => {
      expect(failuresOf({ code: 200, body: {} })).toEqual([]);
      expect(failuresOf({ code: 202, body: {} })).toEqual([]);
    });

    it('that fails with the error of Login with Amazon or SP-API, without a token', () => {
      const errors = [{ code: 'Unauthorized', message: 'Denied to Atza|abc.', details: '' }];

      expect(failuresOf({ code: 403, body: { errors } }, '400 invalid_grant Atzr|abc is revoked')).toEqual([
        'Login with Amazon answered 400 invalid_grant [not shown] is revoked',
        'SP-API answered 403 Unauthorized: Denied to [not shown]',
      ]);
      expect(failuresOf({ code: 502, body: 'a page' })).toEqual(['SP-API answered 502']);
    });
  });

  it('names --with-secrets for Newman, which has no vault', () => {
    const next = TARGETS[0]?.next(anExport('seller')).join('\n');

    expect(next).toMatch(/Newman has no vault\. Export into a new folder with --with-secrets, or fill in/);
  });

  it('refers to the vault for people, and to nothing for Newman', () => {
    const secretsOf = (end: string) =>
      ['client_secret', 'refresh_token'].map((name) => {
        const { value, type } = read(end).values.find(({ key }: { key: string }) => key === name);
        return [value, type];
      });

    expect(secretsOf('us.postman_environment.json')).toEqual([
      ['{{vault:spapi-acme-orders-us-client-secret}}', 'secret'],
      ['{{vault:spapi-acme-orders-us-refresh-token}}', 'secret'],
    ]);
    expect(secretsOf('newman.postman_environment.json')).toEqual([
      ['', 'secret'],
      ['', 'secret'],
    ]);
  });
});

describe('the files', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'export-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const run = (program: string, ...args: string[]) => {
    const { promise, resolve } = Promise.withResolvers<number | null>();
    spawn(program, args, { cwd: folder, stdio: 'ignore' }).on('close', resolve);
    return promise;
  };

  it('with secrets are for the owner alone, and none is overwritten', () => {
    writeFiles(folder, [{ path: 'a/.env', text: SECRET, secret: true }]);

    expect(statSync(join(folder, 'a/.env')).mode & 0o777).toBe(0o600);
    const again = [
      { path: 'b', text: '' },
      { path: 'a/.env', text: '' },
    ];
    expect(() => writeFiles(folder, again)).toThrow(/exists, and is not overwritten/);
    expect(readFileSync(join(folder, 'a/.env'), 'utf8')).toBe(SECRET);
  });

  it('with secrets are refused where git would track them, and taken where it ignores them', async () => {
    await run('git', 'init', '--quiet');
    const files = [{ path: '.env', text: SECRET, secret: true }];

    expect(() => writeFiles(folder, files)).toThrow(/Git would track/);
    writeFileSync(join(folder, '.gitignore'), '.env\n');
    writeFiles(folder, files);
    expect(readFileSync(join(folder, '.env'), 'utf8')).toBe(SECRET);
  });

  it('with secrets are refused in a repository that git cannot read', () => {
    writeFileSync(join(folder, '.git'), 'gitdir: /nonexistent\n');

    expect(() => writeFiles(folder, [{ path: '.env', text: SECRET, secret: true }])).toThrow(
      /Git would track/,
    );
  });

  it('of curl are a script that a shell can read', async () => {
    writeFiles(folder, TARGETS.find(({ name }) => name === 'curl')?.files(anExport('seller')) ?? []);

    expect(await run('sh', '-n', 'call.sh')).toBe(0);
  });

  it('of curl say how to run them where exec was forgotten', () => {
    writeFiles(folder, TARGETS.find(({ name }) => name === 'curl')?.files(anExport('seller')) ?? []);

    const { status, stderr } = spawnSync('sh', ['call.sh', 'GET', '/'], {
      cwd: folder,
      encoding: 'utf8',
      env: {},
    });

    expect([status === 0, stderr]).toEqual([
      false,
      expect.stringMatching(
        /SP_API_ACCESS_TOKEN: is not set\. Run this with: spapi exec APP\/AUTHORIZATION -- sh call\.sh/,
      ),
    ]);
  });
});
