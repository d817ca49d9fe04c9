import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { lockFile } from '../../local/engine/lock-file.ts';
import { installPinned } from '../../local/engine/ministack-environment.ts';
import { runCommand } from '../../local/engine/processes.ts';
import { projectRoot } from '../../local/engine/project-root.ts';

const UV = '0.13.9';
const inProject = { cwd: projectRoot, env: process.env };

/** Runs a program of a Python package, installing what requirements/NAME.txt pins on first use. */
export async function runPythonTool(
  name: string,
  version: string,
  parameters: string[],
): Promise<{ exitCode: number; output: string }> {
  // uv reads no configuration of pip, which may name the only index that can be reached: then pip installs.
  const program = await installOnce(name, version, [withUv, withPip]);
  const { exitCode, output } = await runCommand(program, parameters, inProject);
  return { exitCode: exitCode ?? -1, output };
}

/** The commands that install requirements in a new virtual environment. */
type Installer = (folder: string, requirements: string) => Promise<string[][]>;

/** A hundred packages take pip twenty seconds of processor time, and uv two. */
const withUv: Installer = async (folder, requirements) => {
  const uv = await installOnce('uv', UV, [withPip]);
  const venv = [uv, 'venv', '--quiet', '--python', 'python3', '--no-python-downloads', folder];
  const install = [uv, 'pip', 'install', '--quiet', '--python', pythonIn(folder), '--system-certs'];
  return [venv, [...install, '--require-hashes', '--requirement', requirements]];
};

const withPip: Installer = async (folder, requirements) => [
  ['python3', '-m', 'venv', folder],
  [pythonIn(folder), '-m', ...installPinned(requirements)],
];

const pythonIn = (folder: string) => join(folder, 'bin', 'python');

/** Installs a package with the first installer that can, unless it is there, and answers the path of its program. */
async function installOnce(name: string, version: string, installers: Installer[]): Promise<string> {
  const folder = join(projectRoot, '.local', `${name}-${version}`);
  const program = join(folder, 'bin', name);
  const requirements = join(import.meta.dirname, 'requirements', `${name}.txt`);
  const release = await lockFile(`${folder}.lock`, { deadlineMs: 300_000 });
  try {
    if (existsSync(program)) return program;
    let said = '';
    for (const installer of installers) {
      try {
        await runAll(await installer(folder, requirements));
        return program;
      } catch (error) {
        rmSync(folder, { recursive: true, force: true });
        said += String(error);
      }
    }
    throw new Error(`${name} could not be installed:\n${said}`);
  } finally {
    release();
  }
}

async function runAll(commands: string[][]): Promise<void> {
  for (const [command = '', ...parameters] of commands) {
    const { exitCode, output } = await runCommand(command, parameters, inProject);
    if (exitCode !== 0) throw new Error(output);
  }
}
