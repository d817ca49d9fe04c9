import { ALL_APPLICATIONS, UNKNOWN_APPLICATION } from './all-applications.ts';
import { REFUSED_BY_AMAZON } from './refusals.ts';
import { shortTime } from './times.ts';

/** How an execution ended badly. */
interface BadEnd {
  step?: string | undefined;
  error?: string | undefined;
  /** Set where it was stopped or ran out of time. */
  stopped?: boolean;
  /** When the client secret expires, where that is known; ISO 8601, UTC. */
  secretEnds?: string | undefined;
}

/** What people have to know of a state machine whose execution ended badly. */
interface MachineWords {
  /** What an execution of it is called. */
  name: string;
  /** The command that starts it again. */
  again: (appName: string) => string;
  /** Whether calls of an application fail then; nothing where that is not known for sure. */
  calls?: (end: BadEnd) => string | undefined;
}

/** Setup may stop at these without a change to what programs use. */
const HARMLESS = new Set([
  'SelectSellingAccount',
  'SubscribeAddress',
  'RequestDataAccess',
  'ProvisionIamUser',
  'ProvisionIamPolicy',
  'ProvisionIamRole',
  'AttachStsPolicy',
  'RegisterApplication',
  'SelfAuthorize',
]);

function callsAfterSetup({ step = '', error = '', stopped }: BadEnd): string | undefined {
  if (REFUSED_BY_AMAZON.has(error)) return 'Amazon refuses calls with the stored credentials.';
  const isHarmless = stopped || (HARMLESS.has(step) && !error.startsWith('AccessKey'));
  return isHarmless ? 'Setup only: no call fails because of this.' : undefined;
}

function callsAfterRotation({ step = '', error, secretEnds }: BadEnd): string {
  if (error === 'ClientSecretRejected') return 'Calls fail now.';
  if (step !== 'RequestNewClientSecret' && step !== 'RegisterQueue')
    return 'Nothing fails yet: only a client secret that works is stored.';
  return `Nothing fails yet. The old client secret is still in use${secretEnds ? `; it expires on ${shortTime(secretEnds)}` : ''}.`;
}

const MACHINES: Record<string, MachineWords> = {
  'create-private-app': {
    name: 'setup',
    again: (appName) => `spapi start ${appName} --again`,
    calls: callsAfterSetup,
  },
  'rotate-client-secret': {
    name: 'rotation of the client secret',
    again: (appName) => `spapi rotate client-secret ${appName} --wait`,
    calls: callsAfterRotation,
  },
  'rotate-access-key': {
    name: 'rotation of the access key',
    again: (appName) => `spapi rotate access-key ${appName} --wait`,
    calls: ({ error }) =>
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
 * Whether calls of a working application fail after an execution of a machine has ended badly, in a line; empty where
 * that is not known for sure.
 * @param machine its name, with or without that of the stack
 */
export function callsAfter(machine: string, end: BadEnd): string[] {
  const line = wordsOf(machine)?.calls?.(end);
  return line ? [line] : [];
}

/**
 * At which step an execution stopped, in a sentence.
 * @param machine its name, with or without that of the stack
 * @param step its name, and the account that it was for where that is known
 */
export function stoppedAt(machine: string, appName: string, step: string): string {
  const name = wordsOf(machine)?.name;
  return name ? `The ${name} of ${which(appName)} stopped at the step ${step}.` : `The step ${step} failed.`;
}

/**
 * How an execution ended that did not report it, in a sentence.
 * @param machine its name, with or without that of the stack
 * @param how its status, and its error if it has one
 */
export function endedAs(machine: string, appName: string, how: string): string {
  const name = wordsOf(machine)?.name ?? `execution of ${machine}`;
  const [status = how] = how.split(' ');
  const ended = ENDS[status] ?? `ended as ${how}`;
  return `The ${name} of ${which(appName)} ${ended}, and no step reported a reason.`;
}

const ENDS: Record<string, string> = {
  TIMED_OUT: 'ran out of time',
  ABORTED: 'was stopped',
  FAILED: 'failed',
};

const which = (appName: string): string => WHICH[appName] ?? appName;

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
