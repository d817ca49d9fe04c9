import type { Command } from 'commander';
import type { WaitingTask } from '#shared/domain/human-task.ts';
import { instructionsFor } from '#shared/domain/instructions.ts';
import { RefusedError } from '#shared/errors/base.ts';
import { checkAnswer } from '#shared/tasks/answer-fields.ts';
import { answerTask } from '#shared/tasks/answer-task.ts';
import type { Answered } from '#shared/tasks/close-task.ts';
import { type Connection, connect, type GlobalOptions } from '../connection.ts';
import { CommandRefused } from '../errors.ts';
import { executionReader, mayWait } from '../executions.ts';
import { note, print, styled } from '../output.ts';
import { askAll, confirmed, requireTerminal } from '../prompts.ts';
import { sayError } from '../report.ts';
import { readFields } from '../standard-input.ts';
import { findTask } from '../tasks.ts';
import { instructionLines } from './task-show.ts';

interface Options extends GlobalOptions {
  fromStdin?: boolean;
  shared?: boolean;
}

const EXAMPLES = `
Secrets are never taken from the command line, where every process could read them.

Examples:
  spapi task complete acme-orders/register-application
  spapi task complete acme-orders/self-authorize-us --from-stdin < answer.json
  echo '{}' | spapi task complete acme-orders/request-data-access --from-stdin

Fields of --from-stdin:
  request-data-access     {}
  register-application    {"applicationId":"...","clientId":"...","clientSecret":"..."}
  self-authorize-...      {"refreshToken":"..."}
  register-queue          {}
  confirm-removal         {"appName":"..."}
`;

/** Adds `task complete`. */
export function addTaskComplete(task: Command): void {
  task
    .command('complete')
    .description(
      'Asks for what the task brings back, tries it at Login with Amazon, stores it, and lets the execution go on.',
    )
    .argument('<task>', 'task as in the message: acme-orders/register-application')
    .option('--from-stdin', 'read the fields as one JSON object from standard input')
    .option('--shared', 'take a client id that another application of this deployment has')
    .addHelpText('after', EXAMPLES)
    .action((id: string, _options, command: Command) => complete(id, command.optsWithGlobals<Options>()));
}

async function complete(id: string, options: Options): Promise<void> {
  const answers = options.fromStdin ? await readFields() : undefined;
  if (!answers) requireTerminal();
  const connected = await connect(options);
  const services = { ...connected.services, ...(options.shared && { sharedClient: true }) };
  const connection = { ...connected, services };
  const task = await findTask(connection, id);
  const answered = answers
    ? await answerTask(connection.services, task, sayDoubts(task, answers))
    : await askUntilProven(connection, task);
  report(answered, task, connection);
}

/** A script cannot be asked, so it is told; the proof decides. */
function sayDoubts(task: WaitingTask, answers: Record<string, string>): Record<string, string> {
  for (const { name } of instructionsFor(task).fields) {
    const { doubt } = checkAnswer(name, answers[name] ?? '');
    if (doubt) note(`Note: ${name} ${doubt}`);
  }
  return answers;
}

async function askUntilProven(connection: Connection, task: WaitingTask): Promise<Answered> {
  note(...instructionLines(task, instructionsFor(task, connection.centralEndpoint)), '');
  if (!mayWait(await executionReader(connection.sfn)(task.execution)))
    note(styled('yellow', 'Its execution no longer runs. What you enter is kept for a new one.'), '');
  for (;;) {
    const answers = await ask(task);
    try {
      return await answerTask(connection.services, task, answers);
    } catch (error) {
      if (!(error instanceof RefusedError) || Object.keys(answers).length === 0) throw error;
      sayError(error);
      if (!(await confirmed('Enter it again?'))) throw new CommandRefused(STOPPED);
    }
  }
}

const STOPPED = {
  what: 'Stopped. Nothing was stored.',
  remedy: 'Run the command again when you have the right values.',
};

async function ask(task: WaitingTask): Promise<Record<string, string>> {
  const { fields } = instructionsFor(task);
  if (fields.length > 0)
    return askAll(
      fields.map(({ name, label, looksLike, secret }) => ({
        name,
        label: `${label} (${looksLike})`,
        secret,
        check: (value) => checkAnswer(name, value),
      })),
    );
  const { question, remedy } = task.kind === 'register-queue' ? REGISTERED : APPROVED;
  if (await confirmed(question)) return {};
  throw new CommandRefused({ what: 'The task waits on.', remedy });
}

const APPROVED = {
  question: 'Has Amazon approved the developer profile?',
  remedy:
    'Complete it when Amazon has approved the profile. When it was rejected: task reject, with the reason.',
};
const REGISTERED = {
  question: 'Is the queue registered? Rotate the client secret now?',
  remedy: 'Complete it when the queue is registered. When it cannot be: task reject, with the reason.',
};

function report(
  { reply, explanation, remedy = '' }: Answered,
  { appName }: WaitingTask,
  { again }: Connection,
): void {
  if (reply !== 'accepted') throw new CommandRefused({ what: explanation, remedy });
  print(styled('green', explanation), `See how it goes: spapi status ${appName}${again}`);
}
