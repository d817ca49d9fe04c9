import { SFNClient } from '@aws-sdk/client-sfn';
import { executionReader } from '../../cli/executions.ts';
import { createExecutions, type ExecutionState } from '../execution/execution.ts';
import { stepProgress } from '../execution/progress.ts';
import { type Outcome, until } from './run-steps.ts';
import type { SmokeSession } from './session.ts';
import { known, type Trial } from './trial.ts';

/** What the tutorial's steps have to reach here: the second waits for a person. */
const WANTED: Record<number, 'done' | 'running'> = { 1: 'done', 2: 'running', 3: 'done', 4: 'done' };

const executionsOf = ({ aws }: SmokeSession) =>
  createExecutions({ engine: { clientConfig: aws }, stateMachineArn: '' });

/**
 * Waits until a step of the tutorial is where it should be.
 * @throws Error with the error and the cause of the execution when that has failed
 */
export async function follow(session: SmokeSession, trial: Trial, step: number): Promise<Outcome> {
  const arn = known(trial.execution, 'The execution');
  const executions = executionsOf(session);
  const { state, seconds } = await until(session, `Step ${step} of the tutorial`, 10, async () => {
    const found = stepProgress(await executions.history(arn)).find((progress) => progress.step === step);
    if (found?.state === WANTED[step]) return found;
    const { status } = await executions.describe(arn);
    if (status === 'RUNNING') return undefined;
    throw new Error(`The execution is ${status}: ${await causeOf(session, arn)}`);
  });
  return state === 'running' ? { detail: 'waits for a person' } : { seconds };
}

async function causeOf({ aws }: SmokeSession, arn: string): Promise<string> {
  const { what = 'no cause', remedy = '' } = await executionReader(new SFNClient(aws))(arn);
  return `${what} ${remedy}`;
}

/** Waits until an execution has ended. */
export function untilEnded(session: SmokeSession, arn: string, minutes: number): Promise<ExecutionState> {
  const executions = executionsOf(session);
  return until(session, 'The end of the execution', minutes, async () => {
    const state = await executions.describe(arn);
    return state.status === 'RUNNING' ? undefined : state;
  });
}

/** The execution that a command says it has started. */
export const executionOf = (output: string): string =>
  known(output.match(/arn:aws:states:\S+:execution:\S+/)?.[0], 'The execution');
