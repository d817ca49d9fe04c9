import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../local/engine/processes.ts';
import { projectRoot } from '../../local/engine/project-root.ts';

const VERSION = '1.58.0';
const folder = join(projectRoot, '.local', `cfn-lint-${VERSION}`);
const program = join(folder, 'bin', 'cfn-lint');

/** Runs cfn-lint on a template, installing the pinned version on first use. */
export async function cfnLint(template: string): Promise<{ exitCode: number; output: string }> {
  if (!existsSync(program)) await install();
  // W3005: the plugin names a dependency that the role's reference implies already.
  const parameters = ['--regions', 'us-east-1', '--ignore-checks', 'W3005', '--', template];
  const { exitCode, output } = await runCommand(program, parameters, { cwd: projectRoot, env: process.env });
  return { exitCode: exitCode ?? -1, output };
}

async function install(): Promise<void> {
  const pip = [join(folder, 'bin', 'pip'), 'install', '--quiet', `cfn-lint==${VERSION}`];
  for (const [command = '', ...parameters] of [['python3', '-m', 'venv', folder], pip]) {
    const { exitCode, output } = await runCommand(command, parameters, {
      cwd: projectRoot,
      env: process.env,
    });
    if (exitCode === 0) continue;
    rmSync(folder, { recursive: true, force: true });
    throw new Error(`cfn-lint could not be installed:\n${output}`);
  }
}
