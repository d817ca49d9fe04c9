import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { type LocalEnvironment, localEnvironmentOf, runningEnvironments } from '../cli/local-environment.ts';
import { projectRoot } from './engine/project-root.ts';
import { whileRunning } from './engine/while-running.ts';
import { forHere } from './stack/for-here.ts';
import { onInterrupt } from './stack/interrupt.ts';
import { type LocalStack, startLocalStack } from './stack/local-stack.ts';
import { keepLoopbackDirect } from './stack/loopback.ts';

/** Describes this stack to the command line. */
const environmentFile = localEnvironmentOf(process.pid);

keepLoopbackDirect();
const interruption = onInterrupt();
const say = (text: string) => console.log(text);
try {
  const stack = await startLocalStack(
    {
      stage: 'local',
      commandOptions: '--local',
      ownFolder: !process.env.KEEP_RUN_FOLDER,
      onProgress: say,
    },
    interruption.signal,
  );
  try {
    writeEnvironment(stack);
    say(guide(stack));
    await whileRunning(stack.engine, showMessages(stack, interruption.signal));
  } finally {
    rmSync(environmentFile, { force: true });
    say('Stopping.');
    await stack.close();
  }
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = interruption.signal.aborted ? 130 : 1;
}
interruption.done();

/** The command line's --local reads this. The keys are those of the embedded AWS, worth nothing elsewhere. */
function writeEnvironment({
  engine,
  amazon,
  installation,
  sellerCentral,
  stateMachineArn,
}: LocalStack): void {
  const environment: LocalEnvironment = {
    endpoint: engine.endpoint,
    ...installation,
    ...engine.credentials,
    lwaEndpoint: amazon.lwaEndpoint,
    spApiEndpoint: amazon.spApiEndpoint,
    stateMachineArn,
    centralEndpoint: sellerCentral.endpoint,
  };
  mkdirSync(dirname(environmentFile), { recursive: true });
  writeFileSync(environmentFile, JSON.stringify(environment, null, 2), { mode: 0o600 });
}

function guide({ engine, sellerCentral }: LocalStack): string {
  // With another local stack in this folder the command line has to be told which one is meant.
  const which =
    runningEnvironments().length > 1 ? `SPAPI_LOCAL=${relative(projectRoot, environmentFile)} ` : '';
  return `
The local stack is up: AWS at ${engine.endpoint}, Amazon's pages for people at ${sellerCentral.url}.

1. In a second terminal, start an application:
     ${which}npx spapi --local start acme-orders --marketplace US
2. A message appears here for each step that waits for you. Open its link in a browser: the page says what to do,
   and opens the stand-in of Seller Central in a second tab. There you also play Amazon's reviewer, on "Developer profile".
3. View the progress on the page, or with: ${which}npx spapi --local status acme-orders

Messages to people appear here. Ctrl-C stops everything.
`;
}

async function showMessages({ inbox }: LocalStack, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    for (const { subject, body } of await inbox.receive()) say(`--- ${subject}\n${forHere(body)}\n`);
  }
}
