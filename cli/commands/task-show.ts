import type { Command } from 'commander';
import { TASK_STATES, type WaitingTask, whyAsked } from '#shared/domain/human-task.ts';
import { type Instructions, instructionsFor } from '#shared/domain/instructions.ts';
import { securityLines } from '#shared/domain/security-answers.ts';
import { shortTime } from '#shared/domain/times.ts';
import { connect, type GlobalOptions } from '../connection.ts';
import { print, printJson, styled } from '../output.ts';
import { describeTasks, findTask, type ShownTask, taskId } from '../tasks.ts';

interface Options extends GlobalOptions {
  json?: boolean;
}

const EXAMPLES = `
Examples:
  spapi task show acme-orders/register-application
  spapi task show acme-orders/self-authorize-us --json
`;

/** Adds `task show`. */
export function addTaskShow(task: Command): void {
  task
    .command('show')
    .description('Shows where to go, what to click and what to bring back for a task.')
    .argument('<task>', 'task as in the message: acme-orders/register-application')
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXAMPLES)
    .action((id: string, _options, command: Command) => show(id, command.optsWithGlobals<Options>()));
}

async function show(id: string, options: Options): Promise<void> {
  const connection = await connect(options);
  const task = await findTask(connection, id);
  const [shown] = await describeTasks(connection, [task]);
  const instructions = instructionsFor(task, connection.centralEndpoint);
  if (options.json) {
    const { roleArn, queue, rejections, reason } = task;
    return printJson({ ...shown, roleArn, queue, rejections, reason, ...instructions });
  }
  print(...instructionLines(task, instructions), ...(shown ? endLines(shown, connection.again) : []));
}

/** Instructions for people. An ARN stands alone on its line, so that a double or triple click takes it. */
export function instructionLines(
  task: WaitingTask,
  { title, central, steps, fields, sources }: Instructions,
): string[] {
  const why = whyAsked(task);
  return [
    styled('bold', `${title} (${taskId(task)})`),
    ...(why ? [why] : []),
    '',
    // What is done here needs no page of Amazon's.
    ...(TASK_STATES[task.kind].tutorialStep
      ? [`Page: ${central.url ?? central.name}`, `Menu: ${central.menu}`, '']
      : []),
    ...steps.map((step, i) => `${String(i + 1).padStart(2)}. ${step}`),
    ...(task.roleArn ? ['', 'Role ARN:', task.roleArn] : []),
    ...(task.queue ? ['', 'Queue ARN:', task.queue.arn] : []),
    ...(fields.length > 0
      ? [
          '',
          'Bring back:',
          ...fields.map(({ label, looksLike, name }) => `  - ${label} (${looksLike}) [${name}]`),
        ]
      : []),
    ...(task.kind === 'request-data-access'
      ? [
          '',
          'Text for the security questions (leave out what is not true of your company):',
          ...securityLines(),
        ]
      : []),
    '',
    "Amazon's own pages:",
    ...sources.map(({ title, url, says }) => `  - ${title}, for ${says}: ${url}`),
  ];
}

/** Before the command that says no. */
const REJECT: Partial<Record<ShownTask['kind'], string>> = {
  'request-data-access': 'When Amazon rejects it:  ',
  'confirm-removal': 'To keep the application: ',
};

function endLines({ task, kind, waitingSince, waitingUntil, ended }: ShownTask, again: string): string[] {
  const reject = REJECT[kind] ?? 'When it cannot be done:  ';
  return [
    '',
    `Waiting since ${shortTime(waitingSince)}, until ${shortTime(waitingUntil)}.`,
    ...(ended ? [styled('yellow', 'Its execution no longer runs: start it again to be asked anew.')] : []),
    `When you have done it:   spapi task complete ${task}${again}`,
    `${reject}spapi task reject ${task} --reason "..."${again}`,
  ];
}
