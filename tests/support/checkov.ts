import { runPythonTool } from './python-tool.ts';

/** Something that checkov does not like: the check, what it wants, and the logical id of the resource. */
export interface Finding {
  check: string;
  title: string;
  resource: string;
}

interface Report {
  summary: { parsing_errors: number; passed: number };
  results: { failed_checks: { check_id: string; check_name: string; resource: string }[] };
}

/**
 * Scans a template with all of checkov's rules for CloudFormation; needs no network once it is installed.
 * @throws an error when the template was not understood
 */
export async function checkov(template: string): Promise<Finding[]> {
  const parameters = ['--framework', 'cloudformation', '--skip-download', '--compact', '--output', 'json'];
  const { output } = await runPythonTool('checkov', '3.3.30', ['--file', template, ...parameters]);
  const { summary, results }: Report = JSON.parse(output.slice(output.indexOf('{')));
  if (summary.parsing_errors > 0 || summary.passed < 300) throw new Error(`checkov read little:\n${output}`);
  return results.failed_checks.map(({ check_id, check_name, resource }) => ({
    check: check_id,
    title: check_name,
    resource: resource.split('.').at(-1) ?? '',
  }));
}
