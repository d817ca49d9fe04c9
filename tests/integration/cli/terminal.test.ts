import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Sensitive } from '#shared/domain/sensitive.ts';
import { INSTALLATION, pathsOf } from '../../support/installation.ts';
import { anApplication } from '../../support/subjects.ts';
import { type Bed, SPAPI, startBed } from './cli-fixture.ts';

let bed: Bed;

beforeAll(async () => {
  bed = await startBed();
});

afterAll(() => bed?.close());

/** What to wait for, what to type, and what somebody else runs before that. */
type Line = [shown: string, typed: string, meanwhile?: { command: string[]; input: string }];

const commandOf = (args: string[]) => [
  process.execPath,
  SPAPI,
  ...args,
  '--namespace',
  INSTALLATION.namespace,
  '--lwa-endpoint',
  bed.amazon.lwaEndpoint,
  '--sp-api-endpoint',
  bed.amazon.spApiEndpoint,
];

async function talk(args: string[], dialogue: Line[]) {
  const driver = fileURLToPath(new URL('terminal.py', import.meta.url));
  const child = spawn('python3', [driver], { stdio: ['pipe', 'pipe', 'inherit'] });
  const command = commandOf(args);
  const env = { ...bed.environment, TERM: 'xterm-256color' };
  child.stdin.end(JSON.stringify({ command, env, dialogue }));
  const { code, shown, unanswered } = JSON.parse((await child.stdout.toArray()).join(''));
  return { code, unanswered, shown: stripVTControlCharacters(shown), raw: String(shown) };
}

const python = spawnSync('python3', ['-c', 'import pty']).status === 0;

(python ? it : it.skip)(
  'asks without echo, asks again what is wrong, and confirms what is unusual',
  async () => {
    const application = bed.amazon.world.registerApplication({ name: 'Acme' });
    await bed.wait('register-application', 'acme-ask');

    const { code, unanswered, shown } = await talk(
      ['task', 'complete', 'acme-ask/register-application'],
      [
        ['Application id', 'amzn1.unusual'],
        ['Use it all the same?', 'n'],
        ['Application id', application.applicationId],
        ['LWA client id', application.applicationId],
        ['LWA client id', application.clientId],
        ['LWA client secret', 'f'.repeat(64)],
        ['Enter it again?', 'y'],
        ['Application id', application.applicationId],
        ['LWA client id', application.clientId],
        ['LWA client secret', application.clientSecret],
      ],
    );

    expect({ code, unanswered }).toEqual({ code: 0, unanswered: [] });
    expect(shown).toContain('this is the application id');
    expect(shown).toContain('invalid_client');
    expect(shown).toContain('execution goes on');
    expect(shown).not.toContain(application.clientSecret.slice(-20));
    expect(shown).not.toContain('ffffffff');
    expect(await bed.stored('acme-ask')).toMatchObject({ 'lwa/client-secret': application.clientSecret });
  },
);

(python ? it : it.skip)('stores nothing where somebody else answered while the prompt was open', async () => {
  const [first, second] = ['First', 'Second'].map((name) => bed.amazon.world.registerApplication({ name }));
  const { execution } = await bed.wait('register-application', 'acme-slow');
  const { applicationId, clientId, clientSecret } = first ?? {};
  const other = {
    command: commandOf(['task', 'complete', 'acme-slow/register-application', '--from-stdin']),
    input: JSON.stringify({ applicationId, clientId, clientSecret }),
  };

  const { code, unanswered, shown } = await talk(
    ['task', 'complete', 'acme-slow/register-application'],
    [
      ['Application id', second?.applicationId ?? ''],
      ['LWA client id', second?.clientId ?? ''],
      ['LWA client secret', second?.clientSecret ?? '', other],
    ],
  );

  expect({ code, unanswered }).toEqual({ code: 1, unanswered: [] });
  expect(shown.replaceAll(/\s+/g, ' ')).toMatch(
    /This task was completed on 2\d{3}-\d\d-\d\d \d\d:\d\d UTC by the command line \(arn:aws:iam::\d{12}:\S+\)\. Stored: lwa\/application-id, lwa\/client-id, lwa\/client-secret\. Your answer was not stored\./,
  );
  expect(await bed.stored('acme-slow')).toMatchObject({
    'lwa/application-id': applicationId,
    'lwa/client-id': clientId,
    'lwa/client-secret': clientSecret,
  });
  expect((await bed.ended(execution)).status).toBe('SUCCEEDED');
});

(python ? it : it.skip)('stores nothing when the person stops', async () => {
  await bed.wait('register-application', 'acme-stop');

  const { code, shown } = await talk(
    ['task', 'complete', 'acme-stop/register-application'],
    [['Application id', '\u0003']],
  );

  expect(code).toBe(1);
  expect(shown).toContain('Stopped. Nothing was stored.');
  expect(await bed.stored('acme-stop')).toEqual({});
});

(python ? it : it.skip)('counts down while Amazon throttles a call', async () => {
  const { world } = bed.amazon;
  const { clientId, clientSecret } = world.registerApplication({ name: 'Acme' });
  const account = { region: 'NA', sellingPartner: 'seller', marketplaces: ['ATVPDKIKX0DER'] } as const;
  const refreshToken = world.authorize({ clientId, ...account, marketplaces: [...account.marketplaces] });
  const { config, lwa, authorization } = pathsOf('acme-busy');
  await bed.parameters.put('acme-busy', config, JSON.stringify(anApplication({ appName: 'acme-busy' })));
  await bed.parameters.put('acme-busy', lwa.clientId, clientId);
  await bed.parameters.put('acme-busy', lwa.clientSecret, new Sensitive(clientSecret));
  await bed.parameters.put('acme-busy', authorization('us').refreshToken, new Sensitive(refreshToken));
  world.fail({
    target: 'sp-api',
    operation: 'getMarketplaceParticipations',
    times: 1,
    answer: { status: 429, body: { errors: [{ code: 'QuotaExceeded' }] }, headers: { 'Retry-After': '2' } },
  });

  const { code, shown } = await talk(['call', 'acme-busy', 'getMarketplaceParticipations'], []);

  expect(code).toBe(0);
  expect(shown).toMatch(/throttles this operation \(429\): 2 s[\s\S]*\(429\): 1 s[\s\S]*"Example Store"/);
});

(python ? it : it.skip)('status has colours on a terminal, and none with --no-color', async () => {
  const { parameters } = bed;
  await parameters.put(
    'acme-drawn',
    pathsOf('acme-drawn').status,
    JSON.stringify({ state: 'ready', since: '2027-01-01T00:00:00.000Z' }),
  );

  const [coloured, plain] = [await talk(['status'], []), await talk(['--no-color', 'status'], [])];

  expect(coloured.raw).toContain(
    '\u001b[1macme-drawn\u001b[22m  \u001b[32mready\u001b[39m since 2027-01-01 00:00 UTC',
  );
  expect(plain.raw).toContain('acme-drawn  ready since 2027-01-01 00:00 UTC');
  expect(plain.raw).not.toContain('\u001b[');
});
