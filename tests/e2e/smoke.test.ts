import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AWS_CLIENT_CONFIG } from '#shared/clients/aws-config.ts';
import { deployPackage } from '../../local/engine/deploy.ts';
import { type Engine, startEngine } from '../../local/engine/engine.ts';
import { packageOnce } from '../../local/engine/package-cache.ts';
import { projectRoot } from '../../local/engine/project-root.ts';
import { allKinds, nameOf, takeInventory } from '../../local/smoke/inventory.ts';
import { namesOf, randomStage, type SmokeSession } from '../../local/smoke/session.ts';
import { runSmoke, type SmokeResult } from '../../local/smoke/smoke.ts';
import { accountInventory } from '../support/account-inventory.ts';

let engine: Engine;
let folder: string;
let env: NodeJS.ProcessEnv;

const PARAMS = {
  lwaEndpoint: 'https://lwa',
  spApiEndpoint: 'https://{host}',
  centralEndpoint: 'https://{host}',
  chat: 'off',
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'smoke-'));
  engine = await startEngine({ dataFolder: join(folder, 'engine'), waitScale: 0.01 });
  const { accessKeyId, secretAccessKey } = engine.credentials;
  env = {
    PATH: process.env.PATH,
    HOME: folder,
    AWS_ENDPOINT_URL: engine.endpoint,
    AWS_REGION: engine.region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  };
  // Another stage of the account, with a parameter of an application.
  await deployStage('prod-of-others');
  const ssm = new SSMClient(engine.clientConfig);
  await ssm.send(new PutParameterCommand({ Name: '/sp-api/acme/config', Value: '{}', Type: 'String' }));
});
afterAll(async () => {
  await engine?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function deployStage(stage: string) {
  const packageFolder = join(folder, stage);
  await packageOnce({ folder: packageFolder, stage, params: PARAMS });
  return deployPackage(engine, { packageFolder });
}

const aws = () => ({ ...AWS_CLIENT_CONFIG, ...engine.clientConfig });

/** Everything in the account, but for keys: those that AWS will delete are there still. */
async function account() {
  const { items } = await takeInventory(allKinds(aws()));
  const { executions, ...rest } = await accountInventory(engine);
  return { items: items.map(nameOf).filter((name) => !name.startsWith('KMS key')), rest, executions };
}

/** A trial in this process, whose stack is deployed without the framework. */
function session(change: Partial<SmokeSession> = {}): SmokeSession & { said: string[] } {
  const stage = randomStage();
  const said: string[] = [];
  return {
    ...namesOf(stage, engine.region),
    aws: aws(),
    env,
    kinds: allKinds(aws()),
    pollMs: 100,
    patienceMinutes: 0.5,
    signal: new AbortController().signal,
    said,
    say: (text) => said.push(text),
    deploy: async () => {
      const { outputs } = await deployStage(stage);
      return `--topic-arn ${outputs.TopicArn} `;
    },
    ...change,
  };
}

const results = ({ rows }: SmokeResult) => rows.map(({ step, result }) => `${result}: ${step.split(':')[0]}`);

/** Runs the command as a person would; `onOutput` sees everything that it has printed so far. */
function smoke(words: string[], onOutput: (printed: string, pid: number) => void = () => {}) {
  const child = spawn(process.execPath, ['local/smoke.ts', ...words], { cwd: projectRoot, env });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      printed += chunk;
      onOutput(printed, child.pid ?? 0);
    });
  return new Promise<{ code: number | null; printed: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, printed }));
  });
}

describe('the smoke test', () => {
  it('deploys, tries and deletes everything, and leaves the account as it was', async () => {
    const before = await account();
    // The framework keeps its work there and empties it: what is of another run in this checkout has to stay.
    const ofAnotherRun = join(projectRoot, '.serverless', 'of-another-run');
    mkdirSync(join(ofAnotherRun, '..'), { recursive: true });
    writeFileSync(ofAnotherRun, '');

    const { code, printed } = await smoke(['--local', '--yes']);

    const rows = [...printed.matchAll(/^(.+?) {2,}(\d+\.\d) +(ok|failed|interrupted) *(.*)$/gm)].map(
      // What a failed step answered is the only trace of it in the output of a test run.
      ([, step, , result, answer]) =>
        `${result}: ${step?.split(':')[0]}${result === 'ok' ? '' : `: ${answer}`}`,
    );
    expect(rows).toEqual([
      'ok: List what is in the account',
      'ok: Deploy the stack',
      'ok: Subscribe a queue to the messages',
      'ok: Start the application',
      ...[1, 2, 3, 4].map((step) => `ok: Tutorial step ${step}`),
      'ok: Receive the message about the task',
      'ok: Open the page of the task',
      'ok: Give up the task',
      'ok: Receive the message about the failure',
      expect.stringMatching(/^ok: Remove the application smoke-[0-9a-f]{6}$/),
      'ok: Delete what is left of the application',
      'ok: Delete the queue',
      'ok: Delete the stack with its bucket',
      'ok: Compare the account before and after',
    ]);
    expect(printed).toContain('Cost: below USD 0.10');
    expect(printed).toMatch(/Nothing is left in the account; AWS deletes the KMS key \S+ on \d{4}-\d\d-\d\d/);
    // The link lets whoever has it answer the task.
    expect(printed).not.toMatch(/lambda-url\/\w+\/[\w-]{20,}/);
    expect(code).toBe(0);
    expect(existsSync(ofAnotherRun)).toBe(true);
    rmSync(ofAnotherRun);
    expect(await account()).toEqual(before);
  });

  it('that is interrupted while it deploys deletes what there is, and ends with 130', async () => {
    const before = await account();
    let interrupted = false;

    const { code, printed } = await smoke(['--local', '--yes'], (soFar, pid) => {
      if (interrupted || !soFar.includes('Deploy the stack …')) return;
      interrupted = true;
      process.kill(pid, 'SIGINT');
    });

    expect(printed).toMatch(/^Deploy the stack +\d+\.\d +interrupted +interrupted by SIGINT$/m);
    expect(printed).toContain('Nothing is left in the account');
    expect(code).toBe(130);
    expect(await account()).toEqual(before);
  });

  it('that is interrupted with users, roles and a waiting execution deletes all of them', async () => {
    const before = await account();
    const controller = new AbortController();
    const trial = session({ signal: controller.signal });
    const say = (text: string) => {
      if (text.includes('Open the page of the task …')) controller.abort(new Error('interrupted'));
    };

    const result = await runSmoke({ ...trial, say });

    const user = `IAM user arn:aws:iam::${engine.accountId}:user/${trial.installation.namespace}/`;
    expect(result.rows.find(({ step }) => step.startsWith('Delete what is left'))?.detail).toContain(user);
    expect(results(result).slice(-6)).toEqual([
      'skipped: Receive the message about the failure',
      `skipped: Remove the application ${trial.appName}`,
      ...[
        'Delete what is left of the application',
        'Delete the queue',
        'Delete the stack with its bucket',
      ].map((step) => `ok: ${step}`),
      'ok: Compare the account before and after',
    ]);
    expect(result.clean).toBe(true);
    expect(await account()).toEqual(before);
  });

  it('whose step fails says what AWS answered, skips the others, and deletes what there is', async () => {
    const before = await account();
    const trial = session();
    const deploy = async () => {
      await trial.deploy(trial);
      throw Object.assign(new Error('Rate exceeded'), { name: 'Throttling', $metadata: { requestId: 'r1' } });
    };

    const result = await runSmoke({ ...trial, deploy });

    expect(result.rows[1]).toMatchObject({
      result: 'failed',
      detail: 'Throttling: Rate exceeded (request r1)',
    });
    expect(results(result).filter((row) => row.startsWith('skipped'))).toHaveLength(11);
    expect(result.clean).toBe(true);
    expect(await account()).toEqual(before);
  });

  it('that died is deleted by the command that it has named', async () => {
    const before = await account();
    const trial = session();
    await trial.deploy(trial);

    const { code, printed } = await smoke([
      '--clean',
      trial.installation.stage,
      '--region',
      engine.region,
      '--yes',
    ]);

    expect(printed).toContain('Nothing is left in the account');
    expect(code).toBe(0);
    expect(await account()).toEqual(before);
  });

  it('deletes no stage that is not its own', async () => {
    const { code, printed } = await smoke(['--clean', 'prod-of-others', '--region', engine.region, '--yes']);

    expect([code, printed]).toEqual([
      1,
      'Error: prod-of-others is not a throw-away stage: smoke- and six letters.\n',
    ]);
  });

  it('needs --yes where nobody can be asked', async () => {
    const { code, printed } = await smoke(['--region', engine.region]);

    expect(code).toBe(1);
    expect(printed).toContain('There is no terminal to ask on.');
    expect(printed).toContain('Cost: below USD 0.10');
  });
});
