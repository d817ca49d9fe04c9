import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { answerByCli } from '../answer-by-cli.ts';
import { createExecutions } from '../execution.ts';
import { type LocalStack, startLocalStack } from '../local-stack.ts';
import { createPerson } from '../person.ts';

/**
 * Prices in USD, us-east-1, arm64, as of November 2026.
 * Source: aws.amazon.com/step-functions/pricing, aws.amazon.com/lambda/pricing
 */
export const PRICES = { transition: 0.025 / 1000, invocation: 0.2 / 1e6, gigabyteSecond: 0.0000133334 };

const MEMORY_GB = 0.5;

/** What one execution with one selling account costs, the free tier left out. */
export interface ExecutionCost {
  transitions: number;
  invocations: number;
  billedSeconds: number;
  usd: number;
}

/** Runs one execution on the local stack and counts what AWS would bill. */
export async function measureExecution(): Promise<ExecutionCost> {
  const stack = await startLocalStack({ stage: 'bench' });
  try {
    const executions = createExecutions(stack);
    const person = createPerson(stack, 'acme-bench', answerByCli);
    const arn = await executions.start({ appName: 'acme-bench', marketplace: 'US' });
    const onPoll = async () => {
      await person.answerWaiting();
    };
    const { status } = await executions.untilEnded(arn, { deadlineMs: 60_000, onPoll });
    if (status !== 'SUCCEEDED') throw new Error(`The execution is ${status}.`);
    const events = await executions.history(arn);
    // The start of the execution is a transition as well.
    const transitions = 1 + events.filter(({ stateEnteredEventDetails }) => stateEnteredEventDetails).length;
    return price(transitions, await reports(stack));
  } finally {
    await stack.close();
  }
}

function price(transitions: number, billedMs: number[]): ExecutionCost {
  const billedSeconds = billedMs.reduce((sum, ms) => sum + ms, 0) / 1000;
  const usd =
    transitions * PRICES.transition +
    billedMs.length * PRICES.invocation +
    billedSeconds * MEMORY_GB * PRICES.gigabyteSecond;
  return { transitions, invocations: billedMs.length, billedSeconds, usd };
}

/** Billed milliseconds of every invocation, from Lambda's own REPORT lines. */
async function reports({ engine }: LocalStack): Promise<number[]> {
  const logs = new CloudWatchLogsClient(engine.clientConfig);
  const { logGroups = [] } = await logs.send(
    new DescribeLogGroupsCommand({ logGroupNamePrefix: '/aws/lambda/' }),
  );
  const billed: number[] = [];
  for (const { logGroupName } of logGroups) {
    const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName, limit: 10_000 }));
    for (const { message = '' } of events) {
      const match = message.match(/^REPORT .*Billed Duration: (\d+) ms/s);
      if (match) billed.push(Number(match[1]));
    }
  }
  return billed;
}
