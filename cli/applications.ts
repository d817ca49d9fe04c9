import { callAws } from '#shared/clients/aws-errors.ts';
import { byApplication, type ParameterNames } from '#shared/health/read-overviews.ts';
import type { Connection } from './connection.ts';

/** All applications with the names of their parameters. Reads no value, so it needs no right to decrypt. */
export async function listApplications({ ssm, services }: Connection): Promise<ParameterNames> {
  const { DescribeParametersCommand } = await import('./sdk.ts');
  const { paths } = services.parameters;
  const found: string[] = [];
  let NextToken: string | undefined;
  do {
    const request = new DescribeParametersCommand({
      ParameterFilters: [{ Key: 'Name', Option: 'BeginsWith', Values: [`${paths.root}/`] }],
      MaxResults: 50,
      NextToken,
    });
    const page = await callAws({ action: 'ssm:DescribeParameters' }, () => ssm.send(request));
    found.push(...(page.Parameters ?? []).flatMap(({ Name }) => Name ?? []));
    NextToken = page.NextToken;
  } while (NextToken);
  return byApplication(paths, found);
}
