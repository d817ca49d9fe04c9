import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestOf } from './digest.ts';
import { lockFile } from './lock-file.ts';
import { runCommand } from './processes.ts';

/** Pinned, in requirements.txt too, because releases come weekly and the corrections in ministack/ are written against this one. */
const ministackVersion = '1.5.33';
const oldestPython = [3, 10] as const;

/** Where the virtual environment and the notes about it are kept. */
export interface EnvironmentOptions {
  venv: string;
  /** a folder for the lock and for pip's output */
  notes: string;
  log: (line: string) => void;
  /** what to run commands with; tests give a PATH of their own */
  env?: NodeJS.ProcessEnv;
}

/** Makes sure that MiniStack is installed in the virtual environment, and answers the path of its Python. */
export async function ensureMiniStack(options: EnvironmentOptions): Promise<string> {
  const python = join(options.venv, 'bin', 'python');
  if (isComplete(options.venv, python)) return python;

  mkdirSync(options.notes, { recursive: true });
  const release = await lockFile(join(options.notes, 'venv.lock'), { deadlineMs: 5 * 60_000 });
  try {
    if (isComplete(options.venv, python) || (await adopt(options.venv, python))) return python;
    await build(options, python);
    return python;
  } finally {
    release();
  }
}

/** Written last, so an interrupted installation has none; that of other requirements is none either. */
export const markerOf = (venv: string): string =>
  join(venv, `.ministack-${digestOf(import.meta.dirname, ['requirements.txt'])}`);

/** The link to Python dangles when the Python it was made with has been removed; existsSync follows it. */
function isComplete(venv: string, python: string): boolean {
  return existsSync(markerOf(venv)) && existsSync(python);
}

/** A virtual environment made by hand serves as well, if it holds the pinned version and what serves it. */
async function adopt(venv: string, python: string): Promise<boolean> {
  if (!existsSync(python)) return false;

  const program = `import ministack.app, uvicorn, httptools, importlib.metadata as m; print(m.version("ministack"))`;
  const { exitCode, output } = await runCommand(python, ['-W', 'ignore', '-c', program], {
    env: minimalEnv(),
  });
  if (exitCode !== 0 || output.trim().split('\n').at(-1) !== ministackVersion) return false;

  writeFileSync(markerOf(venv), '');
  return true;
}

function minimalEnv(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, HOME: process.env.HOME };
}

async function build(
  { venv, notes, log, env = process.env }: EnvironmentOptions,
  python: string,
): Promise<void> {
  await requirePython(env);
  log(`Installing MiniStack ${ministackVersion} in ${venv} (once, about half a minute)`);
  rmSync(venv, { recursive: true, force: true });

  const steps: [string, string[]][] = [
    ['python3', ['-m', 'venv', venv]],
    [python, ['-m', ...installPinned(join(import.meta.dirname, 'requirements.txt'))]],
  ];
  for (const [command, parameters] of steps) {
    const { exitCode, output } = await runCommand(command, parameters, { env });
    if (exitCode === 0) continue;

    // pip's own words name the package index, which may be a private one: they stay in the file.
    const file = join(notes, 'venv.log');
    writeFileSync(file, output);
    throw new Error(`MiniStack ${ministackVersion} could not be installed; ${file} says why. ${alternative}`);
  }
  writeFileSync(markerOf(venv), '');
}

/**
 * What pip takes to install the packages of a file, each only with the hash that the file gives.
 * @param file made by `uv pip compile --universal --generate-hashes`, see docs/security.md
 */
export const installPinned = (file: string): string[] => [
  'pip',
  'install',
  '--quiet',
  '--disable-pip-version-check',
  // Python compiles what is used when it is used, which is a small part.
  '--no-compile',
  '--require-hashes',
  '--requirement',
  file,
];

const alternative = 'Or set AWS_ENDPOINT_URL to an AWS emulator that already runs.';
const howToInstall = 'Debian and Ubuntu: apt-get install python3 python3-venv; macOS: brew install python.';

async function requirePython(env: NodeJS.ProcessEnv): Promise<void> {
  const wanted = `The local AWS needs Python ${oldestPython.join('.')} or newer`;
  const program = 'import sys; print("%d.%d" % sys.version_info[:2], flush=True); import venv, ensurepip';
  const probe = await runCommand('python3', ['-c', program], { env }).catch(() => undefined);
  if (!probe) throw new Error(`${wanted}, and there is no python3. ${howToInstall} ${alternative}`);

  const [major = 0, minor = 0] = probe.output.split(/[.\n]/).map(Number);
  if (major < oldestPython[0] || (major === oldestPython[0] && minor < oldestPython[1]))
    throw new Error(`${wanted}; python3 is ${probe.output.split('\n')[0]}. ${howToInstall} ${alternative}`);
  if (probe.exitCode !== 0)
    throw new Error(
      `${wanted} with its venv module, which this python3 lacks. ` +
        `Debian and Ubuntu: apt-get install python3-venv. ${alternative}`,
    );
}
