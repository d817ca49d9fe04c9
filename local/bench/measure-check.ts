import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExecutionListItem } from '@aws-sdk/client-sfn';
import { projectRoot } from '../engine/project-root.ts';
import { createExecutions } from '../execution/execution.ts';
import type { LocalStack } from '../stack/local-stack.ts';
import { billedInvocations, price } from './billing.ts';
import { type CheckFigures, countCalls, tally } from './check-figures.ts';
import { eventsOnAws, largestPayload, transitionsIn } from './history-figures.ts';
import { peakLambdaMiB } from './lambda-memory.ts';
import { executionsOf, untilAllEnded } from './machine-executions.ts';
import { seedScaled } from './scaled-seed.ts';

const DEADLINE_MS = 600_000;
const CHECK = 'CheckCredentialsArn';
const STARTED = ['RotateAccessKeyArn', 'RotateClientSecretArn', 'CreatePrivateAppArn'];
/** The first states inside the Maps of check-credentials. */
const FIRST_STATES = ['CheckPart', 'LoadApplication', 'CallSellingPartnerApi'];

/** Seeds applications, checks all of them with `{}` as the schedule does, and measures that. */
export async function measureCheck(
  stack: LocalStack,
  awsCalls: string[],
  name: string,
  accounts: number[],
): Promise<CheckFigures> {
  const seed = await seedScaled(stack, name, accounts);
  const before = new Set<string>();
  for (const output of [CHECK, ...STARTED])
    for (const { executionArn = '' } of await executionsOf(stack, output)) before.add(executionArn);
  const { requests } = stack.amazon;
  const [firstRequest, firstCall, since] = [requests.length, awsCalls.length, new Date()];

  const stateMachineArn = stack.deployment.outputs[CHECK] ?? '';
  const executions = createExecutions({ engine: stack.engine, stateMachineArn });
  const first = await executions.start({}, `check-${name}`);
  // The parts are started before the first execution ends.
  await executions.untilEnded(first, { deadlineMs: DEADLINE_MS });
  const checks = await untilAllEnded(stack, CHECK, before, DEADLINE_MS);
  const seconds = (Date.now() - since.getTime()) / 1000;
  const started: ExecutionListItem[] = [];
  for (const output of STARTED) started.push(...(await untilAllEnded(stack, output, before, DEADLINE_MS)));

  const peakMiB = peakLambdaMiB(stack.folder);
  const verified = await seed.verifiedSince(since);
  const good = await seed.good();
  await seed.retire();
  return {
    authorizations: accounts.reduce((sum, count) => sum + count, 0),
    applications: accounts.length,
    executions: checks.length,
    good,
    verified,
    calls: countCalls(requests.slice(firstRequest)),
    awsCalls: tally(awsCalls.slice(firstCall)),
    seconds,
    ...(peakMiB && { peakMiB }),
    ...(await readFigures(stack, checks, started, since)),
  };
}

/** What the histories and the logs say. */
async function readFigures(
  stack: LocalStack,
  checks: ExecutionListItem[],
  started: ExecutionListItem[],
  since: Date,
) {
  const { history } = createExecutions(stack);
  let [transitions, mostEvents, largestPayloadBytes, others] = [0, 0, 0, 0];
  // One after the other: a history is large.
  for (const { executionArn = '' } of checks) {
    const events = await history(executionArn);
    transitions += transitionsIn(events);
    mostEvents = Math.max(mostEvents, eventsOnAws(events, FIRST_STATES));
    largestPayloadBytes = Math.max(largestPayloadBytes, largestPayload(events));
  }
  for (const { executionArn = '' } of started) others += transitionsIn(await history(executionArn));
  const billed = [...(await billedInvocations(stack, since.getTime()))];
  const own = functionsOfCheck();
  const of = (mine: boolean) => billed.flatMap(([name, ms]) => (own.has(name) === mine ? ms : []));
  return {
    ...price(transitions, of(true)),
    mostEvents,
    largestPayloadBytes,
    started: { executions: started.length, ...price(others, of(false)) },
  };
}

/** Names of the functions that check-credentials calls. */
function functionsOfCheck(): Set<string> {
  const text = readFileSync(join(projectRoot, 'statemachines', 'check-credentials.asl.yaml'), 'utf8');
  return new Set(
    [...text.matchAll(/\[(\w+)LambdaFunction, Arn\]/g)].map(([, name = '']) =>
      name.replace(/\B[A-Z]/g, '-$&').toLowerCase(),
    ),
  );
}
