import { CommandRefused } from '../errors.ts';
import type { Followed } from './follow.ts';
import type { StackEvent } from './services.ts';

/** What other resources say when one has failed. */
const CONSEQUENCE = /cancelled|canceled/i;

/** The first resource that failed: the later ones fail because of it. */
export const causeIn = (events: StackEvent[]): StackEvent | undefined =>
  events.find(({ status, reason }) => /_FAILED$/.test(status) && !CONSEQUENCE.test(reason));

/** The error of a deployment that did not succeed: the resource, CloudFormation's reason, and what to do. */
export function deploymentFailed(stackName: string, { stack, events }: Followed): CommandRefused {
  const cause = causeIn(events);
  const why = cause
    ? `${cause.resource} (${cause.type}): ${cause.reason || cause.status}`
    : stack?.reason || 'no resource says why.';
  const kept = stack?.status === 'UPDATE_ROLLBACK_COMPLETE' ? ' CloudFormation has undone the changes.' : '';
  return new CommandRefused({
    what: `The stack ${stackName} is ${stack?.status ?? 'gone'}. ${why}${kept}`,
    remedy: remedyOf(cause),
  });
}

function remedyOf(cause: StackEvent | undefined): string {
  const again = 'run the same spapi deploy again.';
  if (!cause) return `Look at the events of the stack in the CloudFormation console, then ${again}`;
  const { resource, reason } = cause;
  const action = /not authorized to perform: ([\w-]+:\w+)/.exec(reason)?.[1];
  if (action)
    return `Allow ${action} to the AWS identity you use, or choose another with AWS_PROFILE. Then ${again}`;
  if (resource === 'NamespaceOfOneStack' && /exist/i.test(reason))
    return 'Another stack in this region has the namespace. Deploy with --param namespace=<another>.';
  if (/already exists/i.test(reason))
    return `Something in the account has the name of ${resource}, perhaps from an earlier stack. Delete it or use another --stage. Then ${again}`;
  if (/limit|quota/i.test(reason))
    return `Delete what you no longer use, or raise the quota in Service Quotas. Then ${again}`;
  return `Fix what CloudFormation says about ${resource}, then ${again}`;
}
