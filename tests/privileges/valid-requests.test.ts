import { describe, expect, it } from '@jest/globals';
import { type JudgedRequest, recordedStacks } from './recorded-stacks.ts';

// The requests of all tests: `npm test` runs this last. local/engine/ministack/judge.py has written them down.
const stacks = recordedStacks();
const requests = stacks.flatMap((stack) => stack.requests);
const called = new Set(
  stacks.flatMap((stack) => stack.calls.map(({ role, action }) => `${role} ${action.toLowerCase()}`)),
);

/** Rights that a request needs besides that of its own name; Lambda and EventBridge use some on their own account. */
const IMPLIED = /^(kms:|iam:Tag|ssm:AddTagsToResource$)/i;

/** Where IAM calls an operation otherwise than its service does. */
const actionOf = (operation: string) =>
  operation.toLowerCase().replace(/^lambda:invoke$/, 'lambda:invokefunction');

const problemsIn = (judged: JudgedRequest[]) => [
  ...new Set(
    judged
      .filter(({ problem }) => problem !== null)
      .map(({ caller, action, problem }) => `${caller ?? 'an administrator'} ${action} ${problem}`),
  ),
];

describe('every request to AWS', () => {
  it('was judged by the model that AWS publishes of the service', () => {
    const judged = new Set(requests.map(({ caller, action }) => `${caller} ${actionOf(action)}`));
    const own = [...called].filter((call) => !IMPLIED.test(call.split(' ')[1] ?? ''));

    expect(own.length).toBeGreaterThan(100);
    expect(own.filter((call) => !judged.has(call))).toEqual([]);
  });

  it('was one that AWS takes', () => {
    expect(problemsIn(requests)).toEqual([]);
  });

  it('would be named, were it not', () => {
    const planted = {
      caller: 'ProvisionIamUserFunctionRole',
      action: 'iam:CreateUser',
      problem: 'Path: too long',
    };

    expect(problemsIn([...requests, planted])).toContain(
      'ProvisionIamUserFunctionRole iam:CreateUser Path: too long',
    );
  });
});
