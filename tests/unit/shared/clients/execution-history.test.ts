import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createExecutionHistory, type ExecutionHistory } from '#shared/clients/execution-history.ts';
import { AwsDenied } from '#shared/errors/refused.ts';
import { jsonCall, jsonError, stubConfig } from '../../../support/stub-aws.ts';
import { type Stub, startStub } from '../../../support/stub-server.ts';
import { EXECUTION, errorOf } from '../../../support/subjects.ts';

let stub: Stub;
let history: ExecutionHistory;
beforeAll(async () => {
  stub = await startStub();
  history = createExecutionHistory(stubConfig(stub));
});
afterAll(() => stub.stop());

describe('the history of an execution', () => {
  it('is its last events, the newest first, without their data', async () => {
    const events = [
      {
        id: 3,
        previousEventId: 2,
        type: 'TaskFailed',
        taskFailedEventDetails: { error: 'AwsDenied', cause: 'x' },
      },
      {
        id: 2,
        previousEventId: 1,
        type: 'TaskStateEntered',
        stateEnteredEventDetails: { name: 'CheckClient' },
      },
      { id: 1, type: 'ExecutionStarted', executionStartedEventDetails: { roleArn: 'role' } },
      {},
    ];
    stub.answer({ status: 200, body: { events } });

    expect(await history.newest(EXECUTION)).toEqual([
      { id: 3, previousId: 2, type: 'TaskFailed', state: undefined, error: 'AwsDenied' },
      { id: 2, previousId: 1, type: 'TaskStateEntered', state: 'CheckClient', error: undefined },
      { id: 1, previousId: 0, type: 'ExecutionStarted', state: undefined, error: undefined },
      { id: 0, previousId: 0, type: '', state: undefined, error: undefined },
    ]);
    expect(stub.received.map(jsonCall)).toEqual([
      [
        'GetExecutionHistory',
        { executionArn: EXECUTION, reverseOrder: true, maxResults: 200, includeExecutionData: false },
      ],
    ]);
  });

  it('is empty where there are no events', async () => {
    stub.answer({ status: 200, body: {} });

    expect(await history.newest(EXECUTION)).toEqual([]);
  });

  it('fails by name where the right to read it is missing, and says what to allow', async () => {
    stub.answer(jsonError('AccessDeniedException'));

    const error = await errorOf(history.newest(EXECUTION));

    expect(error).toBeInstanceOf(AwsDenied);
    expect((error as Error).message).toContain('states:GetExecutionHistory');
    expect((error as Error).message).toContain(EXECUTION);
  });
});
