import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { digestOf } from '../../../local/engine/digest.ts';
import { lockFile } from '../../../local/engine/lock-file.ts';
import { installPinned } from '../../../local/engine/ministack-environment.ts';
import { runCommand } from '../../../local/engine/processes.ts';
import { projectRoot } from '../../../local/engine/project-root.ts';

const PACKAGES = join(import.meta.dirname, '../packages');

/** Where the clients are installed. */
export interface Clients {
  /** Of the npm packages. */
  nodeModules: string;
  python: string;
}

/** Installs the clients that the files of `packages` pin, each byte by its hash, once for these files. */
export async function installClients(): Promise<Clients> {
  const folder = join(projectRoot, '.local', 'clients', digestOf(PACKAGES, ['*.*']));
  mkdirSync(join(folder, '..'), { recursive: true });
  const release = await lockFile(`${folder}.lock`, { deadlineMs: 600_000 });
  try {
    if (!existsSync(folder)) await install(folder);
  } finally {
    release();
  }
  return { nodeModules: join(folder, 'node_modules'), python: join(folder, 'python/bin/python') };
}

/** The folder gets its name at the end, so an interrupted installation is begun anew. */
async function install(folder: string): Promise<void> {
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  for (const file of ['package.json', 'package-lock.json'])
    copyFileSync(join(PACKAGES, file), join(partial, file));
  copyFileSync(join(projectRoot, '.npmrc'), join(partial, '.npmrc'));
  const python = join(partial, 'python');
  const steps: [string, string[]][] = [
    ['npm', ['ci']],
    ['python3', ['-m', 'venv', python]],
    [join(python, 'bin/python'), ['-m', ...installPinned(join(PACKAGES, 'requirements.txt'))]],
  ];
  for (const [command, parameters] of steps) {
    const { exitCode, output } = await runCommand(command, parameters, { cwd: partial, env: process.env });
    if (exitCode !== 0) throw new Error(`The clients could not be installed:\n${output}`);
  }
  renameSync(partial, folder);
}
