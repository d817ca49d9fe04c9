import { type Machine, type State, tasks } from './definition.ts';
import { CAUSE } from './state-tester.ts';
import { steps } from './steps.ts';

const answers = new Map(steps.map(({ name, answer }) => [name, answer]));

/** A Pass state in place of a task: the same data path, the answer known. */
function succeeding(
  name: string,
  { Resource, ResultSelector, ResultPath, OutputPath, Next, End }: State,
): State {
  const answer = answers.get(name) ?? {};
  const Result = Resource?.endsWith('.waitForTaskToken') ? answer : { Payload: answer };
  // JSON drops what is undefined.
  return { Type: 'Pass', Result, ResultSelector, ResultPath, OutputPath, Next, End } as State;
}

function failing(error: string, { Catch = [] }: State): State {
  const way = Catch.find(({ ErrorEquals }) =>
    [error, 'States.ALL'].some((name) => ErrorEquals.includes(name)),
  );
  const Result = { Error: error, Cause: CAUSE };
  return { Type: 'Pass', Result, ResultPath: way?.ResultPath, Next: way?.Next } as State;
}

function standIn(name: string, state: State, failure: Failing | undefined): State {
  if (name === 'NotifyFailure') return { Type: 'Pass', End: true };
  if (state.Type === 'Task') {
    return failure?.name === name ? failing(failure.error, state) : succeeding(name, state);
  }
  const { Branches, ItemProcessor } = state;
  return {
    ...state,
    ...(Branches && { Branches: Branches.map((branch) => withStandIns(branch, failure)) }),
    ...(ItemProcessor && { ItemProcessor: withStandIns(ItemProcessor, failure) }),
  };
}

export interface Failing {
  name: string;
  error: string;
}

/** The machine with Pass states for its tasks, so that it runs by itself; one task may fail. */
export const withStandIns = (machine: Machine, failure?: Failing): Machine => ({
  ...machine,
  States: Object.fromEntries(
    Object.entries(machine.States).map(([name, state]) => [name, standIn(name, state, failure)]),
  ),
});

/** Names of the tasks whose failure people are told about. */
export const failableTasks = tasks
  .map(({ name }) => name)
  .filter((name) => !/^(Notify|Announce)Failure$/.test(name) && name !== 'SubscribeAddress');
