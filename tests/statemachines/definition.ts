import { readdirSync, readFileSync } from 'node:fs';
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

/** What was parsed, by file: the shared parts are named by most states. */
const parsed = new Map<string, Record<string, unknown>>();

/** Nobody changes what it answers: {@link resolve} makes a copy of it. */
function read(file: string): Record<string, unknown> {
  const known = parsed.get(file);
  if (known) return known;
  const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
  const contents = parse(text, { merge: true });
  parsed.set(file, contents);
  return contents;
}

// It is JavaScript for the framework, which has no use for types.
const DEPLOYMENT = '../../statemachines/deployment.js';
const { deploymentOf } = await import(DEPLOYMENT);

/** What the framework puts where a definition names a part of another file. */
function shared(value: string): unknown {
  const [, file, name = ''] = value.match(/^\$\{file\((.+)\):(\w+)\}$/) ?? [];
  return file ? resolve(read(file)[name]) : value;
}

const ARN = 'arn:aws:lambda:us-east-1:111122223333:function:';
const TOPIC = 'arn:aws:sns:us-east-1:111122223333:Topic';

/** Puts example ARNs where CloudFormation would put real ones, a function's with its logical id at the end, and the shared parts. */
function resolve(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(resolve);
  if (typeof value === 'string') return shared(value);
  if (typeof value !== 'object' || value === null) return value;
  if ('Fn::GetAtt' in value) return `${ARN}${(value['Fn::GetAtt'] as string[])[0]}`;
  if ('Ref' in value) return TOPIC;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolve(inner)]));
}

export interface NamedState {
  name: string;
  state: State;
}

const nested = (machine: Machine): Machine[] =>
  Object.values(machine.States)
    .flatMap(({ Branches = [], ItemProcessor }) => [...Branches, ...(ItemProcessor ? [ItemProcessor] : [])])
    .flatMap((inner) => [inner, ...nested(inner)]);

/** A state machine as it is deployed, but with example ARNs, and what tests ask of it. */
export function readMachine(file: string) {
  const definition = resolve(read(`statemachines/${file}.asl.yaml`)) as Machine;
  /** Its settings and resources. */
  const deployment = deploymentOf(file);
  /** The state machine and those inside its Parallel and Map states. */
  const machines = [definition, ...nested(definition)];
  /** All states, at any depth. */
  const states: NamedState[] = machines.flatMap((machine) =>
    Object.entries(machine.States).map(([name, state]) => ({ name, state })),
  );
  const ofType = (...types: string[]) => states.filter(({ state }) => types.includes(state.Type));
  /** The machine that has the state itself, not in a branch. */
  const machineOf = (name: string): Machine => {
    const machine = machines.find(({ States }) => name in States);
    if (!machine) throw new Error(`There is no state ${name}.`);
    return machine;
  };
  const stateOf = (name: string) => machineOf(name).States[name] as State;
  return { definition, deployment, machines, states, ofType, tasks: ofType('Task'), machineOf, stateOf };
}

/** The files of all state machines, without their endings. */
export const MACHINE_FILES = readdirSync(new URL('../../statemachines', import.meta.url))
  .filter((name) => name.endsWith('.machine.yml'))
  .map((name) => name.replace('.machine.yml', ''));

export const { definition, deployment, machines, states, ofType, tasks, machineOf, stateOf } =
  readMachine('create-private-app');

export const isHuman = ({ state }: NamedState) => state.Resource?.endsWith('.waitForTaskToken') ?? false;

/** Logical id of the function that a state calls, undefined where it calls none. */
export const functionOf = ({ state }: NamedState) => state.Parameters?.FunctionName?.replace(ARN, '');
