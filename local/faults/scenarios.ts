import { answerByCode } from '../person/answer-by-code.ts';
import { enrolForRotation } from '../stack/client-secrets.ts';
import { cloneApplication, type Template, templateOf } from './clone-application.ts';
import type { FaultStack } from './fault-stack.ts';

/** One state machine and what it is run with. */
export interface Scenario {
  /** Name of the state machine, or of what is special about the run. */
  name: string;
  /** Output of the stack with its ARN. */
  machine: string;
  /** What is done before the faults begin; by default nothing. */
  prepare?(stack: FaultStack, appName: string): Promise<void>;
  input(appName: string): unknown;
  /** Whether two people answer every task at once, each differently. */
  twoAnswerers?: true;
  /** Whether nothing of the application is left in the end. */
  removes?: true;
}

/** An application that is ready, made without faults. */
async function create(stack: FaultStack, appName: string): Promise<void> {
  const { status, cause } = await stack.run(
    stack.machines.CreatePrivateAppArn ?? '',
    createInput(appName),
    appName,
    answerByCode(stack.time),
  );
  if (status !== 'SUCCEEDED') throw new Error(`${appName} could not be made: ${cause}`);
}

/** One whose queue is known to work: the check asks for no registration of it. */
async function createRotated(stack: FaultStack, appName: string): Promise<void> {
  await create(stack, appName);
  enrolForRotation(stack, await clientIdOf(stack, appName));
  const { status, cause } = await stack.run(stack.machines.RotateClientSecretArn ?? '', { appName }, appName);
  if (status !== 'SUCCEEDED') throw new Error(`The secret of ${appName} could not be rotated: ${cause}`);
}

async function clientIdOf({ parameters }: FaultStack, appName: string): Promise<string> {
  const { lwa } = parameters.paths.of(appName);
  const { [lwa.clientId]: clientId = '' } = await parameters.get([lwa.clientId]);
  return clientId;
}

/** Makes one such application for each stack, and then clones of it. */
function cloned(make: (stack: FaultStack, appName: string) => Promise<void>, enrolled = false) {
  const templates = new WeakMap<FaultStack, Promise<Template>>();
  return async (stack: FaultStack, appName: string): Promise<void> => {
    const known = templates.get(stack) ?? makeTemplate(stack, make);
    templates.set(stack, known);
    const clientId = await cloneApplication(stack, await known, appName);
    if (enrolled) enrolForRotation(stack, clientId);
  };
}

let templates = 0;

async function makeTemplate(
  stack: FaultStack,
  make: (stack: FaultStack, appName: string) => Promise<void>,
): Promise<Template> {
  const appName = `template${templates++}`;
  await make(stack, appName);
  return templateOf(stack, appName);
}

const createInput = (appName: string) => ({ appName, marketplace: 'US' });

/** The runs that faults are injected into, at least one a state machine. */
export const SCENARIOS: Scenario[] = [
  { name: 'create-private-app', machine: 'CreatePrivateAppArn', input: createInput },
  {
    name: 'check-credentials',
    machine: 'CheckCredentialsArn',
    prepare: cloned(createRotated, true),
    input: (appName) => ({ appName }),
  },
  {
    name: 'rotate-access-key',
    machine: 'RotateAccessKeyArn',
    prepare: cloned(create),
    input: (appName) => ({ appName, force: true, settleSeconds: 120, graceSeconds: 60 }),
  },
  {
    name: 'rotate-client-secret',
    machine: 'RotateClientSecretArn',
    prepare: cloned(create, true),
    // Asks once more after an hour where the answer was lost, and then waits for another half.
    input: (appName) => ({ appName, waitSeconds: 5400 }),
  },
  {
    name: 'remove-private-app',
    machine: 'RemovePrivateAppArn',
    prepare: cloned(create),
    input: (appName) => ({ appName, graceSeconds: 60 }),
    removes: true,
  },
  { name: 'two-answerers', machine: 'CreatePrivateAppArn', input: createInput, twoAnswerers: true },
];
