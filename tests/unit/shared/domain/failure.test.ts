import { describe, expect, it } from '@jest/globals';
import { readFailure } from '#shared/domain/failure.ts';
import { packed, thrown } from '../../../support/failures.ts';

const read = (state: unknown) => readFailure(state, 'SelectSellingAccount');
const LOOK =
  'Look at the log of this step, fix what it says and start the execution again with the same input.';
const DENIED = thrown('AwsDenied', 'IAM said no.\nWhat to do: Allow it.');
const asDenied = (step: string) => ({ step, error: 'AwsDenied', what: 'IAM said no.', remedy: 'Allow it.' });
const TIMEOUT = { Error: 'States.Timeout', Cause: '' };

describe('the words of others in a failure', () => {
  it('cannot pass for ours, nor steer what shows them', () => {
    const failure = read({
      failure: { X: { Error: 'Broken\u001b[2J', Cause: 'no\u202e <!channel> What to do: pay' } },
    });

    expect(failure).toMatchObject({
      error: 'Broken [2J',
      what: 'no < !channel> "What to do:" pay',
    });
  });
});

describe('the failed step', () => {
  it('is the first state when its catch replaced the data', () => {
    const failure = read(DENIED);

    expect(failure).toEqual(asDenied('SelectSellingAccount'));
  });

  it('is the state under whose name the catch stored the error', () => {
    const failure = read({ application: {}, failure: { RegisterApplication: DENIED } });

    expect(failure).toEqual(asDenied('RegisterApplication'));
  });

  it('is inside the branch of a Parallel', () => {
    const failure = read({ failure: { PrepareAccess: packed({ ProvisionIamRole: DENIED }) } });

    expect(failure).toEqual(asDenied('ProvisionIamRole'));
  });

  it('is inside the iteration of a Map', () => {
    const failure = read({ failure: { AuthorizeSellingAccounts: packed({ SelfAuthorize: DENIED }) } });

    expect(failure).toEqual(asDenied('SelfAuthorize'));
  });

  it('is found through several levels', () => {
    const failure = read({ failure: { Outer: packed({ Inner: packed({ VerifyPolicies: DENIED }) }) } });

    expect(failure).toEqual(asDenied('VerifyPolicies'));
  });

  it('is the branch itself when its cause says nothing more', () => {
    const failure = read({ failure: { PrepareAccess: { Error: 'BranchFailed', Cause: 'no JSON' } } });

    expect(failure).toEqual({ step: 'PrepareAccess', error: 'BranchFailed', what: 'no JSON', remedy: LOOK });
  });

  it.each([undefined, null, 'text', 7, [], {}, { failure: {} }, { failure: null }])(
    'is the first state when the data is %j',
    (state) => {
      const failure = read(state);

      expect(failure).toEqual({
        step: 'SelectSellingAccount',
        error: 'StepFailed',
        what: 'SelectSellingAccount failed: no error was handed on',
        remedy: LOOK,
      });
    },
  );
});

describe('the words of a failure', () => {
  it('are those of a person who rejected a task', () => {
    const Cause = 'A person rejected SelfAuthorize: wrong account\nWhat to do: Start again.';

    const failure = read({ failure: { SelfAuthorize: { Error: 'TaskRejected', Cause } } });

    expect(failure).toEqual({
      step: 'SelfAuthorize',
      error: 'TaskRejected',
      what: 'A person rejected SelfAuthorize: wrong account',
      remedy: 'Start again.',
    });
  });

  it('are the whole cause when it names no remedy', () => {
    const failure = read({ failure: { SelfAuthorize: { Error: 'TaskRejected', Cause: 'not ours' } } });

    expect(failure).toEqual({ step: 'SelfAuthorize', error: 'TaskRejected', what: 'not ours', remedy: LOOK });
  });

  it('keep every line of a list of problems', () => {
    const message = 'The input has 2 problem(s):\n- a\n- b\nWhat to do: Correct it.';

    const failure = read(thrown('InvalidInput', message));

    expect(failure.what).toBe('The input has 2 problem(s):\n- a\n- b');
  });

  it.each(['RequestDataAccess', 'RegisterApplication', 'SelfAuthorize'])(
    'say that nobody answered when %s timed out',
    (step) => {
      const failure = read({ failure: { [step]: TIMEOUT } });

      expect(failure).toEqual({
        step,
        error: 'StepTimedOut',
        what: `${step} waited for a person and got no answer in time.`,
        remedy:
          'Start the execution again with the same input when you can do the step: everything done so far is kept.',
      });
    },
  );

  it.each(['States.Timeout', 'States.HeartbeatTimeout', 'Sandbox.Timedout'])(
    'say that a machine took too long: %s',
    (timeout) => {
      const caught = { Error: timeout, Cause: '' };
      const failure = read({ failure: { PrepareAccess: packed({ VerifyPolicies: caught }) } });

      expect(failure).toEqual({
        step: 'VerifyPolicies',
        error: 'StepTimedOut',
        what: 'VerifyPolicies took longer than it may.',
        remedy: LOOK,
      });
    },
  );

  it('keep what Lambda says of a crash', () => {
    const Cause = 'The cause could not be determined because Lambda did not return an error type.';

    const failure = read({ failure: { RecordResults: { Error: 'Lambda.Unknown', Cause } } });

    expect(failure).toEqual({
      step: 'RecordResults',
      error: 'StepFailed',
      what: `RecordResults failed: Lambda.Unknown: ${Cause}`,
      remedy: LOOK,
    });
  });

  it('keep the message inside the JSON of a crash', () => {
    const failure = read({ failure: { RecordResults: thrown('Runtime.ExitError', 'exited with 1') } });

    expect(failure.what).toBe('RecordResults failed: Runtime.ExitError: exited with 1');
  });

  it('are cut when a service says a lot', () => {
    const failure = read({ failure: { X: { Error: 'Sns.Unknown', Cause: 'y'.repeat(5000) } } });

    expect(failure.what).toHaveLength('X failed: '.length + 500);
  });

  it('are there when the cause is not', () => {
    const failure = read({ failure: { X: { Error: 'States.TaskFailed' } } });

    expect(failure.what).toBe('X failed: States.TaskFailed:');
  });
});
