import { ALL_APPLICATIONS, UNKNOWN_APPLICATION } from './all-applications.ts';

/** What people have to know of a state machine whose execution ended badly. */
interface MachineWords {
  /** What an execution of it is called. */
  name: string;
  /** The command that starts it again. */
  again: (appName: string) => string;
  /** Whether calls of an application fail then; absent where the machine is about none that works. */
  calls?: (error: string | undefined) => string;
}

const MACHINES: Record<string, MachineWords> = {
  'create-private-app': { name: 'setup', again: (appName) => `spapi start ${appName} --again` },
  'rotate-client-secret': {
    name: 'rotation of the client secret',
    again: (appName) => `spapi rotate client-secret ${appName} --wait`,
    calls: (error) =>
      error === 'ClientSecretRejected'
        ? 'Calls fail now.'
        : 'Nothing fails yet: only a client secret that works replaces the stored one.',
  },
  'rotate-access-key': {
    name: 'rotation of the access key',
    again: (appName) => `spapi rotate access-key ${appName} --wait`,
    calls: (error) =>
      error === 'AccessKeyInvalid'
        ? 'Calls that are signed with the stored access key fail now.'
        : 'Nothing fails yet: the old access key works until the new one is tested.',
  },
  'check-credentials': {
    name: 'check',
    again: (appName) => `spapi check ${appName === ALL_APPLICATIONS ? '' : `${appName} `}--wait`,
    calls: () => 'Calls may still work: the check itself failed.',
  },
  'remove-private-app': { name: 'removal', again: (appName) => `spapi remove ${appName}` },
};

const wordsOf = (machine: string): MachineWords | undefined =>
  Object.entries(MACHINES).find(([name]) => machine.endsWith(name))?.[1];

/**
 * The command that starts a machine again.
 * @param machine its name, with or without that of the stack
 * @returns `undefined` for a machine that is not known, or where the application is not
 */
export function commandAgain(machine: string, appName: string): string | undefined {
  if (appName === UNKNOWN_APPLICATION) return undefined;
  if (appName === ALL_APPLICATIONS && !machine.endsWith('check-credentials')) return undefined;
  return wordsOf(machine)?.again(appName);
}

/**
 * Whether calls of a working application fail after an execution of a machine has failed, in a line; empty where that
 * is no question.
 * @param machine its name, with or without that of the stack
 * @param error what it failed with
 */
export function callsAfter(machine: string, error?: string): string[] {
  const line = wordsOf(machine)?.calls?.(error);
  return line ? [line] : [];
}

/**
 * At which step an execution stopped, in a line.
 * @param machine its name, with or without that of the stack
 */
export function stoppedAt(machine: string, appName: string, step: string): string {
  const name = wordsOf(machine)?.name;
  if (!name) return `Step: ${step}`;
  return `The ${name} of ${WHICH[appName] ?? appName} stopped at the step ${step}.`;
}

const WHICH: Record<string, string> = {
  [ALL_APPLICATIONS]: 'all applications',
  [UNKNOWN_APPLICATION]: 'an unknown application',
};

/** After these the same again fails again, or undoes what somebody has decided since. */
const NOT_AGAIN = new Set(['InvalidInput', 'RemovalWithdrawn', 'RotationOfSandboxApplication']);

/**
 * The command for the time when a failure is fixed, in a line; empty where the same input would not do.
 * @param machine its name, with or without that of the stack
 */
export function thenAgain(machine: string, appName: string, error: string): string[] {
  const again = NOT_AGAIN.has(error) ? undefined : commandAgain(machine, appName);
  return again ? [`To start the ${wordsOf(machine)?.name} again: ${again}`] : [];
}

/**
 * The state machine of an execution.
 * @param executionArn arn:aws:states:REGION:ACCOUNT:execution:MACHINE:NAME
 */
export const machineOf = (executionArn: string): string => executionArn.split(':')[6] ?? '';
