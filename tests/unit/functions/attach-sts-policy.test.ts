import { describe, expect, it } from '@jest/globals';
import { stsPolicy } from '#shared/domain/iam-documents.ts';
import { AwsDenied } from '#shared/errors/refused.ts';
import { IamNotConsistent } from '#shared/errors/retryable.ts';
import { attachStsPolicy } from '../../../functions/attach-sts-policy/attach-sts-policy.ts';
import { Output } from '../../../functions/attach-sts-policy/schema.ts';
import { NOW } from '../../support/fakes/clock.ts';
import { methodsOf } from '../../support/fakes/controls.ts';
import { fakeServices } from '../../support/fakes/services.ts';
import { errorOf, ROLE_ARN, USER_ARN, USER_NAME } from '../../support/subjects.ts';

const NAME = 'SellingPartnerAPI-AssumeRole';
const KEY = `${USER_NAME}/${NAME}`;
const run = (services: ReturnType<typeof fakeServices>) =>
  attachStsPolicy(services, { userArn: USER_ARN, roleArn: ROLE_ARN }).then((output) => Output.parse(output));

describe('attachStsPolicy', () => {
  it('lets the user assume that role and nothing else', async () => {
    const services = fakeServices();

    const output = await run(services);

    expect(output).toEqual({ policyName: NAME, change: 'written', provisionedAt: NOW });
    expect(services.iamUserPolicies.all()).toEqual({ [KEY]: stsPolicy(ROLE_ARN) });
  });

  it('writes nothing the second time', async () => {
    const services = fakeServices();
    await run(services);

    const output = await run(services);

    expect(output).toEqual({ policyName: NAME, change: 'none', provisionedAt: NOW });
    expect(methodsOf(services.iamUserPolicies)).toEqual(['find', 'put', 'find']);
  });

  it.each([
    [179_999, IamNotConsistent],
    [180_000, AwsDenied],
  ])(
    'may be denied to a user that IAM does not know everywhere yet: %d ms after it was made',
    async (ms, type) => {
      const services = fakeServices();
      services.clock.advance(ms);
      const details = { action: 'iam:GetUserPolicy' };
      services.iamUserPolicies.failNext('find', new AwsDenied({ what: 'No.', remedy: 'Allow it.', details }));

      const input = { userArn: USER_ARN, userCreatedAt: NOW, roleArn: ROLE_ARN };
      expect(await errorOf(attachStsPolicy(services, input))).toBeInstanceOf(type);
    },
  );

  it('corrects a policy on another role', async () => {
    const services = fakeServices();
    services.iamUserPolicies.add(USER_NAME, NAME, stsPolicy('arn:aws:iam::111122223333:role/other'));

    const output = await run(services);

    expect(output.change).toBe('written');
    expect(services.iamUserPolicies.all()).toEqual({ [KEY]: stsPolicy(ROLE_ARN) });
  });
});
