import {
  DescribeParametersCommand,
  GetParametersByPathCommand,
  type Parameter,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import { callAws } from './aws-errors.ts';

/** A parameter without its value. */
export interface FoundParameter {
  name: string;
  modifiedAt: Date;
  /** Whether it is a SecureString. */
  secret: boolean;
  description?: string;
}

/**
 * Everything below a path, with values, page after page.
 * @throws what {@link callAws} throws
 * Source: docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html
 */
export async function readBelow(ssm: SSMClient, Path: string, WithDecryption: boolean): Promise<Parameter[]> {
  const found: Parameter[] = [];
  let NextToken: string | undefined;
  do {
    const request = new GetParametersByPathCommand({ Path, Recursive: true, WithDecryption, NextToken });
    const call = { action: 'ssm:GetParametersByPath', resource: Path };
    const page = await callAws(call, () => ssm.send(request));
    found.push(...(page.Parameters ?? []));
    NextToken = page.NextToken;
  } while (NextToken);
  return found;
}

/**
 * Everything below a path, without values. SSM goes through all parameters of the account for it, so many of the pages
 * may be empty.
 * @param appName only what carries the tag of this application
 * @throws what {@link callAws} throws
 * Source: docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeParameters.html
 */
export async function describeBelow(
  ssm: SSMClient,
  path: string,
  appName: string | undefined,
): Promise<FoundParameter[]> {
  const ParameterFilters = [
    { Key: 'Path', Option: 'Recursive', Values: [path] },
    ...(appName ? [{ Key: 'tag:app', Values: [appName] }] : []),
  ];
  const found: FoundParameter[] = [];
  let NextToken: string | undefined;
  do {
    const request = new DescribeParametersCommand({ ParameterFilters, MaxResults: 50, NextToken });
    const page = await callAws({ action: 'ssm:DescribeParameters' }, () => ssm.send(request));
    for (const { Name, Type, LastModifiedDate = new Date(0), Description } of page.Parameters ?? [])
      if (Name)
        found.push({
          name: Name,
          modifiedAt: LastModifiedDate,
          secret: Type === 'SecureString',
          ...(Description && { description: Description }),
        });
    NextToken = page.NextToken;
  } while (NextToken);
  return found;
}
