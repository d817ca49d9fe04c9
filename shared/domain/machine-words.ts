import { ALL_APPLICATIONS } from './all-applications.ts';

/** What people have to know of a state machine whose execution ended badly. */
interface MachineWords {
  /** The command that starts it again. */
  again: (appName: string) => string;
  /** Whether calls of an application fail then; absent where the machine is about none that works. */
  calls?: (error: string | undefined) => string;
}

const MACHINES: Record<string, MachineWords> = {
  'create-private-app': { again: (appName) => `spapi start ${appName} --again` },
  'rotate-client-secret': {
    again: (appName) => `spapi rotate client-secret ${appName} --wait`,
    calls: (error) =>
      error === 'ClientSecretRejected'
        ? 'Calls fail now.'
        : 'Nothing fails yet: only a client secret that works replaces the stored one.',
  },
  'rotate-access-key': {
    again: (appName) => `spapi rotate access-key ${appName} --wait`,
    calls: (error) =>
      error === 'AccessKeyInvalid'
        ? 'Calls that are signed with the stored access key fail now.'
        : 'Nothing fails yet: the old access key works until the new one is tested.',
  },
  'check-credentials': {
    again: (appName) => `spapi check ${appName === ALL_APPLICATIONS ? '' : `${appName} `}--wait`,
    calls: () => 'Calls may still work: the check itself failed.',
  },
  'remove-private-app': { again: (appName) => `spapi remove ${appName}` },
};

const wordsOf = (machine: string): MachineWords | undefined =>
  Object.entries(MACHINES).find(([name]) => machine.endsWith(name))?.[1];

/**
 * The command that starts a machine again.
 * @param machine its name, with or without that of the stack
 * @returns `undefined` for a machine that is not known, or where the application is not
 */
export function commandAgain(machine: string, appName: string): string | undefined {
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
 * The state machine of an execution.
 * @param executionArn arn:aws:states:REGION:ACCOUNT:execution:MACHINE:NAME
 */
export const machineOf = (executionArn: string): string => executionArn.split(':')[6] ?? '';
