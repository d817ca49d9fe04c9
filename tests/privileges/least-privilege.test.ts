import { type Call, compare, type Difference, line } from './compare.ts';
import { type Exception, REPEATED_DELETION, UNSEEN, WILDCARDS } from './exceptions.ts';
import { type Grant, type GrantingTemplate, grantsOf } from './grants.ts';
import { type RecordedStack, recordedStacks } from './recorded-stacks.ts';

// The calls of all tests: `npm test` runs this last. After a part of the tests it finds rights that were not used.
const stacks = recordedStacks();
const grants = stacks.flatMap((stack) => stack.grants);
const isOfFaults = ({ stage }: RecordedStack) => stage === 'e2e-faults';
const isRepeatedDeletion = ({ action, resource }: Call) =>
  REPEATED_DELETION.action.test(action) && REPEATED_DELETION.resource.test(resource);
const callsIn = (some: RecordedStack[]) =>
  some.flatMap((stack) =>
    isOfFaults(stack) ? stack.calls.filter((call) => !isRepeatedDeletion(call)) : stack.calls,
  );
const calls = callsIn(stacks);

const holds = ({ role, action, resource }: Exception, grant: Grant) =>
  (role?.test(grant.role) ?? true) && action.test(grant.action) && (resource?.test(grant.resource) ?? true);
const isUnseen = (grant: Grant) => UNSEEN.some((exception) => holds(exception, grant));
const judge = (granted: Grant[]) => compare(granted, calls.concat(granted.filter(isUnseen)));

/** What is found besides when, in a copy of the template, a function's role may do one thing more or one thing less. */
function foundWhen(change: (actions: string[]) => string[]): Difference {
  // Of a stack with a key of the deployer, where there is one: its roles may do more.
  const [most] = stacks.toSorted((a, b) => b.grants.length - a.grants.length);
  const template = structuredClone(most?.template) as GrantingTemplate;
  const properties = template.Resources.RecordResultsFunctionRole?.Properties as {
    Policies: { PolicyDocument: { Statement: { Action: string[] }[] } }[];
  };
  const statement = properties.Policies[0]?.PolicyDocument.Statement[1];
  if (statement) statement.Action = change(statement.Action);
  const found = judge([
    ...grants.filter(({ role }) => role !== 'RecordResultsFunctionRole'),
    ...grantsOf(template).filter(({ role }) => role === 'RecordResultsFunctionRole'),
  ]);
  const { usedNotGranted, grantedNotUsed } = judge(grants);
  return {
    usedNotGranted: found.usedNotGranted.filter((one) => !usedNotGranted.includes(one)),
    grantedNotUsed: found.grantedNotUsed.filter((one) => !grantedNotUsed.includes(one)),
  };
}

describe('the roles of the packaged template', () => {
  it('were all watched, by the tests of all machines', () => {
    const roles = (found: Grant[]) => [...new Set(found.map(({ role }) => role))].toSorted();

    expect(roles(grants).length).toBeGreaterThan(32);
    expect(roles(calls)).toEqual(roles(grants.filter((grant) => !isUnseen(grant))));
  });

  it('grant what was used and nothing else', () => {
    expect(judge(grants)).toEqual({ usedNotGranted: [], grantedNotUsed: [] });
  });

  it('would show one action too many', () => {
    const found = foundWhen((actions) => [...actions, 'ssm:DeleteParameter']);

    expect(found).toEqual({
      usedNotGranted: [],
      grantedNotUsed: ['status', 'summary'].map(
        (name) =>
          `RecordResultsFunctionRole ssm:DeleteParameter arn:aws:ssm:us-east-1:123456789012:parameter/sp-api/*/${name}`,
      ),
    });
  });

  it('would show one action too few', () => {
    const { usedNotGranted, grantedNotUsed } = foundWhen((actions) =>
      actions.filter((action) => action !== 'ssm:PutParameter'),
    );

    expect(grantedNotUsed).toEqual([]);
    expect(usedNotGranted).not.toEqual([]);
    for (const found of usedNotGranted)
      expect(found).toMatch(
        /^RecordResultsFunctionRole ssm:PutParameter \S+:parameter\/sp-api\/[a-z0-9-]+\/(status|summary)$/,
      );
  });
});

describe('the exceptions', () => {
  it.each(UNSEEN)('grant what no test can see: $reason', (exception) => {
    const excepted = grants.filter((grant) => holds(exception, grant));

    expect(excepted).not.toEqual([]);
    // A fault may strike at the moment that shows one.
    const unused = compare(excepted, callsIn(stacks.filter((stack) => !isOfFaults(stack)))).grantedNotUsed;
    expect(unused).toEqual([...new Set(excepted.map(line))].toSorted());
  });

  it.each(WILDCARDS)('need a wildcard: $reason', (exception) => {
    const wide = grants.filter((grant) => grant.resource.includes('*') && holds(exception, grant));

    expect(wide).not.toEqual([]);
  });

  it('name every wildcard', () => {
    const wide = grants.filter(({ action, resource }) => `${action} ${resource}`.includes('*'));
    const unexplained = wide.filter((grant) => !WILDCARDS.some((exception) => holds(exception, grant)));

    expect([...new Set(unexplained.map(line))]).toEqual([]);
    expect(grants.filter(({ action }) => action.includes('*'))).toEqual([]);
  });
});
