import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { lockFile } from '../../local/engine/lock-file.ts';
import { installPinned } from '../../local/engine/ministack-environment.ts';
import { runCommand } from '../../local/engine/processes.ts';
import { projectRoot } from '../../local/engine/project-root.ts';

const inProject = { cwd: projectRoot, env: process.env };

/** Runs a program of a Python package, installing what requirements/NAME.txt pins on first use. */
export async function runPythonTool(
  name: string,
  version: string,
  parameters: string[],
): Promise<{ exitCode: number; output: string }> {
  const folder = join(projectRoot, '.local', `${name}-${version}`);
  const program = join(folder, 'bin', name);
  const release = await lockFile(`${folder}.lock`, { deadlineMs: 300_000 });
  try {
    if (!existsSync(program)) await install(folder, name);
  } finally {
    release();
  }
  const { exitCode, output } = await runCommand(program, parameters, inProject);
  return { exitCode: exitCode ?? -1, output };
}

async function install(folder: string, name: string): Promise<void> {
  const requirements = join(import.meta.dirname, 'requirements', `${name}.txt`);
  const pip = [join(folder, 'bin', 'python'), '-m', ...installPinned(requirements)];
  for (const [command = '', ...parameters] of [['python3', '-m', 'venv', folder], pip]) {
    const { exitCode, output } = await runCommand(command, parameters, inProject);
    if (exitCode === 0) continue;
    rmSync(folder, { recursive: true, force: true });
    throw new Error(`${name} could not be installed:\n${output}`);
  }
}
