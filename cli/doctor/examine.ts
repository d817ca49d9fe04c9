import { checkAlarms } from './checks/alarms.ts';
import { checkBoundary } from './checks/boundary.ts';
import { checkClock } from './checks/clock.ts';
import { checkConcurrency } from './checks/concurrency.ts';
import { checkFunctions } from './checks/functions.ts';
import { checkKey } from './checks/key.ts';
import { checkPage } from './checks/page.ts';
import { checkRights } from './checks/rights.ts';
import { checkSchedule } from './checks/schedule.ts';
import { checkStack } from './checks/stack.ts';
import { checkSubscription } from './checks/subscription.ts';
import type { Deployed, Subject } from './deployed.ts';
import { type Finding, ok } from './finding.ts';
import { look } from './look.ts';
import type { Caller, DoctorServices } from './services.ts';

/** One look at one thing. */
interface Look {
  check: string;
  examine: () => Promise<Finding[]>;
}

/**
 * Examines a deployed stack and all that it depends on, and gives each finding as soon as it is there. Changes nothing.
 * @throws what `sts:GetCallerIdentity` throws: without valid credentials nothing can be looked at
 */
export async function* examine(services: DoctorServices, subject: Subject): AsyncGenerator<Finding> {
  const caller = await services.callerIdentity();
  yield ok('caller', `You are ${caller.arn} in account ${caller.account}, region ${subject.region}.`);
  yield* await look('clock', () => checkClock(services));
  yield* await look('concurrency', () => checkConcurrency(services, subject));
  let stack: Deployed | undefined;
  yield* await look('stack', async () => {
    stack = await services.findStack(subject.stackName);
    return checkStack(stack, subject);
  });
  if (!stack) return;
  for (const { check, examine } of looksAt(services, caller, stack, subject))
    yield* await look(check, examine);
}

const looksAt = (services: DoctorServices, caller: Caller, stack: Deployed, subject: Subject): Look[] => [
  { check: 'subscription', examine: () => checkSubscription(services, stack, subject) },
  { check: 'schedule', examine: () => checkSchedule(services, stack, subject) },
  { check: 'page', examine: () => checkPage(services, stack, subject) },
  { check: 'alarms', examine: () => checkAlarms(services, stack, subject) },
  { check: 'key', examine: () => checkKey(services, stack, subject) },
  { check: 'boundary', examine: () => checkBoundary(services, stack, subject) },
  { check: 'functions', examine: () => checkFunctions(services, stack, subject) },
  { check: 'rights', examine: () => checkRights(services, caller, stack, subject) },
];
