import { type MockInput, SFNClient, TestStateCommand } from '@aws-sdk/client-sfn';
import { sharedEngine } from '../support/shared-engine.ts';
import { APP, EXECUTION } from '../support/subjects.ts';
import { type Machine, machineOf } from './definition.ts';

export const TOKEN = 'the-token';
export const TYPED = { appName: APP, marketplace: 'US' };
export const EXECUTION_CONTEXT = { Id: EXECUTION, Name: 'first', Input: TYPED, RedriveCount: 0 };

export interface StateTester {
  /** Runs one state: its task answers `result` or fails with `error`. */
  test(name: string, input: unknown, mock?: { result?: unknown; error?: string }): Promise<Outcome>;
  /** What a state does with an error before it looks at its catch. */
  retry(name: string, input: unknown, error: string, retries: number): Promise<Outcome>;
  close(): Promise<void>;
}

export type Outcome = Awaited<ReturnType<typeof run>>;

export const CAUSE = JSON.stringify({ errorType: 'Any', errorMessage: 'It failed.' });

async function run(
  sfn: SFNClient,
  machine: Machine,
  stateName: string,
  input: unknown,
  mock?: MockInput,
  retries = 0,
) {
  const { status, output, nextState, error, cause, inspectionData } = await sfn.send(
    new TestStateCommand({
      definition: JSON.stringify(machine),
      stateName,
      input: JSON.stringify(input),
      inspectionLevel: 'DEBUG',
      context: JSON.stringify({ Execution: EXECUTION_CONTEXT, Task: { Token: TOKEN } }),
      stateConfiguration: { retrierRetryCount: retries },
      ...(mock && { mock }),
    }),
  );
  const asked = inspectionData?.afterParameters;
  return {
    status,
    output: output === undefined ? undefined : JSON.parse(output),
    next: nextState,
    error,
    cause,
    asked: asked === undefined ? undefined : JSON.parse(asked),
    delay: inspectionData?.errorDetails?.retryBackoffIntervalSeconds,
  };
}

const failure = (error: string): MockInput => ({ errorOutput: { error, cause: CAUSE } });

/**
 * Tests states on the embedded AWS; one in a branch is tested in its branch, because AWS looks no deeper.
 * @param machineWith finds the machine that has a state
 */
export async function startStateTester(machineWith = machineOf): Promise<StateTester> {
  const engine = await sharedEngine();
  const sfn = new SFNClient({ ...engine.clientConfig, disableHostPrefix: true });
  return {
    test(name, input, { result, error } = {}) {
      const answer = result === undefined ? undefined : { result: JSON.stringify(result) };
      return run(sfn, machineWith(name), name, input, error ? failure(error) : answer);
    },
    retry(name, input, error, retries) {
      // The engine looks at Catch first and AWS at Retry first, so the state is tested without its Catch.
      const machine = structuredClone(machineWith(name));
      delete machine.States[name]?.Catch;
      return run(sfn, machine, name, input, failure(error), retries);
    },
    close: () => engine.close(),
  };
}
