import { kindOf, TASK_STATES, type TaskKind } from './human-task.ts';

/** Who has to do what. */
export interface NextToAct {
  who: string;
  what: string;
  /** The task to answer, where it is one: `self-authorize-us`. */
  task?: string;
}

/** What is known of an application, as far as it can ask a person for something. */
interface Asking {
  /** Names of the waiting tasks. */
  tasks: readonly string[];
  causes: readonly { check: string; error: string; remedy: string }[];
  /** How the last execution ended. */
  last?: { state: string; step?: string | undefined; error?: string | undefined } | undefined;
  credentials: readonly { name: string; daysLeft?: number | undefined; automatic: boolean }[];
}

const PRIMARY_USER = 'the primary user of the developer account';
const AWS_ADMIN = 'whoever administers the AWS account';
const sellerOf = (account: string) => `whoever administers the selling account ${account}`;

const WHO: Record<TaskKind, (account: string) => string> = {
  'request-data-access': () => PRIMARY_USER,
  'register-application': () => PRIMARY_USER,
  'self-authorize': sellerOf,
  'register-queue': () => PRIMARY_USER,
  'confirm-removal': () => 'whoever started the removal',
};

/** A person is asked so many days before an authorization or an adopted key ends. */
const ASK_DAYS = 30;
/** What the stack replaces by itself has failed to be replaced when so few days are left. */
const LATE_DAYS = 7;

/** The next person to act: first for what waits, then for what fails, then for what expires. */
export function nextToAct({ tasks, causes, last, credentials }: Asking): NextToAct | undefined {
  const [task] = tasks;
  if (task) return ofTask(task);
  const [cause] = causes;
  if (cause) return { who: whoFixes(cause.check), what: `${cause.check}: ${cause.error}. ${cause.remedy}` };
  if (last?.state === 'failed')
    return {
      who: AWS_ADMIN,
      what: `${last.step ?? 'A step'} failed: ${last.error ?? 'unknown'}. The message about the failure says what to do.`,
    };
  const [first] = credentials
    .filter(
      ({ daysLeft = Number.POSITIVE_INFINITY, automatic }) => daysLeft <= (automatic ? LATE_DAYS : ASK_DAYS),
    )
    .toSorted((a, b) => (a.daysLeft ?? 0) - (b.daysLeft ?? 0));
  return first && ofExpiry(first.name);
}

function ofTask(task: string): NextToAct {
  const kind = kindOf(task) ?? 'request-data-access';
  const account = task.slice(kind.length + 1);
  const { title } = TASK_STATES[kind];
  return { who: WHO[kind](account), what: account ? `${title}: account ${account}` : title, task };
}

function whoFixes(check: string): string {
  const [, account] = check.match(/\(([^()]+)\)$/) ?? [];
  if (account) return sellerOf(account);
  return check === 'CheckClient' ? PRIMARY_USER : AWS_ADMIN;
}

function ofExpiry(name: string): NextToAct {
  const [, account] = name.match(/^authorization (.+)$/) ?? [];
  if (account) return { who: sellerOf(account), what: 'Authorize the application again' };
  return name === 'access key'
    ? { who: AWS_ADMIN, what: 'Replace the access key of the IAM user' }
    : { who: PRIMARY_USER, what: 'Rotate the client secret' };
}
