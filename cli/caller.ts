import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { AwsConfig } from './aws-config.ts';

/** Who runs the command, in words for people: the ARN of the AWS identity, where STS tells it. Asked once. */
export function callerOf(aws: AwsConfig): () => Promise<string> {
  let known: Promise<string> | undefined;
  const ask = async () => {
    try {
      const { Arn } = await new STSClient(aws).send(new GetCallerIdentityCommand({}));
      return `the command line (${Arn ?? 'unknown identity'})`;
    } catch {
      // It helps to know, but nothing depends on it.
      return 'the command line';
    }
  };
  return () => {
    known ??= ask();
    return known;
  };
}
