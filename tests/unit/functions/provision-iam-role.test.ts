import { describe, expect, it } from '@jest/globals';
import { trustPolicy } from '#shared/domain/iam-documents.ts';
import { AwsDenied, IamNameTaken, IamNotAsExpected } from '#shared/errors/refused.ts';
import { IamNotConsistent } from '#shared/errors/retryable.ts';
import { provisionIamRole } from '../../../functions/provision-iam-role/provision-iam-role.ts';
import { Output } from '../../../functions/provision-iam-role/schema.ts';
import { NOW } from '../../support/fakes/clock.ts';
import { methodsOf } from '../../support/fakes/controls.ts';
import { BOUNDARY_ARN, fakeServices } from '../../support/fakes/services.ts';
import {
  APP,
  errorOf,
  OUR_TAGS,
  PATHS,
  POLICY_ARN,
  ROLE_ARN,
  ROLE_NAME,
  USER_ARN,
} from '../../support/subjects.ts';

const run = (services: ReturnType<typeof fakeServices>, userCreatedAt?: string) =>
  provisionIamRole(services, { appName: APP, userArn: USER_ARN, userCreatedAt, policyArn: POLICY_ARN }).then(
    (output) => Output.parse(output),
  );
const COMPLETE = {
  arn: ROLE_ARN,
  createdAt: expect.any(Date),
  trust: trustPolicy(USER_ARN),
  tags: OUR_TAGS,
  boundaryArn: BOUNDARY_ARN,
  attached: [POLICY_ARN],
};

describe('provisionIamRole', () => {
  it('makes the role, attaches the policy and records the ARN', async () => {
    const services = fakeServices();

    const output = await run(services);

    expect(output).toEqual({ roleArn: ROLE_ARN, change: 'created' });
    expect(services.iamRoles.all()).toEqual({ [ROLE_NAME]: COMPLETE });
    expect(services.parameters.valueOf(PATHS.iam.roleArn)).toBe(ROLE_ARN);
  });

  it('changes nothing the second time', async () => {
    const services = fakeServices();
    await run(services);
    services.iamRoles.calls.length = 0;

    const output = await run(services);

    expect(output).toEqual({ roleArn: ROLE_ARN, change: 'none' });
    expect(methodsOf(services.iamRoles)).toEqual(['find', 'listAttachedPolicyArns']);
  });

  it('corrects a trust that names a deleted user by its id', async () => {
    const services = fakeServices();
    const trust = trustPolicy('AIDAFAKE');
    services.iamRoles.add({ roleName: ROLE_NAME, path: '/sp-api/', trust, tags: OUR_TAGS });
    await services.iamRoles.attachPolicy(ROLE_NAME, POLICY_ARN);

    const output = await run(services);

    expect(output).toEqual({ roleArn: ROLE_ARN, change: 'corrected' });
    expect(services.iamRoles.all()).toEqual({ [ROLE_NAME]: COMPLETE });
  });

  it('puts a role of ours into the boundary before it attaches the policy', async () => {
    const services = fakeServices();
    const trust = trustPolicy(USER_ARN);
    services.iamRoles.add({ roleName: ROLE_NAME, path: '/sp-api/', trust, tags: OUR_TAGS });

    const output = await run(services);

    expect(output).toEqual({ roleArn: ROLE_ARN, change: 'corrected' });
    expect(services.iamRoles.all()).toEqual({ [ROLE_NAME]: COMPLETE });
    expect(methodsOf(services.iamRoles)).toEqual([
      'find',
      'setBoundary',
      'listAttachedPolicyArns',
      'attachPolicy',
    ]);
  });

  it('attaches a policy that was detached', async () => {
    const services = fakeServices();
    services.iamRoles.add({
      roleName: ROLE_NAME,
      path: '/sp-api/',
      trust: trustPolicy(USER_ARN),
      tags: OUR_TAGS,
    });

    const output = await run(services);

    expect(output).toEqual({ roleArn: ROLE_ARN, change: 'corrected' });
    expect(services.iamRoles.all()).toEqual({ [ROLE_NAME]: COMPLETE });
  });

  it('leaves other policies attached', async () => {
    const services = fakeServices();
    await run(services);
    await services.iamRoles.attachPolicy(ROLE_NAME, 'arn:aws:iam::aws:policy/Other');

    const output = await run(services);

    expect(output.change).toBe('none');
    expect(services.iamRoles.all()[ROLE_NAME]?.attached).toEqual([
      POLICY_ARN,
      'arn:aws:iam::aws:policy/Other',
    ]);
  });

  const refusal = (Type: typeof AwsDenied | typeof IamNotAsExpected) =>
    new Type({ what: 'No.', remedy: 'Look.', details: { action: 'iam:CreateRole' } });

  it.each([
    ['the user is too new to be trusted', 'create', IamNotAsExpected],
    ['the new role is not known everywhere, so that its path is not', 'listAttachedPolicyArns', AwsDenied],
    ['the new role may not be changed yet', 'attachPolicy', AwsDenied],
  ] as const)('waits while %s, and stores nothing', async (_, method, Type) => {
    const services = fakeServices();
    services.iamRoles.failNext(method, refusal(Type));

    const error = await errorOf(run(services, NOW));

    expect(error).toBeInstanceOf(IamNotConsistent);
    expect(services.parameters.all()).toEqual({});
  });

  it('does not wait for a user that has been there for three minutes', async () => {
    const services = fakeServices();
    services.clock.advance(180_000);
    services.iamRoles.failNext('create', refusal(IamNotAsExpected));

    expect(await errorOf(run(services, NOW))).toBeInstanceOf(IamNotAsExpected);
  });

  it('does not wait for a role that has been there for long', async () => {
    const services = fakeServices();
    services.iamRoles.add({
      roleName: ROLE_NAME,
      path: '/sp-api/',
      trust: trustPolicy(USER_ARN),
      tags: OUR_TAGS,
    });
    services.iamRoles.failNext('listAttachedPolicyArns', refusal(AwsDenied));

    expect(await errorOf(run(services))).toBeInstanceOf(AwsDenied);
  });

  it('refuses a role of that name that is not ours', async () => {
    const services = fakeServices();
    services.iamRoles.add({ roleName: ROLE_NAME, path: '/', trust: trustPolicy(USER_ARN), tags: {} });
    const before = services.iamRoles.all();

    const error = await errorOf(run(services));

    expect(error).toBeInstanceOf(IamNameTaken);
    expect(error.details).toEqual({ kind: 'role', name: ROLE_NAME });
    expect(services.iamRoles.all()).toEqual(before);
  });
});
