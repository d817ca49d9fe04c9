import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createIamClient } from '#shared/clients/iam-call.ts';
import { createIamPolicies } from '#shared/clients/iam-policies.ts';
import { createIamUsers } from '#shared/clients/iam-users.ts';
import { createRunningExecutions } from '#shared/clients/running-executions.ts';
import { IamNotConsistent } from '#shared/errors/retryable.ts';
import {
  jsonCall,
  jsonError,
  queryCall,
  queryError,
  queryReply,
  stubConfig,
} from '../../../support/stub-aws.ts';
import { BROKEN, type Stub, startStub } from '../../../support/stub-server.ts';
import { EXECUTION, errorOf, POLICY_ARN, USER_NAME } from '../../../support/subjects.ts';

const MACHINE = 'arn:aws:states:us-east-1:111122223333:stateMachine:create-private-app';

function clients(stub: Stub) {
  const config = stubConfig(stub);
  const iam = createIamClient(config);
  return {
    users: createIamUsers(config),
    policies: createIamPolicies(iam),
    executions: createRunningExecutions(config),
  };
}

let stub: Stub;
let aws: ReturnType<typeof clients>;
beforeAll(async () => {
  stub = await startStub();
  aws = clients(stub);
});
afterAll(() => stub.stop());

describe('a deletion in IAM', () => {
  it('of what is not there is no error', async () => {
    stub.answer(queryError(404, 'NoSuchEntity'));

    await aws.users.delete(USER_NAME);

    expect(stub.received.map(queryCall)).toEqual([['DeleteUser', { UserName: USER_NAME }]]);
  });

  it('whose first answer was lost is to be looked at again when the second is a denial: what is gone has no path', async () => {
    const users = createIamUsers({ ...stubConfig(stub), maxAttempts: 2 });
    stub.answer(BROKEN.reset, queryError(403, 'AccessDenied'));

    const error = await errorOf(users.delete(USER_NAME));

    expect([error.name, stub.received.length]).toEqual(['IamNotConsistent', 2]);
  });

  it('that is denied at once is denied', async () => {
    stub.answer(queryError(403, 'AccessDenied'));

    expect((await errorOf(aws.users.delete(USER_NAME))).name).toBe('AwsDenied');
  });

  it('that something stands in the way of may pass by itself, and says what it is', async () => {
    stub.answer(queryError(409, 'DeleteConflict', 'Cannot delete entity, must delete login profile first.'));

    const error = await errorOf(aws.users.delete(USER_NAME));

    expect(error).toBeInstanceOf(IamNotConsistent);
    expect(error.what).toBe(
      `iam:DeleteUser on ${USER_NAME}: Cannot delete entity, must delete login profile first.`,
    );
  });
});

it('names roles, users and groups that a policy is attached to', async () => {
  stub.answer(
    queryReply(
      'ListEntitiesForPolicy',
      '<PolicyRoles><member><RoleName>r</RoleName></member></PolicyRoles><PolicyUsers><member><UserName>u</UserName></member></PolicyUsers><PolicyGroups><member><GroupName>g</GroupName></member></PolicyGroups><IsTruncated>false</IsTruncated>',
    ),
  );

  expect(await aws.policies.listEntities(POLICY_ARN)).toEqual(['role r', 'user u', 'group g']);
});

describe('running executions', () => {
  it('are listed page after page', async () => {
    const page = (executionArn: string, nextToken?: string) => ({
      status: 200,
      body: { executions: [{ executionArn }], nextToken },
    });
    stub.answer(page('a', 'next'), page('b'));

    expect(await aws.executions.list(MACHINE)).toEqual(['a', 'b']);
    expect(stub.received.map(jsonCall)).toEqual([
      ['ListExecutions', { stateMachineArn: MACHINE, statusFilter: 'RUNNING' }],
      ['ListExecutions', { stateMachineArn: MACHINE, statusFilter: 'RUNNING', nextToken: 'next' }],
    ]);
  });

  it('are stopped with a reason', async () => {
    stub.answer({ status: 200, body: { stopDate: 0 } });

    await aws.executions.stop(EXECUTION, 'ApplicationRemoved', 'why');

    expect(stub.received.map(jsonCall)).toEqual([
      ['StopExecution', { executionArn: EXECUTION, error: 'ApplicationRemoved', cause: 'why' }],
    ]);
  });

  it('that have ended meanwhile need no stop', async () => {
    stub.answer(jsonError('ValidationException'), jsonError('ExecutionDoesNotExist'));

    await aws.executions.stop(EXECUTION, 'ApplicationRemoved', 'why');
    await aws.executions.stop(EXECUTION, 'ApplicationRemoved', 'why');

    expect(stub.received).toHaveLength(2);
  });
});
