import { ListExecutionsCommand, SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { type Inventory, type Item, missingIn, nameOf, takeInventory } from './inventory.ts';
import { removeAll } from './remove.ts';
import { type Outcome, type Step, until } from './run-steps.ts';
import type { SmokeSession } from './session.ts';
import { deleteStack, readStack } from './stack.ts';
import type { Trial } from './trial.ts';

/**
 * The steps that leave nothing behind, whatever has happened before. They touch only what has the random name of the
 * throw-away stage, or belongs to its stack.
 * @param before the account before the trial, where that is known
 */
export function cleanSteps(session: SmokeSession, trial: Trial, before?: Inventory): Step[] {
  return [
    { name: 'Delete what is left of the application', run: () => deleteApplication(session, trial) },
    { name: 'Delete the queue', run: () => closeInbox(trial) },
    {
      name: 'Delete the stack with its bucket',
      run: async () => ({ detail: (await deleteStack(session)) ? '' : 'there was none' }),
    },
    { name: 'Compare the account before and after', run: () => compare(session, trial, before) },
  ];
}

/** Whether a resource belongs to the trial. */
export function isOurs(
  { id }: Item,
  { installation: { stage } }: SmokeSession,
  { resourceIds }: Trial,
): boolean {
  return id.includes(stage) || resourceIds.some((own) => own === id || id.endsWith(`/${own}`));
}

/** Users have a boundary that belongs to the stack, and would keep it from being deleted. */
async function deleteApplication(session: SmokeSession, trial: Trial): Promise<Outcome> {
  const stack = await readStack(session);
  trial.resourceIds = [...new Set([...trial.resourceIds, ...(stack?.resourceIds ?? [])])];
  await stopExecutions(session, trial);
  const kinds = session.kinds.filter(({ name }) => /^IAM|^parameter$/.test(name));
  const folder = `/${session.installation.namespace}/`;
  const { items } = await takeInventory(kinds);
  const left = items.filter(({ id }) => id.includes(folder) && !trial.resourceIds.includes(id));
  const failures = await removeAll(left);
  if (failures.length > 0) throw new Error(`Left: ${failures.join('; ')}`);
  return { detail: left.map(nameOf).join(', ') || 'nothing' };
}

async function stopExecutions({ aws }: SmokeSession, { resourceIds }: Trial): Promise<void> {
  const sfn = new SFNClient(aws);
  for (const stateMachineArn of resourceIds.filter((id) => id.includes(':stateMachine:'))) {
    const request = new ListExecutionsCommand({ stateMachineArn, statusFilter: 'RUNNING' });
    const { executions = [] } = await sfn.send(request);
    for (const { executionArn } of executions)
      await sfn.send(new StopExecutionCommand({ executionArn, error: 'SmokeTestEnded' }));
  }
}

async function closeInbox({ inbox }: Trial): Promise<Outcome> {
  await inbox?.close();
  return { detail: inbox ? '' : 'there was none' };
}

async function compare(session: SmokeSession, trial: Trial, before?: Inventory): Promise<Outcome> {
  let problems: string[] = [];
  const sweep = async () => {
    const after = await takeInventory(session.kinds);
    const { left, notes } = await sortOut(after.items.filter((item) => isOurs(item, session, trial)));
    if (left.length === 0) return { after, notes };
    const failures = await removeAll(left);
    problems = failures.length > 0 ? failures : left.map(nameOf);
    return undefined;
  };
  const { after, notes } = await until(
    session,
    'The end of all resources',
    session.patienceMinutes,
    sweep,
  ).catch((error) => {
    throw problems.length > 0 ? new Error(`Left: ${problems.join('; ')}`) : error;
  });
  const others = before ? changesOfOthers(before, after, (item) => isOurs(item, session, trial)) : [];
  const unlisted = after.unlisted.map((kind) => `not compared: ${kind}`);
  return { detail: ['Nothing is left in the account', ...notes, ...others, ...unlisted].join('; ') };
}

/** A key is deleted by AWS after some days, which is all that can be had. */
async function sortOut(ours: Item[]): Promise<{ left: Item[]; notes: string[] }> {
  const left: Item[] = [];
  const notes: string[] = [];
  for (const item of ours) {
    const date = await item.kind.deletedOn?.(item.id);
    if (date)
      notes.push(`AWS deletes the ${nameOf(item)} on ${date.toISOString().slice(0, 10)}, free of charge`);
    else left.push(item);
  }
  return { left, notes };
}

function changesOfOthers(before: Inventory, after: Inventory, isOwn: (item: Item) => boolean): string[] {
  const created = missingIn(before, after).filter((item) => !isOwn(item));
  const deleted = missingIn(after, before);
  return [
    ...(created.length > 0 ? [`created meanwhile by others: ${created.map(nameOf).join(', ')}`] : []),
    ...(deleted.length > 0 ? [`deleted meanwhile by others: ${deleted.map(nameOf).join(', ')}`] : []),
  ];
}
