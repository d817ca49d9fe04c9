import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { deleteStack } from '../../../../local/smoke/stack.ts';
import { queryCall, queryError, queryReply, stubConfig } from '../../../support/stub-aws.ts';
import { type Answer, type Stub, startStub } from '../../../support/stub-server.ts';

const STACK = 'sp-api-private-app-smoke-1a2b3c';

let stub: Stub;
beforeAll(async () => {
  stub = await startStub();
});
afterAll(() => stub.stop());

const stack = (status: string) =>
  queryReply(
    'DescribeStacks',
    `<Stacks><member><StackName>${STACK}</StackName><StackStatus>${status}</StackStatus></member></Stacks>`,
  );
const gone = queryError(400, 'ValidationError', `Stack with id ${STACK} does not exist`);
const resources = queryReply('ListStackResources', '<StackResourceSummaries></StackResourceSummaries>');
const done = (action: string) => queryReply(action, '');
const event = (id: string, status: string, reason: string) =>
  `<member><LogicalResourceId>${id}</LogicalResourceId><ResourceType>AWS::S3::Bucket</ResourceType><ResourceStatus>${status}</ResourceStatus><ResourceStatusReason>${reason}</ResourceStatusReason></member>`;

async function deleting(...answers: Answer[]) {
  stub.answer(...answers);
  const signal = new AbortController().signal;
  return deleteStack({ aws: stubConfig(stub) as never, stackName: STACK, pollMs: 1, signal });
}
const actions = () => stub.received.map((request) => queryCall(request)[0]);

describe('the stack of a trial', () => {
  it('that was never made needs no deletion', async () => {
    expect(await deleting(gone)).toBe(false);
    expect(actions()).toEqual(['DescribeStacks']);
  });

  it('is deleted in the middle of an update, after that was cancelled', async () => {
    const deleted = await deleting(
      ...[stack('UPDATE_IN_PROGRESS'), stack('UPDATE_IN_PROGRESS'), done('CancelUpdateStack')],
      ...[stack('UPDATE_ROLLBACK_IN_PROGRESS'), stack('UPDATE_ROLLBACK_COMPLETE')],
      ...[stack('UPDATE_ROLLBACK_COMPLETE'), resources, done('DeleteStack')],
      ...[stack('DELETE_IN_PROGRESS'), gone],
    );

    expect(deleted).toBe(true);
    expect(actions().filter((action) => !/^(Describe|List)/.test(action))).toEqual([
      'CancelUpdateStack',
      'DeleteStack',
    ]);
  });

  it('is deleted in the middle of its creation', async () => {
    const deleted = await deleting(
      ...[stack('CREATE_IN_PROGRESS'), stack('CREATE_IN_PROGRESS'), stack('CREATE_IN_PROGRESS'), resources],
      ...[done('DeleteStack'), gone],
    );

    expect(deleted).toBe(true);
  });

  it('that cannot be deleted is tried again, then named with the resource that is in the way', async () => {
    const events = queryReply(
      'DescribeStackEvents',
      `<StackEvents>${event('Later', 'DELETE_FAILED', 'a consequence')}${event('Bucket', 'DELETE_FAILED', 'not empty')}${event('Old', 'CREATE_FAILED', 'long ago')}</StackEvents>`,
    );
    const attempt = [stack('DELETE_FAILED'), stack('DELETE_FAILED'), resources, done('DeleteStack')];
    const failed = [...attempt, stack('DELETE_FAILED'), events];

    await expect(deleting(stack('CREATE_COMPLETE'), ...failed, ...failed, ...failed)).rejects.toThrow(
      'The stack is DELETE_FAILED: Bucket (AWS::S3::Bucket): not empty',
    );
    expect(actions().filter((action) => action === 'DeleteStack')).toHaveLength(3);
  });
});
