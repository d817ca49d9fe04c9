import type { Executions } from '#shared/clients/executions.ts';
import { withControls } from './controls.ts';

/** Executions of a state machine in memory: a name is used once. */
export function fakeExecutions() {
  const started: Record<string, unknown> = {};
  const service: Executions = {
    start: async (name, input) => {
      if (name in started) return 'started-before';
      started[name] = input;
      return 'started';
    },
  };
  return withControls(service, {
    /** Inputs by the name of the execution. */
    started,
  });
}
