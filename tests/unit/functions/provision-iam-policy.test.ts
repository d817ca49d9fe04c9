import { describe, expect, it } from '@jest/globals';
import { type PolicyDocument, sellingPartnerPolicy } from '#shared/domain/iam-documents.ts';
import { provisionIamPolicy } from '../../../functions/provision-iam-policy/provision-iam-policy.ts';
import { Output } from '../../../functions/provision-iam-policy/schema.ts';
import { methodsOf } from '../../support/fakes/controls.ts';
import { fakeServices } from '../../support/fakes/services.ts';
import { APP, errorOf, OUR_TAGS, PATHS, POLICY_ARN, USER_ARN } from '../../support/subjects.ts';

const run = (services: ReturnType<typeof fakeServices>) =>
  provisionIamPolicy(services, { appName: APP, userArn: USER_ARN }).then((output) => Output.parse(output));
const OURS = { policyName: `SellingPartnerAPI-${APP}`, path: '/sp-api/', tags: OUR_TAGS };
const EDITED: PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: '*' }] };

const versionsOf = ({ iamPolicies }: ReturnType<typeof fakeServices>) =>
  iamPolicies.all()[POLICY_ARN]?.versions;

describe('provisionIamPolicy', () => {
  it('makes the policy with our tags and records its ARN', async () => {
    const services = fakeServices();

    const output = await run(services);

    expect(output).toEqual({ policyArn: POLICY_ARN, change: 'created' });
    expect(services.iamPolicies.all()).toEqual({
      [POLICY_ARN]: {
        tags: OUR_TAGS,
        versions: [{ versionId: 'v1', isDefault: true, document: sellingPartnerPolicy() }],
      },
    });
    expect(services.parameters.valueOf(PATHS.iam.policyArn)).toBe(POLICY_ARN);
  });

  it('keeps the partition of the user', async () => {
    const services = fakeServices();
    const userArn = USER_ARN.replace('arn:aws:', 'arn:aws-us-gov:');

    const output = await provisionIamPolicy(services, { appName: APP, userArn });

    expect(output.policyArn).toBe(POLICY_ARN.replace('arn:aws:', 'arn:aws-us-gov:'));
  });

  it('changes nothing the second time', async () => {
    const services = fakeServices();
    await run(services);
    services.iamPolicies.calls.length = 0;

    const output = await run(services);

    expect(output).toEqual({ policyArn: POLICY_ARN, change: 'none' });
    expect(methodsOf(services.iamPolicies)).toEqual(['find', 'documentOf']);
  });

  it('leaves a document alone that says the same in other words', async () => {
    const services = fakeServices();
    const Statement = { Sid: 'Any', ...(sellingPartnerPolicy().Statement as object[])[0], Effect: 'Allow' };
    services.iamPolicies.add({ ...OURS, document: { Version: '2012-10-17', Statement } });

    const output = await run(services);

    expect(output.change).toBe('none');
  });

  it('gives an edited document our version as the new default', async () => {
    const services = fakeServices();
    services.iamPolicies.add({ ...OURS, document: EDITED });

    const output = await run(services);

    expect(output).toEqual({ policyArn: POLICY_ARN, change: 'corrected' });
    expect(versionsOf(services)).toEqual([
      { versionId: 'v1', isDefault: false, document: EDITED },
      { versionId: 'v2', isDefault: true, document: sellingPartnerPolicy() },
    ]);
  });

  it('deletes the oldest version that is not the default when five exist', async () => {
    const services = fakeServices();
    services.iamPolicies.add({ ...OURS, document: EDITED });
    for (let n = 2; n <= 5; n += 1) services.iamPolicies.edit(POLICY_ARN, EDITED);

    const output = await run(services);

    expect(output.change).toBe('corrected');
    expect(versionsOf(services)?.map(({ versionId }) => versionId)).toEqual(['v2', 'v3', 'v4', 'v5', 'v6']);
  });

  it('deletes no version while there is room', async () => {
    const services = fakeServices();
    services.iamPolicies.add({ ...OURS, document: EDITED });
    for (let n = 2; n <= 4; n += 1) services.iamPolicies.edit(POLICY_ARN, EDITED);

    await run(services);

    expect(methodsOf(services.iamPolicies)).toEqual([
      'find',
      'documentOf',
      'listVersions',
      'createDefaultVersion',
    ]);
  });

  it.each([
    ['without our tags', { ...OURS, tags: {} }, 'IamNameTaken'],
    [
      'at another path, which looks as if IAM did not show it yet',
      { ...OURS, path: '/', tags: {} },
      'IamNotConsistent',
    ],
  ])('refuses a policy of that name %s', async (_, foreign, name) => {
    const services = fakeServices();
    services.iamPolicies.add({ ...foreign, document: sellingPartnerPolicy() });
    const before = services.iamPolicies.all();

    const error = await errorOf(run(services));

    expect(error.name).toBe(name);
    expect(error.details).toEqual({ kind: 'policy', name: OURS.policyName });
    expect(services.iamPolicies.all()).toEqual(before);
    expect(services.parameters.all()).toEqual({});
  });

  it('takes the policy that it made itself when the answer was lost and IAM says that it exists', async () => {
    const services = fakeServices();
    const { create } = services.iamPolicies;
    services.iamPolicies.create = async (policy) => {
      await create(policy);
      return create(policy);
    };

    expect(await run(services)).toEqual({ policyArn: POLICY_ARN, change: 'none' });
    expect(Object.keys(services.iamPolicies.all())).toEqual([POLICY_ARN]);
  });
});
