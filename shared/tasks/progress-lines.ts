import * as z from 'zod/mini';
import type { Application } from '../domain/application.ts';
import { TASK_STATES, type TaskKind, taskName, type WaitingTask } from '../domain/human-task.ts';
import type { ApplicationPaths } from '../domain/parameter-paths.ts';
import type { ProgressLine } from '../domain/progress.ts';
import { readStored } from '../domain/stored-json.ts';
import { parseOutcome, type TaskOutcome } from './task-outcome.ts';

/** What the steps of an application have written, by name, and what waits. */
export interface Found {
  paths: ApplicationPaths;
  values: Record<string, string>;
  application: Application | undefined;
  tasks: WaitingTask[];
  /** The last execution that ended has succeeded. */
  isReady: boolean;
}

/** How each step of the tutorial stands, as far as what was written tells. */
export const progressLines = (found: Found): ProgressLine[] => withNext(linesOf(found));

function linesOf(found: Found): ProgressLine[] {
  const { paths, values, application } = found;
  const accounts = application?.authorizations ?? [];
  const has = (name: string) => values[name] !== undefined;
  return [
    line('1', 'Select a selling account', application !== undefined),
    person(found, 'request-data-access', has(paths.developerProfile)),
    ...iamLines(found),
    person(found, 'register-application', has(paths.lwa.clientId)),
    ...accounts.flatMap(({ name }): ProgressLine[] => {
      const { details, verified } = paths.authorization(name);
      return [
        person(found, 'self-authorize', has(details), name),
        line('7', `Exchange LWA tokens: ${name}`, has(details)),
        line(
          '8',
          `Call the Selling Partner API: ${name}`,
          has(verified),
          timeIn(values[verified], 'verifiedAt'),
        ),
      ];
    }),
    line('8', 'Record the results', found.isReady),
    // It is asked for only where a secret has never come by the queue.
    ...[person(found, 'register-queue', false)].filter(({ state }) => state !== 'later'),
  ];
}

function iamLines({ paths: { iam }, values, application }: Found): ProgressLine[] {
  if (application?.iam.mode === 'none')
    return [{ step: '3, 4', title: 'IAM user, policy and role', state: 'skipped' }];
  const has = (name: string) => values[name] !== undefined;
  const made =
    application?.iam.mode === 'adopt'
      ? []
      : [
          line('3.2', 'IAM user', has(iam.userArn)),
          line('3.3', 'IAM policy', has(iam.policyArn)),
          line('3.4, 3.5', 'IAM role, and the policy that lets the user assume it', has(iam.roleArn)),
        ];
  return [
    ...made,
    line('3.6', 'Verify the policies', has(iam.verification)),
    line('4', 'Test AssumeRole', has(iam.assumeRoleTest), timeIn(values[iam.assumeRoleTest], 'testedAt')),
  ];
}

const line = (step: string, title: string, done: boolean, since?: string): ProgressLine => ({
  step,
  title,
  state: done ? 'done' : 'later',
  ...(done && since && { since }),
});

function person(
  { paths, values, tasks }: Found,
  kind: TaskKind,
  done: boolean,
  account?: string,
): ProgressLine {
  const { title, tutorialStep } = TASK_STATES[kind];
  const name = account ? `${kind}-${account}` : kind;
  const about = {
    ...(tutorialStep && { step: String(tutorialStep) }),
    title: account ? `${title}: ${account}` : title,
  };
  const outcome = parseOutcome(values[paths.outcome(name)]);
  const task = tasks.find((one) => taskName(one) === name);
  if (task)
    return {
      ...about,
      state: 'waits',
      since: task.requestedAt,
      until: task.expiresAt,
      ...told(outcome, task),
    };
  if (!done && outcome?.outcome !== 'done') return { ...about, state: 'later' };
  return { ...about, state: 'done', ...(outcome && { since: outcome.at }) };
}

function told(outcome: TaskOutcome | undefined, { rejections = 0 }: WaitingTask): Partial<ProgressLine> {
  const submitted = outcome?.outcome === 'submitted' && outcome.round === rejections;
  return {
    ...(rejections > 0 && { rejections }),
    ...(submitted && { submittedAt: outcome.at }),
  };
}

function timeIn(text: string | undefined, field: string): string | undefined {
  const time = readStored(z.record(z.string(), z.unknown()), text)?.[field];
  return typeof time === 'string' ? time : undefined;
}

/** The first line that nothing keeps back is what comes next. */
function withNext(lines: ProgressLine[]): ProgressLine[] {
  const next = lines.findIndex(({ state }) => state === 'later');
  return lines.map((one, i) => (i === next ? { ...one, state: 'next' } : one));
}
