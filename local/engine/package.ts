import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { lockFile } from './lock-file.ts';
import { runCommand } from './processes.ts';
import { projectRoot } from './project-root.ts';

/** What to package, and where to. */
export interface PackageOptions {
  folder: string;
  params: Record<string, string>;
  stage: string;
  onProgress?: (text: string) => void;
  /** the folder of serverless.yml, if it is not this project's */
  root?: string;
}

/** Runs `serverless package` without a network, an account, or the developer's AWS configuration. */
export async function packageService(options: PackageOptions): Promise<void> {
  const root = options.root ?? projectRoot;
  const cli = join(root, 'node_modules', 'serverless', 'bin', 'serverless.js');
  const parameters = [cli, 'package', '--package', resolve(options.folder), '--stage', options.stage];
  for (const [name, value] of Object.entries(options.params)) parameters.push('--param', `${name}=${value}`);

  options.onProgress?.('packaging the functions and state machines');
  const home = mkdtempSync(join(tmpdir(), 'serverless-'));
  // The bundler works in one folder of the service, so two packagings of it at a time get into each other's way.
  mkdirSync(join(root, '.local'), { recursive: true });
  const release = await lockFile(join(root, '.local', 'package.lock'), { deadlineMs: 100_000 });
  try {
    const result = await runCommand(process.execPath, parameters, { cwd: root, env: environment(home) });
    if (result.exitCode !== 0) throw new Error(`serverless package failed:\n${result.output}`);
  } finally {
    release();
    rmSync(home, { recursive: true, force: true });
  }
}

/** The endpoint is a port nobody listens on: a variable that asks AWS fails at once instead of reaching it. */
function environment(home: string): NodeJS.ProcessEnv {
  return {
    PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
    HOME: home,
    TMPDIR: home,
    CI: '1',
    AWS_ACCESS_KEY_ID: 'not-a-key',
    AWS_SECRET_ACCESS_KEY: 'not-a-secret',
    AWS_REGION: 'us-east-1',
    AWS_CONFIG_FILE: join(home, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(home, 'credentials'),
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
  };
}
