import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTaskTokens, type TaskTokens } from '#shared/clients/task-tokens.ts';
import { Sensitive } from '#shared/domain/sensitive.ts';
import { UnexpectedReply } from '#shared/errors/broken.ts';
import { jsonCall, jsonError, stubConfig } from '../../../support/stub-aws.ts';
import { type Stub, startStub } from '../../../support/stub-server.ts';
import { errorOf } from '../../../support/subjects.ts';

const TOKEN = new Sensitive('FAKE_TASK_TOKEN');

let stub: Stub;
let taskTokens: TaskTokens;
beforeAll(async () => {
  stub = await startStub();
  taskTokens = createTaskTokens(stubConfig(stub));
});
afterAll(() => stub.stop());

describe('an answer to a waiting task', () => {
  it('is sent as success with its output', async () => {
    stub.answer({ status: 200, body: {} });

    const reply = await taskTokens.succeed(TOKEN, { status: 'done' });

    expect(reply).toBe('accepted');
    expect(stub.received.map(jsonCall)).toEqual([
      ['SendTaskSuccess', { taskToken: 'FAKE_TASK_TOKEN', output: '{"status":"done"}' }],
    ]);
  });

  it('is sent as failure with its name and words', async () => {
    stub.answer({ status: 200, body: {} });

    const reply = await taskTokens.fail(TOKEN, 'TaskRejected', 'not ours');

    expect(reply).toBe('accepted');
    expect(stub.received.map(jsonCall)).toEqual([
      ['SendTaskFailure', { taskToken: 'FAKE_TASK_TOKEN', error: 'TaskRejected', cause: 'not ours' }],
    ]);
  });

  it.each(['TaskTimedOut', 'TaskDoesNotExist'])('comes too late: %s', async (code) => {
    stub.answer(jsonError(code));

    const reply = await taskTokens.succeed(TOKEN, {});

    expect(reply).toBe('no-longer-waiting');
  });

  it('fails without the token in any word', async () => {
    stub.answer(jsonError('InvalidToken', 'Invalid Token: FAKE_TASK_TOKEN'));

    const error = await errorOf(taskTokens.succeed(TOKEN, {}));

    expect(error).toBeInstanceOf(UnexpectedReply);
    expect(error.what).toBe('states:SendTaskSuccess failed with InvalidToken.');
  });
});
