import { DescribeParametersCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { callAws } from '#shared/clients/aws-errors.ts';
import { AppName } from '#shared/domain/application.ts';
import { ROOT_PATH } from '#shared/domain/parameter-paths.ts';

/** Names of an application's parameters, without their values. */
export type ParameterNames = Map<string, string[]>;

/** All applications with the names of their parameters. Reads no value, so it needs no right to decrypt. */
export async function listApplications(ssm: SSMClient): Promise<ParameterNames> {
  const found: ParameterNames = new Map();
  let NextToken: string | undefined;
  do {
    const request = new DescribeParametersCommand({
      ParameterFilters: [{ Key: 'Name', Option: 'BeginsWith', Values: [`${ROOT_PATH}/`] }],
      MaxResults: 50,
      NextToken,
    });
    const page = await callAws({ action: 'ssm:DescribeParameters' }, () => ssm.send(request));
    for (const { Name = '' } of page.Parameters ?? []) {
      const [, app] = Name.slice(ROOT_PATH.length).split('/');
      // The links to task pages stand beside the applications, under a name that none can have.
      if (AppName.safeParse(app).success && app) found.set(app, [...(found.get(app) ?? []), Name]);
    }
    NextToken = page.NextToken;
  } while (NextToken);
  return found;
}
