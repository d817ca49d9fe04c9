import { describe, expect, it } from '@jest/globals';
import { findFailedStep, type HistoryEvent } from '#shared/domain/failed-step.ts';

type Told = [type: string, more?: Partial<HistoryEvent>];

/** A history, the newest event first, from events in their order; each follows the one before it unless it says otherwise. */
const history = (...told: Told[]): HistoryEvent[] =>
  told.map(([type, more], i) => ({ id: i + 1, previousId: i, type, ...more })).toReversed();
const entered = (state: string, kind = 'Task'): Told => [`${kind}StateEntered`, { state }];
const failed = (error: string): Told => ['TaskFailed', { error }];
const ended: Told[] = [['ExecutionFailed', { error: 'Any' }]];
const NOTIFY: Told[] = [entered('RememberFailure', 'Pass'), ['PassStateExited'], entered('NotifyFailure')];

describe('the step that failed', () => {
  it('is the last one, where nothing was caught', () => {
    const events = history(
      entered('A'),
      ['TaskSucceeded'],
      ['TaskStateExited'],
      entered('B', 'Choice'),
      ...ended,
    );

    expect(findFailedStep(events)).toEqual({ step: 'B', error: undefined });
  });

  it('is the one before the failure was to be told, with its own error', () => {
    const events = history(
      entered('A'),
      failed('LwaUnavailable'),
      ['TaskSucceeded'],
      ['TaskStateExited'],
      entered('B'),
      failed('Runtime.ExitError'),
      failed('AwsDenied'),
      ['TaskStateExited'],
      ...NOTIFY,
      failed('Runtime.ExitError'),
      ...ended,
    );

    expect(findFailedStep(events)).toEqual({ step: 'B', error: 'AwsDenied' });
  });

  it('is inside the branch that failed, not in another one', () => {
    const events = history(
      entered('PrepareAccess', 'Parallel'),
      entered('ProvisionIamUser'),
      ['TaskStateEntered', { state: 'RequestDataAccess', previousId: 1 }],
      ['TaskFailed', { error: 'AwsDenied', previousId: 2 }],
      ['TaskStateExited'],
      entered('IamFailed', 'Fail'),
      ['ParallelStateFailed'],
      ['ParallelStateExited'],
      ...NOTIFY,
      ...ended,
    );

    expect(findFailedStep(events)).toEqual({ step: 'ProvisionIamUser', error: 'AwsDenied' });
  });

  it('is the one that first failed, where another had to undo it', () => {
    const events = history(
      entered('ProveStoredAccessKey'),
      failed('AccessKeyInvalid'),
      ['TaskStateExited'],
      entered('RestoreOldAccessKey'),
      ['TaskSucceeded'],
      ['TaskStateExited'],
      ...NOTIFY,
      ...ended,
    );

    expect(findFailedStep(events)).toEqual({ step: 'ProveStoredAccessKey', error: 'AccessKeyInvalid' });
  });

  it('is the one that waited, where the execution was ended from outside', () => {
    const events = history(
      entered('RegisterApplication'),
      ['TaskScheduled'],
      ['TaskSubmitted'],
      ['ExecutionAborted', { previousId: 0 }],
    );

    expect(findFailedStep(events)).toEqual({ step: 'RegisterApplication', error: undefined });
  });

  it.each([[[]], [history(...ended)]])('is unknown where the history names none', (events) => {
    expect(findFailedStep(events)).toBeUndefined();
  });
});
