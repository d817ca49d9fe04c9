import type { Command } from 'commander';
import { shortTime } from '#shared/domain/times.ts';
import { connect, type GlobalOptions } from '../connection.ts';
import { print, printJson, styled, table } from '../output.ts';
import { describeTasks, findTasks, requireAppName } from '../tasks.ts';

interface Options extends GlobalOptions {
  json?: boolean;
}

const EXAMPLES = `
Examples:
  spapi task list
  spapi task list acme-orders --json
`;

/** Adds `task list`. */
export function addTaskList(task: Command): void {
  task
    .command('list')
    .description('Lists the tasks that wait for a person, oldest first.')
    .argument('[app-name]', 'one application; all when left out')
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXAMPLES)
    .action((appName: string | undefined, _options, command: Command) =>
      list(appName, command.optsWithGlobals<Options>()),
    );
}

async function list(appName: string | undefined, options: Options): Promise<void> {
  if (appName) requireAppName(appName);
  const connection = await connect(options);
  const tasks = await describeTasks(connection, await findTasks(connection, appName));
  if (options.json) return printJson({ tasks });
  if (tasks.length === 0) return print(`No task waits${appName ? ` for ${appName}` : ''}.`);
  const rows = tasks.map(({ task, waitingSince, waitingUntil, ended }) => [
    task,
    shortTime(waitingSince),
    shortTime(waitingUntil),
    ended ? 'ended: its execution no longer runs' : 'waits',
  ]);
  print(
    ...table(['TASK', 'SINCE', 'UNTIL', 'STATE'], rows),
    '',
    `${styled('dim', 'What to do:')} spapi task show TASK${connection.again}`,
  );
}
