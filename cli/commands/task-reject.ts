import type { Command } from 'commander';
import { rejectTask } from '#shared/tasks/reject-task.ts';
import { connect, type GlobalOptions } from '../connection.ts';
import { CommandRefused } from '../errors.ts';
import { print } from '../output.ts';
import { findTask } from '../tasks.ts';

interface Options extends GlobalOptions {
  reason: string;
  giveUp?: boolean;
}

const EXAMPLES = `
The reason is plain text: it is stored, and people read it in messages. Never put a secret into it.

Examples:
  spapi task reject acme-orders/request-data-access --reason "Amazon asks for the retention policy"
  spapi task reject acme-orders/request-data-access --reason "We use another tool" --give-up
  spapi task reject acme-orders/self-authorize-us --reason "The account is suspended"
`;

/** Adds `task reject`. */
export function addTaskReject(task: Command): void {
  task
    .command('reject')
    .summary('say that a task was rejected or cannot be done')
    .description(
      'Says that a task cannot be done, which ends the execution. A developer profile that Amazon rejected only goes back to the person, unless it is given up.',
    )
    .argument('<task>', 'task as in the message: acme-orders/request-data-access')
    .requiredOption('--reason <text>', "why, in your words or Amazon's")
    .option('--give-up', 'end the execution for a rejected developer profile too')
    .addHelpText('after', EXAMPLES)
    .action((id: string, _options, command: Command) => reject(id, command.optsWithGlobals<Options>()));
}

async function reject(id: string, options: Options): Promise<void> {
  const connection = await connect(options);
  const task = await findTask(connection, id);
  const { reply, explanation, remedy = '' } = await rejectTask(connection.services, task, options);
  if (reply !== 'accepted') throw new CommandRefused({ what: explanation, remedy });
  print(explanation);
}
