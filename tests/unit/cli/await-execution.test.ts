import type { SFNClient } from '@aws-sdk/client-sfn';
import { describe, expect, it, jest } from '@jest/globals';
import { awaitExecution } from '../../../cli/await-execution.ts';
import { CommandRefused } from '../../../cli/errors.ts';
import { fakeServices } from '../../support/fakes/services.ts';
import { APP, errorOf } from '../../support/subjects.ts';

const EXECUTION = 'arn:aws:states:eu-west-1:111122223333:execution:dev-check-credentials:one';

/** Step Functions that answers one look after the other; the history is that of a state, or is denied. */
function stepFunctions(looks: object[], state?: string) {
  let look = 0;
  const send = async (command: { constructor: { name: string } }) => {
    if (command.constructor.name === 'DescribeExecutionCommand') return looks[look++];
    if (state === undefined) throw new Error('AccessDenied');
    return { events: [{ type: 'TaskScheduled' }, { stateEnteredEventDetails: { name: state } }] };
  };
  return { send } as unknown as Pick<SFNClient, 'send'>;
}

async function wait(looks: object[], state?: string) {
  const services = fakeServices();
  const said: string[] = [];
  const spy = jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said.push(String(text));
    return true;
  });
  const needs = { sfn: stepFunctions(looks, state), services, again: '', pause: async () => {} };
  try {
    return { output: await awaitExecution(needs, EXECUTION, APP), said };
  } finally {
    spy.mockRestore();
  }
}

describe('an execution that is waited for', () => {
  it('gives its output, and says each state once', async () => {
    const running = { status: 'RUNNING' };

    const { output, said } = await wait(
      [running, running, { status: 'SUCCEEDED', output: '{"a":1}' }],
      'Check',
    );

    expect(output).toEqual({ a: 1 });
    expect(said).toEqual(['dev-check-credentials: Check\n']);
  });

  it('is waited for without a word where the history may not be read', async () => {
    const { said } = await wait([{ status: 'RUNNING' }, { status: 'SUCCEEDED' }]);

    expect(said).toEqual([]);
  });

  it.each<[object, string]>([
    [
      {
        status: 'FAILED',
        error: 'AwsDenied',
        cause: '{"errorMessage":"It failed.\\nWhat to do: Allow it."}',
      },
      'dev-check-credentials ended as FAILED with AwsDenied: It failed.',
    ],
    [{ status: 'TIMED_OUT' }, 'dev-check-credentials ended as TIMED_OUT.'],
    [{ status: 'ABORTED', cause: 'stopped' }, 'dev-check-credentials ended as ABORTED: stopped'],
  ])('that ends otherwise is a refusal: %j', async (end, what) => {
    const error = await errorOf(wait([end]));

    expect(error).toBeInstanceOf(CommandRefused);
    expect(error.what).toBe(what);
    expect(error.remedy).not.toBe('');
  });
});
