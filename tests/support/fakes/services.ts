import type { Services } from '#shared/services.ts';
import { INSTALLATION } from '../installation.ts';
import { fakeClock } from './clock.ts';
import { fakeDeadLetters } from './dead-letters.ts';
import { fakeExecutionHistory } from './execution-history.ts';
import { fakeExecutions } from './executions.ts';
import { fakeGuard } from './guard.ts';
import { fakeIamInspector } from './iam-inspector.ts';
import { fakeIamPolicies } from './iam-policies.ts';
import { fakeIamRoles } from './iam-roles.ts';
import { fakeIamUserPolicies } from './iam-user-policies.ts';
import { fakeIamUsers } from './iam-users.ts';
import { fakeLwa } from './lwa.ts';
import { fakeMetrics } from './metrics.ts';
import { fakeParameters } from './parameters.ts';
import { fakeRunningExecutions, MACHINE_ARN } from './running-executions.ts';
import { fakeSpApi } from './sp-api.ts';
import { fakeSts } from './sts.ts';
import { fakeSubscriptions } from './subscriptions.ts';
import { fakeTaskTokens } from './task-tokens.ts';
import { fakeTopic } from './topic.ts';

/** The policy that limits the users and roles that are made. */
export const BOUNDARY_ARN = 'arn:aws:iam::111122223333:policy/sp-api/boundary';

/** One of each fake; STS knows the keys of the IAM users. */
export function fakeServices() {
  const clock = fakeClock();
  const iamUsers = fakeIamUsers(clock);
  const iamRoles = fakeIamRoles(clock);
  return {
    boundaryArn: BOUNDARY_ARN,
    centralEndpoint: 'https://{host}',
    clientSecretQueueArn: 'arn:aws:sqs:eu-west-1:111122223333:client-secrets',
    clock,
    deadLetters: fakeDeadLetters(),
    executionHistory: fakeExecutionHistory(),
    executions: fakeExecutions(),
    guard: fakeGuard(),
    iamInspector: fakeIamInspector(),
    iamPolicies: fakeIamPolicies((arn) => iamRoles.attachedTo(arn)),
    iamRoles,
    iamUserPolicies: fakeIamUserPolicies(),
    iamUsers,
    installation: INSTALLATION,
    lwa: fakeLwa(),
    pageUrl: 'https://pages.example/',
    metrics: fakeMetrics(),
    parameters: fakeParameters(clock),
    region: 'eu-west-1',
    rotateDaysBefore: 14,
    runningExecutions: fakeRunningExecutions(),
    spApi: fakeSpApi(),
    spApiEndpoint: 'https://{host}.example.com',
    sts: fakeSts(iamUsers),
    stateMachineArns: [MACHINE_ARN],
    subscriptions: fakeSubscriptions(),
    taskTokens: fakeTaskTokens(),
    topic: fakeTopic(),
    who: async () => 'the test',
  } satisfies Services & {
    boundaryArn: string;
    centralEndpoint: string;
    clientSecretQueueArn: string;
    pageUrl: string;
    region: string;
    rotateDaysBefore: number;
    spApiEndpoint: string;
    stateMachineArns: string[];
    who(): Promise<string>;
  };
}
export type FakeServices = ReturnType<typeof fakeServices>;
