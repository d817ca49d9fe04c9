import { createExecutions } from '../execution/execution.ts';
import { answerByCli } from '../person/answer-by-cli.ts';
import { createPerson } from '../person/person.ts';
import { startLocalStack } from '../stack/local-stack.ts';
import { type Bill, billedInvocations, price } from './billing.ts';
import { transitionsIn } from './history-figures.ts';

/** Runs one execution with one selling account on the local stack and counts what AWS would bill. */
export async function measureExecution(): Promise<Bill> {
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
    return price(transitionsIn(events), [...(await billedInvocations(stack)).values()].flat());
  } finally {
    await stack.close();
  }
}
