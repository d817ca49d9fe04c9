import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import type { LocalStack } from '../stack/local-stack.ts';

/**
 * Prices in USD, us-east-1, arm64, as of November 2026.
 * Source: aws.amazon.com/step-functions/pricing, aws.amazon.com/lambda/pricing
 */
export const PRICES = { transition: 0.025 / 1000, invocation: 0.2 / 1e6, gigabyteSecond: 0.0000133334 };

const MEMORY_GB = 0.5;

/** What AWS bills for work done, the free tier left out. */
export interface Bill {
  transitions: number;
  invocations: number;
  billedSeconds: number;
  usd: number;
}

/**
 * The bill of so many transitions and invocations.
 * @param billedMs what each invocation is billed for
 */
export function price(transitions: number, billedMs: number[]): Bill {
  const billedSeconds = billedMs.reduce((sum, ms) => sum + ms, 0) / 1000;
  const usd =
    transitions * PRICES.transition +
    billedMs.length * PRICES.invocation +
    billedSeconds * MEMORY_GB * PRICES.gigabyteSecond;
  return { transitions, invocations: billedMs.length, billedSeconds, usd };
}

/** Billed milliseconds of every invocation since a time, by function, from Lambda's own REPORT lines. */
export async function billedInvocations(
  { engine, deployment }: Pick<LocalStack, 'engine' | 'deployment'>,
  since = 0,
): Promise<Map<string, number[]>> {
  const logs = new CloudWatchLogsClient(engine.clientConfig);
  const logGroupNamePrefix = `/aws/lambda/${deployment.stackName}-`;
  const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix }));
  const billed = new Map<string, number[]>();
  for (const { logGroupName = '' } of logGroups)
    billed.set(logGroupName.slice(logGroupNamePrefix.length), await reportsIn(logs, logGroupName, since));
  return billed;
}

async function reportsIn(logs: CloudWatchLogsClient, logGroupName: string, startTime: number) {
  const billed: number[] = [];
  let nextToken: string | undefined;
  do {
    const request = { logGroupName, startTime, limit: 10_000, ...(nextToken && { nextToken }) };
    const page = await logs.send(new FilterLogEventsCommand(request));
    for (const { message = '' } of page.events ?? []) {
      const match = message.match(/^REPORT .*Billed Duration: (\d+) ms/s);
      if (match) billed.push(Number(match[1]));
    }
    nextToken = page.nextToken;
  } while (nextToken);
  return billed;
}
