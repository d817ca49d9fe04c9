import { DescribeParametersCommand, SSMClient, type SSMClientConfig } from '@aws-sdk/client-ssm';
import { AWS_CLIENT_CONFIG } from './aws-config.ts';
import { callAws } from './aws-errors.ts';

/** Names of parameters, without their values. */
export interface ParameterNames {
  /** All names that contain a text. */
  containing(text: string): Promise<string[]>;
}

/**
 * The real names, fifty a call.
 * @throws what {@link callAws} throws
 * Source: docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeParameters.html
 */
export function createParameterNames(config: SSMClientConfig = AWS_CLIENT_CONFIG): ParameterNames {
  const ssm = new SSMClient(config);
  return {
    containing: async (text) => {
      const found: string[] = [];
      let NextToken: string | undefined;
      do {
        const request = new DescribeParametersCommand({
          ParameterFilters: [{ Key: 'Name', Option: 'Contains', Values: [text] }],
          MaxResults: 50,
          NextToken,
        });
        const page = await callAws({ action: 'ssm:DescribeParameters' }, () => ssm.send(request));
        for (const { Name } of page.Parameters ?? []) if (Name) found.push(Name);
        NextToken = page.NextToken;
      } while (NextToken);
      return found;
    },
  };
}
