import { runPythonTool } from './python-tool.ts';

/** Runs cfn-lint on templates, all in one process: most of its time is its start. */
export function cfnLint(templates: string[]): Promise<{ exitCode: number; output: string }> {
  // W3005: the plugin names a dependency that the role's reference implies already.
  const parameters = ['--regions', 'us-east-1', '--ignore-checks', 'W3005', '--', ...templates];
  return runPythonTool('cfn-lint', '1.58.0', parameters);
}
