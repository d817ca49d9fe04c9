import type { Template } from '#shared/release/template.ts';
import type { FoundStack } from '../stack-outputs.ts';

/** One thing that happened to a resource, or to the stack itself. */
export interface StackEvent {
  id: string;
  resource: string;
  type: string;
  status: string;
  reason: string;
}

/** What a change set does to a resource. */
export interface Change {
  action: 'added' | 'changed' | 'replaced' | 'removed';
  resource: string;
  type: string;
  /** Properties that change. */
  properties: string[];
  /** It leaves the stack, and stays in AWS. */
  kept: boolean;
}

/** A change set, which CloudFormation keeps until it is executed or deleted. */
export interface ChangeSet {
  arn: string;
  /** None where the stack is as the template says. */
  changes: Change[];
}

/** All that a deployment calls. */
export interface DeployServices {
  findStack(): Promise<FoundStack | undefined>;
  /** Creates the stack with the bucket for the packages alone. */
  createStack(template: Template): Promise<void>;
  createChangeSet(templateUrl: string): Promise<ChangeSet>;
  execute(changeSet: ChangeSet): Promise<void>;
  discard(changeSet: ChangeSet): Promise<void>;
  /** The last event there is. */
  lastEvent(): Promise<string | undefined>;
  /** What happened since an event, the oldest first; all of it without one. */
  eventsSince(id: string | undefined): Promise<StackEvent[]>;
  /** Puts an object into a bucket of the account, and answers its address. */
  put(bucket: string, key: string, body: Uint8Array | string): Promise<string>;
  /** Deletes what no deployment needs any more; answers how many objects that were. */
  clean(bucket: string, needed: ReadonlySet<string>): Promise<number>;
  confirm(question: string): Promise<boolean>;
  say(...lines: string[]): void;
  pause(): Promise<void>;
}
