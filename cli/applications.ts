import { DescribeParametersCommand } from '@aws-sdk/client-ssm';
import { callAws } from '#shared/clients/aws-errors.ts';
import type { Connection } from './connection.ts';

/** Names of an application's parameters, without their values. */
export type ParameterNames = Map<string, string[]>;

/** All applications with the names of their parameters. Reads no value, so it needs no right to decrypt. */
export async function listApplications({ ssm, services }: Connection): Promise<ParameterNames> {
  const { paths } = services.parameters;
  const found: ParameterNames = new Map();
  let NextToken: string | undefined;
  do {
    const request = new DescribeParametersCommand({
      ParameterFilters: [{ Key: 'Name', Option: 'BeginsWith', Values: [`${paths.root}/`] }],
      MaxResults: 50,
      NextToken,
    });
    const page = await callAws({ action: 'ssm:DescribeParameters' }, () => ssm.send(request));
    for (const { Name = '' } of page.Parameters ?? []) {
      // The links to task pages stand beside the applications, under a name that none can have.
      const { appName } = paths.parse(Name) ?? {};
      if (appName) found.set(appName, [...(found.get(appName) ?? []), Name]);
    }
    NextToken = page.NextToken;
  } while (NextToken);
  return found;
}
