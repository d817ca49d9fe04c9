import * as z from 'zod/mini';
import type { Authorization } from '../domain/application.ts';
import { type TaskKind, taskName } from '../domain/human-task.ts';
import type { ProgressLine } from '../domain/progress.ts';
import { readStored } from '../domain/stored-json.ts';
import type { UsableAccount } from '../domain/ways-to-use.ts';
import type { Services } from '../services.ts';
import { type Found, progressLines } from './progress-lines.ts';
import { readApplication } from './read-application.ts';
import { findTasks } from './task-store.ts';

/** How far an application is. */
export interface Progress {
  lines: ProgressLine[];
  /** What failed last, where nothing has been asked since. */
  failed?: { step: string; error: string; since: string };
  /** Since when the application works. */
  readySince?: string;
  /** The path of its results in Parameter Store, and its first account, once it works. */
  results?: string;
  account?: UsableAccount;
}

/** What the last execution that ended has stored. */
export const Status = z.object({
  state: z.enum(['ready', 'failed']),
  since: z.string(),
  step: z.optional(z.string()),
  error: z.optional(z.string()),
});

/**
 * How far an application is, read from what the steps have written: the execution's history would show more, and more
 * than the holder of a link may see. No secret is read but the waiting tasks themselves.
 * @throws what Parameter Store throws
 */
export async function readProgress(
  services: Pick<Services, 'parameters'>,
  appName: string,
): Promise<Progress> {
  const found = await readFound(services, appName);
  const lines = progressLines(found);
  const waits = lines.some(({ state, step }) => step && state === 'waits');
  const { state, since = '', step = '', error = '' } = found.status ?? {};
  const account = usableOf(found.application?.authorizations ?? []);
  return {
    lines,
    ...(state === 'failed' && !waits && { failed: { step, error, since } }),
    ...(state === 'ready' &&
      !waits && {
        readySince: since,
        results: `${services.parameters.paths.of(appName).root}/`,
        ...(account && { account }),
      }),
  };
}

/** The account for a first call: the first one. */
export function usableOf([first]: Authorization[]): UsableAccount | undefined {
  return first && { name: first.name, sellingPartner: first.sellingPartner };
}

/** The tasks that set an application up and keep it working, in the order of the tutorial. */
export const tasksOf = (accounts: Authorization[]): { kind: TaskKind; authorization?: Authorization }[] => [
  { kind: 'request-data-access' },
  { kind: 'register-application' },
  ...accounts.map((authorization) => ({ kind: 'self-authorize' as const, authorization })),
  { kind: 'register-queue' },
];

async function readFound(
  services: Pick<Services, 'parameters'>,
  appName: string,
): Promise<Found & { status: z.infer<typeof Status> | undefined }> {
  const paths = services.parameters.paths.of(appName);
  const application = await readApplication(services, appName);
  const accounts = application?.authorizations ?? [];
  const names = tasksOf(accounts).map(taskName);
  const values = await services.parameters.get([
    ...[paths.status, paths.developerProfile, paths.lwa.clientId],
    ...[
      paths.iam.userArn,
      paths.iam.policyArn,
      paths.iam.roleArn,
      paths.iam.verification,
      paths.iam.assumeRoleTest,
    ],
    ...names.map(paths.outcome),
    ...accounts.flatMap(({ name }) => [
      paths.authorization(name).details,
      paths.authorization(name).verified,
    ]),
  ]);
  const tasks = await findTasks(services, appName, names);
  const status = readStored(Status, values[paths.status]);
  return { paths, values, application, tasks, status, isReady: status?.state === 'ready' };
}
