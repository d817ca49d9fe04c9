import { CommandRefused } from '../errors.ts';
import type { FoundStack } from '../stack-outputs.ts';

/** A stack and its region, for the commands that a person types. */
export interface StackName {
  stackName: string;
  region: string;
}

/** Whether an operation of CloudFormation is at work. */
export const isBusy = ({ status }: Pick<FoundStack, 'status'>): boolean =>
  /_IN_PROGRESS$/.test(status) && status !== 'REVIEW_IN_PROGRESS';

/** What can be updated. Source: docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html */
const USABLE = /^(CREATE|UPDATE|UPDATE_ROLLBACK|IMPORT|IMPORT_ROLLBACK)_COMPLETE$/;

const DELETED = 'DELETE_COMPLETE';

/**
 * The stack that an update can begin with; `undefined` when there is none.
 * @throws CommandRefused with the command that gets the stack out of a state in which it cannot be updated
 */
export function requireUsable(stack: FoundStack | undefined, name: StackName): FoundStack | undefined {
  if (!stack || stack.status === DELETED) return undefined;
  if (USABLE.test(stack.status)) return stack;
  throw new CommandRefused({
    what: `The stack ${name.stackName} is ${stack.status}${stack.reason ? `: ${stack.reason}` : '.'}`,
    remedy: remedyFor(stack.status, name),
  });
}

const command = (words: string, { stackName, region }: StackName) =>
  `aws cloudformation ${words} --stack-name ${stackName} --region ${region}`;

function remedyFor(status: string, name: StackName): string {
  const then = (first: string) =>
    `${first} When it has ended, run the same spapi deploy again: it waits for the end.`;
  if (status === 'UPDATE_ROLLBACK_FAILED')
    return then(
      `The stack could not go back to its last version. Fix what CloudFormation names in the events of the stack, then run "${command('continue-update-rollback', name)}".`,
    );
  if (status === 'UPDATE_FAILED') return then(`Run "${command('rollback-stack', name)}".`);
  if (status === 'DELETE_FAILED')
    return then(
      `Something could not be deleted, often a bucket that is not empty. Fix that, then run "${command('delete-stack', name)}".`,
    );
  return then(
    `The stack was never complete and holds no application, so delete it: "${command('delete-stack', name)}".`,
  );
}
