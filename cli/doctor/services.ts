import type { Clock } from '#shared/clients/clock.ts';
import type { IamInspector } from '#shared/clients/iam-inspector.ts';
import type { PolicyDocument, PolicyStatement } from '#shared/domain/iam-documents.ts';
import type { Deployed } from './deployed.ts';

/** A subscription to the topic. */
export interface Subscription {
  protocol: string;
  endpoint: string;
  state: 'confirmed' | 'pending' | 'deleted';
  /** It gets the messages of some applications only. */
  filtered: boolean;
}

/** An alarm of CloudWatch. */
export interface Alarm {
  name: string;
  actionsEnabled: boolean;
  /** ARNs of what is told when it goes off. */
  actions: string[];
}

/** A key of KMS. */
export interface Key {
  arn: string;
  /** `Enabled`, `Disabled`, `PendingDeletion` and the like. */
  state: string;
}

/** A role with what its own policies say. */
export interface FunctionRole {
  arn: string;
  /** ARN of its permissions boundary. */
  boundary?: string;
  statements: PolicyStatement[];
}

/** Who runs the command. */
export interface Caller {
  account: string;
  arn: string;
}

/** The answer of a web address; `undefined` instead where there is none. */
export interface WebAnswer {
  status: number;
  headers: Headers;
  body: string;
}

/** All that the doctor reads. Nothing here changes anything. */
export interface DoctorServices extends Pick<IamInspector, 'policyDocument' | 'simulate'> {
  clock: Clock;
  /** The time in an answer of AWS, to the second. */
  awsTime(): Promise<Date | undefined>;
  fetch(url: string): Promise<WebAnswer | undefined>;
  callerIdentity(): Promise<Caller>;
  findStack(stackName: string): Promise<Deployed | undefined>;
  subscriptions(topicArn: string): Promise<Subscription[]>;
  /** `undefined` when there is no such rule. */
  ruleState(ruleName: string): Promise<string | undefined>;
  alarms(names: string[]): Promise<Alarm[]>;
  /** How many functions may run at a time besides those with reserved concurrency. */
  freeConcurrency(): Promise<number>;
  /** Id, ARN or alias of the key of a queue. */
  keyOfQueue(queueUrl: string): Promise<string | undefined>;
  /** `undefined` when there is no such key. */
  findKey(keyId: string): Promise<Key | undefined>;
  keyPolicy(keyId: string): Promise<PolicyDocument>;
  /** `undefined` when there is no such role. */
  findRole(roleName: string, options?: { withStatements?: boolean }): Promise<FunctionRole | undefined>;
  /** Says how far something is that takes long. */
  progress(text: string): void;
}
