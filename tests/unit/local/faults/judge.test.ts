import { describe, expect, it } from '@jest/globals';
import { parseFault } from '../../../../local/faults/faults.ts';
import { judgeFirstRun } from '../../../../local/faults/judge.ts';
import type { ReceivedMessage } from '../../../../local/stack/inbox.ts';

const KILLED = [parseFault('ProvisionIamUser/iam:CreateUser#1=kill-meanwhile*all')];
const failed = (error: string) => ({ executionArn: 'arn', status: 'FAILED', error, input: '{}' });
const message = (subject: string, body = 'Step: X\nWhat to do: Start it again.') =>
  ({ subject: `[app] ${subject}`, body }) as ReceivedMessage;
const TOLD = message('ProvisionIamUser failed: StepFailed');

describe('a run whose worker was killed', () => {
  it.each([
    ['succeeds', { ...failed(''), status: 'SUCCEEDED' }, [message('SelfAuthorize waits for you: Authorize')]],
    ['fails, and people are told which step and what to do', failed('StepFailed'), [TOLD]],
    [
      'fails, and the definition tells people of its step',
      failed('FailureAnnounced'),
      [message('ProvisionIamUser failed')],
    ],
  ])('is right where it %s', (_, ended, messages) => {
    expect(judgeFirstRun(ended, messages, KILLED)).toEqual([]);
  });

  it.each([
    ['nobody is told', [], 'it failed with StepFailed, and people got 0 messages about that: '],
    [
      'people are told twice',
      [TOLD, TOLD],
      'it failed with StepFailed, and people got 2 messages about that: [app] ProvisionIamUser failed: StepFailed; [app] ProvisionIamUser failed: StepFailed',
    ],
    [
      'people are told of another step',
      [message('RecordResults failed: StepFailed')],
      'people were told that RecordResults failed with StepFailed',
    ],
    [
      'people are not told what to do',
      [message('ProvisionIamUser failed: StepFailed', 'Step: ProvisionIamUser')],
      'people were not told what to do about ProvisionIamUser',
    ],
  ])('is wrong where %s', (_, messages, found) => {
    expect(judgeFirstRun(failed('StepFailed'), messages, KILLED)).toEqual([found]);
  });
});
