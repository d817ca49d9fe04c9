import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Bundle } from './bundles.ts';

/** Over fresh processes: medians of import in milliseconds and of peak memory in MiB, least processor time of the import. */
export interface ColdStart {
  importMs: number;
  cpuMs: number;
  peakMiB: number;
}

const PROBE = `
  import { readFile } from 'node:fs/promises';
  const before = process.cpuUsage();
  const from = process.hrtime.bigint();
  await import(process.argv[1]);
  const importMs = Number(process.hrtime.bigint() - from) / 1e6;
  const { user, system } = process.cpuUsage(before);
  // Linux: the process's own high-water mark; maxRSS may still be the parent's, from before the exec.
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
  const peakKiB = Number(status.match(/VmHWM:\\s+(\\d+)/)?.[1] ?? process.resourceUsage().maxRSS);
  console.log(JSON.stringify({ importMs, cpuMs: (user + system) / 1000, peakMiB: peakKiB / 1024 }));`;

const run = promisify(execFile);

/** What Lambda and the deployment set for a function. */
export const LAMBDA_ENVIRONMENT = {
  AWS_REGION: 'us-east-1',
  NAMESPACE: 'sp-api',
  STAGE: 'bench',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_LAMBDA_FUNCTION_NAME: 'bench',
  POWERTOOLS_SERVICE_NAME: 'bench',
  LWA_ENDPOINT: 'http://127.0.0.1:9/token',
  SP_API_ENDPOINT: 'http://127.0.0.1:9/{host}',
  TOPIC_ARN: 'arn:aws:sns:us-east-1:111122223333:bench',
  CENTRAL_ENDPOINT: 'http://127.0.0.1:9/{host}',
  HANDLE_TASK_FUNCTION: 'bench',
  SHOW_HEALTH_FUNCTION: 'bench',
  PAGE_URL: 'http://127.0.0.1:9/',
  CHAT: 'off',
  MOST_PER_EXECUTION: '25',
  ROTATE_DAYS_BEFORE: '14',
  STATE_MACHINE_ARN: 'arn:aws:states:us-east-1:111122223333:stateMachine:bench',
  STATE_MACHINE_ARNS: 'arn:aws:states:us-east-1:111122223333:stateMachine:bench',
  PERMISSIONS_BOUNDARY_ARN: 'arn:aws:iam::111122223333:policy/sp-api/bench',
  CLIENT_SECRET_QUEUE_ARN: 'arn:aws:sqs:us-east-1:111122223333:bench',
  DEAD_LETTER_QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/111122223333/bench-dead',
};

async function measure(file: string): Promise<ColdStart> {
  const parameters = ['--input-type=module', '--eval', PROBE, file];
  const { stdout } = await run(process.execPath, parameters, { env: LAMBDA_ENVIRONMENT });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

/** The middle value; of an even number the upper of the two. */
export const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Imports handler and floor in turn, so that other load of the machine hits both alike. */
export async function compareColdStart({ handler, floor }: Bundle, runs: number) {
  const samples = { handler: [] as ColdStart[], floor: [] as ColdStart[] };
  for (let i = 0; i < runs; i += 1) {
    samples.floor.push(await measure(floor));
    samples.handler.push(await measure(handler));
  }
  const middle = (list: ColdStart[]): ColdStart => ({
    importMs: median(list.map(({ importMs }) => importMs)),
    cpuMs: Math.min(...list.map(({ cpuMs }) => cpuMs)),
    peakMiB: median(list.map(({ peakMiB }) => peakMiB)),
  });
  // Of processor times, and of the least ones: other programs on the machine only ever add to them.
  const ratio = middle(samples.handler).cpuMs / middle(samples.floor).cpuMs;
  return { handler: middle(samples.handler), floor: middle(samples.floor), ratio };
}
