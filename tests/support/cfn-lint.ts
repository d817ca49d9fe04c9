import { runPythonTool } from './python-tool.ts';

/** Runs cfn-lint on a template. */
export function cfnLint(template: string): Promise<{ exitCode: number; output: string }> {
  // W3005: the plugin names a dependency that the role's reference implies already.
  const parameters = ['--regions', 'us-east-1', '--ignore-checks', 'W3005', '--', template];
  return runPythonTool('cfn-lint', '1.58.0', parameters);
}
