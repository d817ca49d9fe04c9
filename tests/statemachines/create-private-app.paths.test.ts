import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anApplication, POLICY_ARN, ROLE_ARN, USER_ARN } from '../support/subjects.ts';
import { CAUSE, type StateTester, startStateTester } from './state-tester.ts';
import { approved, awaitingAccess, provisioned, resources, selected } from './steps.ts';

let tester: StateTester;

beforeAll(async () => {
  tester = await startStateTester();
}, 120_000);

afterAll(() => tester?.close());

const adopted = { mode: 'adopt', userArn: USER_ARN, roleArn: ROLE_ARN, policyArn: POLICY_ARN } as const;
const having = (changes: Parameters<typeof anApplication>[0]) => ({
  ...selected,
  application: anApplication(changes),
});
const withAddress = having({ notificationEmail: 'ops@example.com' });
const rejected = { status: 'rejected', parameters: [], rejections: 1, reason: 'No use case' };

it.each([
  ['HasNotificationAddress', 'an address', withAddress, 'SubscribeNotificationAddress'],
  ['HasNotificationAddress', 'no address', selected, 'PrepareAccess'],
  ['IsDataAccessApproved', 'a rejection', { ...selected, dataAccess: rejected }, 'StartDataAccessWait'],
  ['IsDataAccessApproved', 'an approval', { ...selected, dataAccess: approved }, 'DataAccessApproved'],
  ['HowIsIamProvided', 'mode create', having({ iam: { mode: 'create' } }), 'ProvisionIamUser'],
  ['HowIsIamProvided', 'mode adopt', having({ iam: adopted }), 'AdoptIamResources'],
  ['HowIsIamProvided', 'mode none', having({ iam: { mode: 'none' } }), 'SkipIam'],
])('%s with %s leads on with the data as it is', async (name, _, data, next) => {
  const outcome = await tester.test(name, data);

  expect([outcome.status, outcome.next]).toEqual(['SUCCEEDED', next]);
  expect(outcome.output).toEqual(data);
});

it('asks for data access again with the reason of the rejection', async () => {
  const data = { ...awaitingAccess, dataAccess: rejected };

  const { asked, output } = await tester.test('RequestDataAccess', data, { result: approved });

  expect(asked.Payload.input).toMatchObject({ rejections: 1, reason: 'No use case' });
  expect(output.dataAccess).toEqual(approved);
});

const adoptedData = having({ iam: adopted });
const { provisionedAt: _, ...adoptedResources } = { ...resources, mode: 'adopt' };

it.each([
  ['SkipIam', selected, { ...selected, iam: { mode: 'none' } }, undefined],
  ['AdoptIamResources', adoptedData, { ...adoptedData, resources: adoptedResources }, 'VerifyPolicies'],
  ['CollectIamResources', provisioned, { ...provisioned, resources }, 'VerifyPolicies'],
  ['DataAccessApproved', selected, selected, undefined],
  ['ApplicationReady', { status: 'ready' }, { status: 'ready' }, undefined],
])('%s leaves the data its followers need', async (name, before, after, next) => {
  const outcome = await tester.test(name, before);

  expect([outcome.status, outcome.next]).toEqual(['SUCCEEDED', next]);
  expect(outcome.output).toEqual(after);
});

describe('SubscribeNotificationAddress', () => {
  const name = 'SubscribeNotificationAddress';

  it('subscribes the address to the messages about this application', async () => {
    const outcome = await tester.test(name, withAddress, {
      result: { SubscriptionArn: 'pending confirmation' },
    });

    expect(outcome.asked).toEqual({
      TopicArn: 'arn:aws:sns:us-east-1:111122223333:Topic',
      Protocol: 'email',
      Endpoint: 'ops@example.com',
      Attributes: { FilterPolicy: '{"appName":["acme-orders"]}' },
    });
    expect([outcome.status, outcome.next]).toEqual(['SUCCEEDED', 'PrepareAccess']);
    expect(outcome.output).toEqual(withAddress);
  });

  it.each(['Sns.ThrottledException', 'Sns.InternalErrorException'])('tries again after %s', async (error) => {
    const outcome = await tester.retry(name, withAddress, error, 1);

    expect([outcome.status, outcome.delay]).toEqual(['RETRIABLE', 4]);
  });

  it('does not try again when SNS refuses', async () => {
    expect((await tester.retry(name, withAddress, 'Sns.InvalidParameterException', 0)).status).toBe('FAILED');
  });

  it.each(['Sns.InvalidParameterException', 'States.Timeout'])(
    'keeps %s under its name and stops',
    async (error) => {
      const outcome = await tester.test(name, withAddress, { error });

      const failure = { [name]: { Error: error, Cause: CAUSE } };
      expect([outcome.status, outcome.next]).toEqual(['CAUGHT_ERROR', 'RememberFailure']);
      expect(outcome.output).toEqual({ ...withAddress, failure });
    },
  );
});
