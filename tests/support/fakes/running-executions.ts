import type { RunningExecutions } from '#shared/clients/running-executions.ts';
import { withControls } from './controls.ts';

export const MACHINE_ARN = 'arn:aws:states:eu-west-1:111122223333:stateMachine:create-private-app';

/** Executions of one state machine in memory. */
export function fakeRunningExecutions() {
  const running = new Map<string, string>();
  const ended = new Set<string>();
  const stopped: Record<string, { error: string; cause: string }> = {};
  const service: RunningExecutions = {
    list: async (machine) => (machine === MACHINE_ARN ? [...running.keys()] : []),
    isRunning: async (execution) => !ended.has(execution),
    inputOf: async (execution) => running.get(execution),
    stop: async (execution, error, cause) => {
      ended.add(execution);
      if (running.delete(execution)) stopped[execution] = { error, cause };
    },
  };
  return withControls(service, {
    stopped,
    /** Lets an execution be over. */
    end: (execution: string) => void ended.add(execution),
    names: () => [...running.keys()],
    add: (execution: string, input: string) => void running.set(execution, input),
  });
}
