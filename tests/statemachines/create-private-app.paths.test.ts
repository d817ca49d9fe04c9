import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { Input } from '../../functions/subscribe-address/schema.ts';
import { APP, anApplication, POLICY_ARN, ROLE_ARN, USER_ARN } from '../support/subjects.ts';
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
  ['HasNotificationAddress', 'an address', withAddress, 'SubscribeAddress'],
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

describe('SubscribeAddress', () => {
  const name = 'SubscribeAddress';

  it('subscribes the address to the messages about this application, and keeps nothing of it', async () => {
    const input = { appName: APP, address: 'ops@example.com' };

    const outcome = await tester.test(name, withAddress, { result: { Payload: { state: 'pending' } } });

    expect(z.safeParse(Input, input).error).toBeUndefined();
    expect(outcome.asked.Payload.input).toEqual(input);
    expect([outcome.status, outcome.next]).toEqual(['SUCCEEDED', 'PrepareAccess']);
    expect(outcome.output).toEqual(withAddress);
  });

  it.each(['StepFailed', 'AwsDenied', 'Lambda.Unknown', 'States.Timeout'])(
    'goes on after %s, which is no failure of the creation',
    async (error) => {
      const outcome = await tester.test(name, withAddress, { error });

      expect([outcome.status, outcome.next]).toEqual(['CAUGHT_ERROR', 'PrepareAccess']);
      expect(outcome.output).toEqual({ ...withAddress, notSubscribed: { Error: error, Cause: CAUSE } });
    },
  );
});
