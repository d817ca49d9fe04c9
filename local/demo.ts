import { whileRunning } from './engine/while-running.ts';
import { createExecutions } from './execution/execution.ts';
import { stepProgress } from './execution/progress.ts';
import { resultTable } from './execution/result-table.ts';
import { type DemoResult, expectedParameters, findProblems, writtenParameters } from './execution/results.ts';
import { answerByCli } from './person/answer-by-cli.ts';
import { answerByPage } from './person/answer-by-page.ts';
import { createPerson } from './person/person.ts';
import { onInterrupt } from './stack/interrupt.ts';
import { type LocalStack, startLocalStack } from './stack/local-stack.ts';
import { keepLoopbackDirect } from './stack/loopback.ts';

/** One run of everything, from nothing to the first signed call, with the person played. Ends with the truth of it. */
const APP_NAME = 'acme-orders';
const DEADLINE_MS = 60_000;

const json = process.argv.includes('--json');
const started = Date.now();
const elapsed = () => Math.round((Date.now() - started) / 100) / 10;
const say = (text: string) => {
  if (!json) console.log(`${elapsed().toFixed(1).padStart(6)} s  ${text}`);
};

keepLoopbackDirect();
const interruption = onInterrupt();
try {
  const stack = await startLocalStack(
    { stage: 'demo', ownFolder: !process.env.KEEP_RUN_FOLDER, onProgress: say },
    interruption.signal,
  );
  try {
    const result = await whileRunning(stack.engine, run(stack));
    console.log(json ? JSON.stringify(result) : resultTable(result));
    process.exitCode = result.problems.length === 0 ? 0 : 1;
  } finally {
    await stack.close();
  }
} catch (error) {
  console.error(`The demo ended early: ${(error as Error).message}`);
  process.exitCode = interruption.signal.aborted ? 130 : 1;
}
interruption.done();

async function run(stack: LocalStack): Promise<DemoResult> {
  const executions = createExecutions(stack);
  const executionArn = await executions.start({ appName: APP_NAME, marketplace: 'US' });
  say(`started the execution ${executionArn}`);
  const report = progressReporter();
  // Another AWS than ours may give the pages an address that leads nowhere from here.
  const how = stack.engine.started
    ? { answer: answerByPage(), words: 'on its page' }
    : { answer: answerByCli, words: 'with the command line' };
  const person = createPerson(stack, APP_NAME, how.answer);
  const execution = await executions.untilEnded(executionArn, {
    deadlineMs: DEADLINE_MS,
    onPoll: async () => {
      interruption.signal.throwIfAborted();
      report(stepProgress(await executions.history(executionArn)));
      for (const name of await person.answerWaiting()) say(`the person answered ${name} ${how.words}`);
    },
  });
  const steps = stepProgress(await executions.history(executionArn));
  report(steps);
  const parameters = await writtenParameters(stack, APP_NAME);
  const found = { steps, parameters };
  const problems = findProblems(
    stack,
    execution,
    found,
    expectedParameters(stack.parameters.paths.of(APP_NAME), 'us'),
  );
  return { status: execution.status, executionArn, seconds: elapsed(), ...found, problems };
}

/** Says each change of a step once. */
function progressReporter() {
  const known = new Map<number, string>();
  return (steps: DemoResult['steps']) => {
    for (const { step, title, state } of steps) {
      if (state === 'not reached' || known.get(step) === state) continue;
      known.set(step, state);
      say(`step ${step}  ${title}: ${state}`);
    }
  };
}
