import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chooseEnvironment, localEnvironmentOf } from '../../../cli/local-environment.ts';
import { startMiniStack } from '../../../local/engine/ministack-process.ts';
import { poll } from '../../../local/engine/processes.ts';
import { whileRunning } from '../../../local/engine/while-running.ts';
import { closeAll } from '../../../local/stack/close-all.ts';
import { forHere } from '../../../local/stack/for-here.ts';
import { onInterrupt } from '../../../local/stack/interrupt.ts';
import { keepLoopbackDirect } from '../../../local/stack/loopback.ts';
import { errorOf } from '../../support/subjects.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'local-runs-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A program in the place of Python: it answers as an engine does, and dies when it is asked to. */
function fakePython(): string {
  const script = join(folder, 'fake-engine.cjs');
  const file = join(folder, 'python');
  writeFileSync(
    script,
    `require('node:http').createServer((request, response) => {
       if (request.url === '/die') process.kill(process.pid, 'SIGKILL');
       response.end('{}');
     }).listen(Number(process.env.GATEWAY_PORT), '127.0.0.1');
     setInterval(() => process.ppid === 1 && process.exit(), 100);`,
  );
  writeFileSync(file, `#!/bin/sh\nexec '${process.execPath}' '${script}'\n`);
  chmodSync(file, 0o755);
  return file;
}

const startFake = () =>
  startMiniStack({
    python: fakePython(),
    folder,
    scratch: join(folder, 'tmp'),
    waitScale: 1,
    virtualTime: undefined,
    region: 'us-east-1',
  });

describe('an engine that is killed', () => {
  it('ends the work that needs it, with the reason', async () => {
    const engine = await startFake();
    try {
      const work = whileRunning(
        engine,
        fetch(`${engine.endpoint}/die`).then(() => new Promise(() => {})),
      );

      expect((await errorOf(work)).message).toBe('The embedded AWS ended unexpectedly (SIGKILL).');
    } finally {
      await engine.stop();
    }
  });

  it('says nothing when it was stopped', async () => {
    const engine = await startFake();

    await engine.stop();

    expect(engine.ended.aborted).toBe(false);
  });

  it('is not blamed for work that fails while it runs', async () => {
    const running = { ended: new AbortController().signal };

    expect((await errorOf(whileRunning(running, Promise.reject(new Error('own fault'))))).message).toBe(
      'own fault',
    );
    expect(await whileRunning(running, Promise.resolve('done'))).toBe('done');
  });
});

it('what cannot be closed keeps nothing else open', async () => {
  const closed: string[] = [];
  const part = (name: string, error?: Error) => ({
    close: async () => {
      closed.push(name);
      if (error) throw error;
    },
  });
  const opened = [part('engine'), part('server'), part('inbox', new Error('its AWS is gone'))];

  const error = await errorOf(closeAll(opened));

  expect([closed, error.message]).toEqual([['inbox', 'server', 'engine'], 'its AWS is gone']);
});

describe('the end of the npm that started a run', () => {
  it('stops it', async () => {
    let parent = 42;
    const interruption = onInterrupt(() => parent);
    expect(interruption.signal.aborted).toBe(false);

    parent = 1;

    expect(await poll(() => interruption.signal.aborted || undefined, { deadlineMs: 5_000 })).toBe(true);
    interruption.done();
  });
});

describe('the local stack that --local means', () => {
  const describeStack = (pid: number) => writeFileSync(localEnvironmentOf(pid, folder), '{}');

  it('is the one that is running; a file of one that was killed does not count', () => {
    describeStack(process.pid);
    describeStack(999_999_999);

    expect(chooseEnvironment(undefined, folder)).toBe(localEnvironmentOf(process.pid, folder));
  });

  it('has to be named where several are running', () => {
    describeStack(process.pid);
    describeStack(process.ppid);

    expect(() => chooseEnvironment(undefined, folder)).toThrow(
      /2 local stacks are running.*\n.*Set SPAPI_LOCAL/,
    );
    expect(chooseEnvironment('one.json', folder)).toBe('one.json');
    rmSync(localEnvironmentOf(process.ppid, folder));
  });

  it('is none where none was started', () => {
    expect(() => chooseEnvironment(undefined, join(folder, 'absent'))).toThrow(/No local stack is running/);
  });
});

it('a message of the local stack shows commands that work there', () => {
  const body =
    'See: spapi --stage local --region us-east-1 task list\nOr: spapi status\nExecution: https://console';

  expect(forHere(body)).toBe('See: npx spapi --local task list\nOr: npx spapi --local status');
});

describe('a proxy of the user', () => {
  it('keeps the hosts that it must not see, and gets loopback added', () => {
    const env = { NO_PROXY: 'intranet.example', no_proxy: '10.0.0.1' };

    keepLoopbackDirect(env);

    expect(env.NO_PROXY).toBe('intranet.example,10.0.0.1,127.0.0.1,localhost,::1');
    expect(env.no_proxy).toBe(env.NO_PROXY);
  });

  it('does not see what a local run sends to loopback', async () => {
    const server = createServer((_, response) => response.end('direct'));
    const proxy = createServer((_, response) => response.end('by the proxy'));
    let proxied = 0;
    proxy.on('connection', (socket) => {
      proxied += 1;
      socket.destroy();
    });
    await Promise.all([listening(server), listening(proxy)]);
    const run = (how: string) => askLoopback(how, addressOf(server), addressOf(proxy));

    try {
      expect(await run('as it is')).toBe('lost lost');
      expect(proxied).toBeGreaterThan(0);
      const before = proxied;
      expect(await run('direct')).toBe('direct direct');
      expect(proxied).toBe(before);
    } finally {
      for (const one of [server, proxy]) {
        one.closeAllConnections();
        one.close();
      }
    }
  }, 60_000);
});

const listening = (server: Server) =>
  new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
const addressOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

/** A process with a proxy in its environment asks a server of this machine, by fetch and by node:http. */
async function askLoopback(how: string, address: string, proxy: string): Promise<string> {
  const module = new URL('../../../local/stack/loopback.ts', import.meta.url).href;
  const program = `
    import { get } from 'node:http';
    import { text } from 'node:stream/consumers';
    const { keepLoopbackDirect } = await import(${JSON.stringify(module)});
    if (process.argv[1] === 'direct') keepLoopbackDirect();
    const lost = () => 'lost';
    const fetched = await fetch('${address}').then((answer) => answer.text()).catch(lost);
    const got = await new Promise((resolve) =>
      get('${address}', (answer) => resolve(text(answer))).on('error', () => resolve('lost')),
    );
    console.log(fetched, await got);
    process.exit(0);`;
  const env = { PATH: process.env.PATH, NODE_USE_ENV_PROXY: '1', HTTP_PROXY: proxy };
  const parameters = ['--input-type=module', '--eval', program, how];
  const { stdout } = await promisify(execFile)(process.execPath, parameters, { env, timeout: 20_000 });
  return stdout.trim();
}

it('the demo and the local stack use a folder of their own', () => {
  for (const program of ['demo', 'local'])
    expect(readFileSync(new URL(`../../../local/${program}.ts`, import.meta.url), 'utf8')).toContain(
      'ownFolder: !process.env.KEEP_RUN_FOLDER',
    );
});
