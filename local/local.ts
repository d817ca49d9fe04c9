import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { LOCAL_ENVIRONMENT_FILE, type LocalEnvironment } from '../cli/local-environment.ts';
import { onInterrupt } from './interrupt.ts';
import { type LocalStack, startLocalStack } from './local-stack.ts';
import { serveSellerCentral } from './seller-central-server.ts';

const interruption = onInterrupt();
const say = (text: string) => console.log(text);
try {
  const stack = await startLocalStack({ stage: 'local', onProgress: say }, interruption.signal);
  try {
    const sellerCentral = await serveSellerCentral(stack.amazon.world);
    writeEnvironment(stack, sellerCentral.url);
    say(guide(stack));
    await showMessages(stack, interruption.signal);
    await sellerCentral.close();
  } finally {
    rmSync(LOCAL_ENVIRONMENT_FILE, { force: true });
    say('Stopping.');
    await stack.close();
  }
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = interruption.signal.aborted ? 130 : 1;
}
interruption.done();

/** The command line's --local reads this. The keys are those of the embedded AWS, worth nothing elsewhere. */
function writeEnvironment({ engine, amazon, stateMachineArn }: LocalStack, sellerCentral: string): void {
  const environment: LocalEnvironment = {
    endpoint: engine.endpoint,
    region: engine.region,
    ...engine.credentials,
    lwaEndpoint: amazon.lwaEndpoint,
    spApiEndpoint: amazon.spApiEndpoint,
    stateMachineArn,
    sellerCentral,
  };
  mkdirSync(dirname(LOCAL_ENVIRONMENT_FILE), { recursive: true });
  writeFileSync(LOCAL_ENVIRONMENT_FILE, JSON.stringify(environment, null, 2), { mode: 0o600 });
}

function guide({ engine, amazon }: LocalStack): string {
  return `
The local stack is up: AWS at ${engine.endpoint}, Amazon's stand-in at ${amazon.url}.

In a second terminal:
  npm run spapi -- --local start acme-orders --marketplace US
  npm run spapi -- --local status acme-orders
  npm run spapi -- --local task list
  npm run spapi -- --local task complete acme-orders/request-data-access
  npm run -s seller-central -- register acme-orders     (Amazon's side of step 5: prints id and secret)
  npm run spapi -- --local task complete acme-orders/register-application
  npm run -s seller-central -- authorize acme-orders US (Amazon's side of step 6: prints the refresh token)
  npm run spapi -- --local task complete acme-orders/self-authorize-us

Messages to people appear here. Ctrl-C stops everything.
`;
}

async function showMessages({ inbox }: LocalStack, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    for (const { subject, body } of await inbox.receive()) say(`--- ${subject}\n${body}\n`);
  }
}
