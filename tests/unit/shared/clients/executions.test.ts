import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createExecutions, type Executions } from '#shared/clients/executions.ts';
import { AwsDenied } from '#shared/errors/refused.ts';
import { jsonCall, jsonError, stubConfig } from '../../../support/stub-aws.ts';
import { type Stub, startStub } from '../../../support/stub-server.ts';
import { errorOf } from '../../../support/subjects.ts';

const MACHINE = 'arn:aws:states:us-east-1:111122223333:stateMachine:rotate-client-secret';

let stub: Stub;
let executions: Executions;
beforeAll(async () => {
  stub = await startStub();
  executions = createExecutions(MACHINE, stubConfig(stub));
});
afterAll(() => stub.stop());

describe('an execution', () => {
  it('is started under its name', async () => {
    stub.answer({ status: 200, body: { executionArn: 'arn', startDate: 0 } });

    const reply = await executions.start('notice-1', { appName: 'acme' });

    expect(reply).toBe('started');
    expect(stub.received.map(jsonCall)).toEqual([
      ['StartExecution', { stateMachineArn: MACHINE, name: 'notice-1', input: '{"appName":"acme"}' }],
    ]);
  });

  it('is not started twice under one name', async () => {
    stub.answer(jsonError('ExecutionAlreadyExists'));

    expect(await executions.start('notice-1', {})).toBe('started-before');
  });

  it('fails by name where the right to start it is missing', async () => {
    stub.answer(jsonError('AccessDeniedException'));

    expect(await errorOf(executions.start('notice-1', {}))).toBeInstanceOf(AwsDenied);
  });
});
