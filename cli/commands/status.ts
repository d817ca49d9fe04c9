import type { Command } from 'commander';
import * as z from 'zod/mini';
import { TASK_STATES, type TaskKind } from '#shared/domain/human-task.ts';
import { type Overview, overviewOf, type StoredOverview } from '#shared/domain/overview.ts';
import type { ParameterPaths } from '#shared/domain/parameter-paths.ts';
import { OpenRemoval } from '#shared/domain/removal.ts';
import { unpackHealth } from '#shared/domain/stored-health.ts';
import { readStored } from '#shared/domain/stored-json.ts';
import { shortTime } from '#shared/domain/times.ts';
import { readStoredOverviews } from '#shared/health/read-overviews.ts';
import { type ApplicationStatus, readStatus } from '../application-status.ts';
import { listApplications } from '../applications.ts';
import { type Connection, connect, type GlobalOptions } from '../connection.ts';
import { UsageError } from '../errors.ts';
import { linkLines, makeHealthLink, withdrawLinks } from '../health-link.ts';
import { print, printJson, styled } from '../output.ts';
import { screenOf } from '../screen.ts';
import { drawOverviews } from '../status-picture.ts';
import { requireAppName } from '../tasks.ts';

interface Options extends GlobalOptions {
  json?: boolean;
  link?: boolean;
  days?: string;
  withdrawLinks?: boolean;
}

const EXAMPLES = `
Examples:
  spapi status                       all applications: days left, last check, who acts next
  spapi status acme-orders           one, with what it waits for
  spapi status acme-orders --json
  spapi status --link                the same as a page, for people without a terminal
`;

/** Adds `status` to the program. */
export function addStatus(program: Command): void {
  program
    .command('status')
    .summary('what is ready, what failed, what waits')
    .description('Shows what is ready, what failed and what waits for a person.')
    .argument('[app-name]', 'one application; all when left out')
    .option('--json', 'print one JSON document')
    .option('--link', 'make a link to a read-only page with the health of all applications')
    .option('--days <number>', 'how many days that link works (default: 14)')
    .option('--withdraw-links', 'end all links to that page')
    .addHelpText('after', EXAMPLES)
    .action(async (appName: string | undefined, _options, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      if (appName) requireAppName(appName);
      requireFitting(appName, options);
      const connection = await connect(options);
      if (options.withdrawLinks) return print(await withdrawLinks(connection));
      if (options.link) return showLink(await makeHealthLink(connection, options.days), options);
      if (appName) await showOne(connection, appName, options);
      else await showAll(connection, options);
    });
}

/** @throws UsageError for options that do not go together */
function requireFitting(appName: string | undefined, { link, days, withdrawLinks: withdraw }: Options): void {
  if (appName && (link || withdraw))
    throw new UsageError('The page of a link shows all applications: leave the application out.');
  if (link && withdraw) throw new UsageError('Choose one of --link and --withdraw-links.');
  if (days !== undefined && !link) throw new UsageError('--days belongs to --link.');
}

function showLink(link: { url: string; expiresAt: string }, { json }: Options): void {
  if (json) printJson(link);
  else print(...linkLines(link));
}

async function showOne(connection: Connection, appName: string, { json }: Options): Promise<void> {
  const status = await readStatus(connection, appName);
  if (json) return printJson(status);
  print(
    styled('bold', appName),
    ...resultLines(status),
    ...healthLines(status),
    ...addressLines(status),
    ...taskLines(status, connection.again),
    ...queueLines(status, connection.again),
  );
}

const STYLES = {
  ready: 'green',
  failed: 'red',
  waiting: 'yellow',
  working: 'yellow',
  removing: 'yellow',
  unknown: 'dim',
} as const;

function resultLines({ state, since, failure, earlier, ready, execution }: ApplicationStatus): string[] {
  return [
    `  ${styled(STYLES[state], state)}${since ? ` since ${shortTime(since)}` : ''}`,
    ...(failure ? [`  Failed at ${failure.step} with ${failure.error}`] : []),
    ...(failure?.what ? [`  Cause: ${failure.what}`] : []),
    ...(failure?.remedy ? [`  What to do: ${failure.remedy}`] : []),
    ...(earlier
      ? [`  Before that, on ${shortTime(earlier.since)}: failed at ${earlier.step} with ${earlier.error}`]
      : []),
    ...(ready ?? []).map(
      ({ name, region, operation, verifiedAt }) =>
        `  Authorization ${name} (${region}): ${operation} answered at ${shortTime(verifiedAt)}`,
    ),
    ...(execution ? [`  Execution: ${execution}`] : []),
  ];
}

/** What the last check found. */
export function healthLines({ health }: ApplicationStatus): string[] {
  if (!health) return [];
  const { state, since, checkedAt, causes, expiries } = health;
  const style = state === 'good' ? 'green' : 'red';
  return [
    `  Credentials: ${styled(style, state)} since ${shortTime(since)}, checked at ${shortTime(checkedAt)}`,
    ...causes.flatMap(({ check, error, what, remedy }) => [
      `  ${check}: ${error}. ${what}`,
      `  What to do: ${remedy}`,
    ]),
    ...expiries.map(({ name, at }) => `  The ${name} ends on ${shortTime(at)}`),
  ];
}

function addressLines({ appName, notifications }: ApplicationStatus): string[] {
  if (!notifications) return [];
  const { address, state, at, problem } = notifications;
  if (state === 'failed')
    return [
      `  ${styled('red', `${address} gets no messages`)}: ${problem?.error}. ${problem?.what}`,
      `  What to do: ${problem?.remedy}`,
    ];
  if (state === 'unknown')
    return [
      `  ${styled('red', `It is not known whether ${address} gets the messages`)}: the step did not end, ${shortTime(at)}`,
      `  What to do: look for ${address} in the subscriptions of the topic; to have the step repeated, start ${appName} again`,
    ];
  return state === 'pending'
    ? [
        `  Messages to ${address} begin when it confirms the subscription: SNS sent it a mail on ${shortTime(at)} or before`,
      ]
    : [];
}

/** The command that asks for a task again. */
const restartOf = (kind: TaskKind, appName: string): string =>
  `spapi ${RESTARTS[TASK_STATES[kind].machine](appName)}`;

const RESTARTS: Record<(typeof TASK_STATES)[TaskKind]['machine'], (appName: string) => string> = {
  'create-private-app': (appName) => `start ${appName} --again`,
  'rotate-client-secret': (appName) => `rotate client-secret ${appName}`,
  'remove-private-app': (appName) => `remove ${appName}`,
};

function queueLines({ appName, queueUnproven }: ApplicationStatus, again: string): string[] {
  return queueUnproven
    ? [
        '  No client secret has come by the queue yet: the stack cannot replace the client secret before it expires.',
        `  What to do: ${restartOf('register-queue', appName)}${again}. If Amazon does not know the queue, you get a task to register it.`,
      ]
    : [];
}

function taskLines({ appName, tasks }: ApplicationStatus, again: string): string[] {
  return tasks.flatMap(({ task, kind, waitingSince, waitingUntil, ended }) =>
    ended
      ? [
          `  ${styled('dim', `${task}: its execution has ended`)}`,
          `  What to do: ${restartOf(kind, appName)}${again}`,
        ]
      : [
          `  Waits for you since ${shortTime(waitingSince)}, until ${shortTime(waitingUntil)}: ${task}`,
          `    spapi task show ${task}${again}`,
        ],
  );
}

async function showAll(connection: Connection, { json }: Options): Promise<void> {
  const { services, again } = connection;
  const { paths } = services.parameters;
  const stored = await readStoredOverviews(services, await listApplications(connection));
  const now = services.clock.now();
  const shown = stored.map((one) => ({ stored: one, overview: overviewOf(paths, one, now) }));
  if (json) return printJson({ applications: shown.map((one) => rowOf(paths, one)) });
  if (stored.length === 0) return print('There is no application yet. Start one: spapi start --help');
  print(
    ...drawOverviews(
      shown.map(({ overview }) => overview),
      again,
      screenOf(process.stdout),
    ),
  );
  print('', `Details of one: spapi status APP${again}`);
}

/** An application in the JSON of all. */
function rowOf(
  paths: ParameterPaths,
  { stored: { appName, values, tasks }, overview }: { stored: StoredOverview; overview: Overview },
) {
  const at = paths.of(appName);
  const credentials = unpackHealth(values[at.health])?.state;
  const removal = readStored(OpenRemoval, values[paths.removals.open(appName)]);
  const last = removal
    ? { state: 'removing', since: removal.confirmedAt, execution: removal.execution }
    : readStored(z.record(z.string(), z.unknown()), values[at.status]);
  const { checkedAt, causes, credentials: expires, next, history } = overview;
  return {
    appName,
    ...last,
    ...(credentials && { credentials }),
    tasks,
    ...(checkedAt && { checkedAt }),
    causes,
    expires,
    ...(next && { next }),
    history: history.filter(({ state }) => state !== 'not-checked'),
  };
}
