import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export interface Retrier {
  ErrorEquals: string[];
  IntervalSeconds: number;
  BackoffRate: number;
  MaxAttempts: number;
  MaxDelaySeconds?: number;
  JitterStrategy: string;
}

export interface Catcher {
  ErrorEquals: string[];
  ResultPath?: string;
  Next: string;
}

export interface State {
  Type: string;
  Comment?: string;
  Resource?: string;
  Parameters?: { FunctionName?: string; Payload?: unknown };
  ResultPath?: string | null;
  Next?: string;
  Default?: string;
  Choices?: { Next: string }[];
  Branches?: Machine[];
  ItemProcessor?: Machine;
  Retry?: Retrier[];
  Catch?: Catcher[];
  [field: string]: unknown;
}

export interface Machine {
  StartAt: string;
  States: Record<string, State>;
  TimeoutSeconds?: number;
}

const read = (name: string) =>
  parse(readFileSync(new URL(`../../statemachines/${name}`, import.meta.url), 'utf8'), { merge: true });

const ARN = 'arn:aws:lambda:us-east-1:111122223333:function:';
const TOPIC = 'arn:aws:sns:us-east-1:111122223333:Topic';

/** Puts example ARNs where CloudFormation would put real ones; a function's ends with its logical id. */
function resolve(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(resolve);
  if (typeof value !== 'object' || value === null) return value;
  if ('Fn::GetAtt' in value) return `${ARN}${(value['Fn::GetAtt'] as string[])[0]}`;
  if ('Ref' in value) return TOPIC;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolve(inner)]));
}

/** The state machine, as deployed but with example ARNs. */
export const definition = resolve(read('create-private-app.asl.yaml')) as Machine;
/** The state machine's settings and resources, as written. */
export const deployment = read('create-private-app.machine.yml');

const nested = (machine: Machine): Machine[] =>
  Object.values(machine.States)
    .flatMap(({ Branches = [], ItemProcessor }) => [...Branches, ...(ItemProcessor ? [ItemProcessor] : [])])
    .flatMap((inner) => [inner, ...nested(inner)]);

/** The state machine and those inside its Parallel and Map states. */
export const machines = [definition, ...nested(definition)];

export interface NamedState {
  name: string;
  state: State;
}

/** All states, at any depth. */
export const states: NamedState[] = machines.flatMap((machine) =>
  Object.entries(machine.States).map(([name, state]) => ({ name, state })),
);

export const ofType = (...types: string[]) => states.filter(({ state }) => types.includes(state.Type));
export const tasks = ofType('Task');
export const isHuman = ({ state }: NamedState) => state.Resource?.endsWith('.waitForTaskToken') ?? false;

/** The machine that has the state itself, not in a branch. */
export function machineOf(name: string): Machine {
  const machine = machines.find(({ States }) => name in States);
  if (!machine) throw new Error(`There is no state ${name}.`);
  return machine;
}

export const stateOf = (name: string) => machineOf(name).States[name] as State;

/** Logical id of the function that a state calls, undefined where it calls none. */
export const functionOf = ({ state }: NamedState) => state.Parameters?.FunctionName?.replace(ARN, '');
