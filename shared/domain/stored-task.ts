import { shortenToBytes } from '../errors/fit-bytes.ts';
import type { WaitingTask } from './human-task.ts';
import { firstFitting, shorterLists } from './parameter-limit.ts';
import type { RemovalPlan } from './removal.ts';

/** How long the reason of a task may be, in bytes, tried in turn. */
const REASONS = [1000, 400, 100, 0];
/** Longest line of the plan of a removal where not all of it fits, in bytes. */
const MOST_LINE = 200;

/**
 * A waiting task as JSON that fits a parameter, with a token of any length: its reason is shortened, and of the plan of a
 * removal first the lines, then the lists of what stays and what goes.
 * Source: docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html (tokens up to 2,048 characters)
 */
export const packTask = (task: WaitingTask): string => firstFitting(forms(task));

function* forms({ roleNeeds, reason, removal, ...task }: WaitingTask): Generator<object> {
  yield { ...task, ...(roleNeeds && { roleNeeds }), ...(reason && { reason }), ...(removal && { removal }) };
  // The roles of each kind of account are on the page anyway.
  for (const bytes of REASONS) {
    const short = reason && shortenToBytes(reason, bytes);
    yield { ...task, ...(short && { reason: short }), ...(removal && { removal }) };
  }
  if (removal) for (const plan of shorterPlans(removal)) yield { ...task, removal: plan };
}

function* shorterPlans({ deletes, keeps, graceSeconds }: RemovalPlan): Generator<RemovalPlan> {
  const [gone, kept] = [deletes, keeps].map((lines) => lines.map((line) => shortenToBytes(line, MOST_LINE)));
  for (const some of shorterLists(kept ?? [])) yield { deletes: gone ?? [], keeps: some, graceSeconds };
  for (const some of shorterLists(gone ?? [])) yield { deletes: some, keeps: [], graceSeconds };
}
