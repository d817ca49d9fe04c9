import type { Clock } from './clients/clock.ts';
import type { DeadLetters } from './clients/dead-letters.ts';
import type { ExecutionHistory } from './clients/execution-history.ts';
import type { Executions } from './clients/executions.ts';
import type { Guard } from './clients/guard.ts';
import type { IamInspector } from './clients/iam-inspector.ts';
import type { IamPolicies } from './clients/iam-policies.ts';
import type { IamRoles } from './clients/iam-roles.ts';
import type { IamUserPolicies } from './clients/iam-user-policies.ts';
import type { IamUsers } from './clients/iam-users.ts';
import type { Lwa } from './clients/lwa.ts';
import type { Metrics } from './clients/metrics.ts';
import type { ParameterStore } from './clients/parameter-store.ts';
import type { RunningExecutions } from './clients/running-executions.ts';
import type { SpApi } from './clients/sp-api.ts';
import type { Sts } from './clients/sts.ts';
import type { Subscriptions } from './clients/subscriptions.ts';
import type { TaskTokens } from './clients/task-tokens.ts';
import type { Topic } from './clients/topic.ts';
import type { Installation } from './domain/installation.ts';

/**
 * Everything with side effects that a step may need. A step names the slice it uses; a handler makes just that
 * slice, so that its bundle holds no other SDK client.
 */
export interface Services {
  clock: Clock;
  deadLetters: DeadLetters;
  executionHistory: ExecutionHistory;
  executions: Executions;
  guard: Guard;
  iamInspector: IamInspector;
  iamPolicies: IamPolicies;
  iamRoles: IamRoles;
  iamUserPolicies: IamUserPolicies;
  iamUsers: IamUsers;
  /** Which deployment this is: it names the IAM resources. */
  installation: Installation;
  lwa: Lwa;
  metrics: Metrics;
  parameters: ParameterStore;
  runningExecutions: RunningExecutions;
  spApi: SpApi;
  sts: Sts;
  subscriptions: Subscriptions;
  taskTokens: TaskTokens;
  topic: Topic;
}
