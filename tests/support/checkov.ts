import { basename } from 'node:path';
import { runPythonTool } from './python-tool.ts';

/** Something that checkov does not like: the check, what it wants, and the logical id of the resource. */
export interface Finding {
  check: string;
  title: string;
  resource: string;
}

interface Report {
  summary: { parsing_errors: number; passed: number };
  results: {
    failed_checks: { check_id: string; check_name: string; resource: string; file_path: string }[];
  };
}

/**
 * Scans templates with all of checkov's rules for CloudFormation, all in one process: most of its time is its start.
 * Needs no network once it is installed.
 * @returns the findings of each template
 * @throws an error when a template was not understood
 */
export async function checkov(templates: string[]): Promise<Finding[][]> {
  const parameters = ['--framework', 'cloudformation', '--skip-download', '--compact', '--output', 'json'];
  const { output } = await runPythonTool('checkov', '3.3.30', ['--file', ...templates, ...parameters]);
  const { summary, results }: Report = JSON.parse(output.slice(output.indexOf('{')));
  if (summary.parsing_errors > 0 || summary.passed < 300 * templates.length)
    throw new Error(`checkov read little:\n${output}`);
  return templates.map((template) =>
    results.failed_checks
      .filter(({ file_path }) => basename(file_path) === basename(template))
      .map(({ check_id, check_name, resource }) => ({
        check: check_id,
        title: check_name,
        resource: resource.split('.').at(-1) ?? '',
      })),
  );
}
