import { describe, expect, it } from '@jest/globals';
import type { Simulation, SimulationRequest } from '#shared/domain/simulation.ts';
import { AwsDenied } from '#shared/errors/refused.ts';
import { checkBoundary } from '../../../../cli/doctor/checks/boundary.ts';
import { checkFunctions } from '../../../../cli/doctor/checks/functions.ts';
import { checkRights } from '../../../../cli/doctor/checks/rights.ts';
import type { Finding } from '../../../../cli/doctor/finding.ts';
import { look } from '../../../../cli/doctor/look.ts';
import type { DoctorServices } from '../../../../cli/doctor/services.ts';
import {
  ACCOUNT,
  BOUNDARY,
  deployed,
  fakeDoctorServices,
  MACHINE,
  SUBJECT,
} from '../../../support/fakes/doctor-services.ts';

const brief = (findings: Finding[]) => findings.map(({ level, what }) => `${level}: ${what}`);

/** Simulates that one action is decided as told, and all others are allowed; keeps what it was asked. */
function simulating(action: string, simulation: Partial<Simulation>) {
  const asked: SimulationRequest[] = [];
  const simulate: DoctorServices['simulate'] = async (request) => {
    asked.push(request);
    return request.action === action ? { decision: 'implicitDeny', ...simulation } : { decision: 'allowed' };
  };
  return { asked, simulate };
}

const USER_ARN = `arn:aws:iam::${ACCOUNT}:user/team/ann`;

describe('the functions of the stack', () => {
  const examined = async (change: Partial<DoctorServices>) =>
    brief(await checkFunctions(fakeDoctorServices(change), deployed(), SUBJECT));

  it('may do what their policies allow, which is simulated once an action, with the keys of its conditions', async () => {
    const { asked, simulate } = simulating('none', {});

    const found = await examined({ simulate });

    expect(found).toEqual(['ok: No boundary or organization denies what 2 roles of the stack need.']);
    expect(asked.map(({ action, resourceArn, context }) => [action, resourceArn, context])).toEqual([
      ...['iam:CreateUser', 'iam:PutUserPermissionsBoundary'].map((action) => [
        action,
        `arn:aws:iam::${ACCOUNT}:user/sp-api/sp-api-doctor`,
        [
          {
            ContextKeyName: 'iam:PermissionsBoundary',
            ContextKeyType: 'string',
            ContextKeyValues: [`arn:aws:iam::${ACCOUNT}:policy/sp-api/bound`],
          },
        ],
      ]),
      ['sns:Publish', deployed().outputs.TopicArn, []],
    ]);
    expect(asked[0]).toMatchObject({
      principalArn: `arn:aws:iam::${ACCOUNT}:role/make-users`,
      region: 'eu-west-1',
    });
  });

  it('under a boundary that denies are named with the boundary', async () => {
    const boundary = `arn:aws:iam::${ACCOUNT}:policy/ours`;
    const { findRole } = fakeDoctorServices();
    const bound = async (name: string) => {
      const role = await findRole(name);
      return role && { ...role, boundary };
    };

    const found = await examined({
      findRole: bound,
      ...simulating('iam:CreateUser', { allowedByBoundary: false }),
    });

    expect(found).toEqual([
      `problem: The permissions boundary ${boundary} denies iam:CreateUser to the functions, for example to the role make-users.`,
    ]);
  });

  it('that only the organization denies are a warning, because the simulator can be wrong', async () => {
    const found = await examined(simulating('sns:Publish', { allowedByOrganization: false }));

    expect(found).toEqual([
      'warning: According to the policy simulator, a service control policy of your organization denies sns:Publish.',
    ]);
  });

  it('that a policy denies which somebody attached are named', async () => {
    const denial = { decision: 'explicitDeny', deniedByStatement: true } as const;

    expect(await examined(simulating('sns:Publish', denial))).toEqual([
      `problem: A policy attached to the role arn:aws:iam::${ACCOUNT}:role/make-users denies sns:Publish.`,
    ]);
  });

  it('are not said to be denied where only our example of a call is', async () => {
    expect(await examined(simulating('sns:Publish', {}))).toEqual([expect.stringMatching(/^ok: /)]);
  });

  it('whose roles were deleted are named', async () => {
    const { findRole } = fakeDoctorServices();

    const found = await examined({
      findRole: async (name) => (name === 'tell' ? undefined : findRole(name)),
    });

    expect(found).toEqual(['problem: Roles of the stack were deleted: tell.']);
  });
});

describe('the boundary of created users and roles', () => {
  const examined = async (policyDocument: DoctorServices['policyDocument']) =>
    brief(await checkBoundary(fakeDoctorServices({ policyDocument }), deployed(), SUBJECT));
  const [invoke, assume] = BOUNDARY.Statement;

  it('allows the calls of SP-API and the role of each application', async () => {
    expect(await examined(async () => BOUNDARY)).toEqual([
      'ok: The boundary of users and roles that executions create allows what they need.',
    ]);
  });

  it.each([
    ['lacks a right', [assume], 'execute-api:Invoke'],
    [
      'allows another role',
      [invoke, { ...assume, Effect: 'Allow', Resource: 'arn:aws:iam::111122223333:role/other' }],
      'sts:AssumeRole',
    ],
    [
      'denies everything',
      [invoke, assume, { Effect: 'Deny', Action: '*', Resource: '*' }],
      'execute-api:Invoke, sts:AssumeRole',
    ],
    [
      'denies all but something',
      [invoke, assume, { Effect: 'Deny', NotAction: 'execute-api:*', Resource: '*' }],
      'sts:AssumeRole',
    ],
  ])('that %s is named', async (_, statements, denied) => {
    const document = { Version: '2012-10-17', Statement: statements.filter((one) => one !== undefined) };

    expect(await examined(async () => document)).toEqual([
      `problem: The boundary arn:aws:iam::${ACCOUNT}:policy/sp-api/bound denies ${denied} to the users and roles of all applications.`,
    ]);
  });

  it('that was deleted is named', async () => {
    expect(await examined(async () => undefined)).toEqual([
      `problem: The policy arn:aws:iam::${ACCOUNT}:policy/sp-api/bound was deleted: executions cannot create users.`,
    ]);
  });

  it('of the deployer is that of the roles', async () => {
    const boundary = `arn:aws:iam::${ACCOUNT}:policy/ours`;
    const asked: string[] = [];
    const services = fakeDoctorServices({
      findRole: async (name) => ({ arn: `arn:role/${name}`, boundary, statements: [] }),
      policyDocument: async (arn) => {
        asked.push(arn);
        return { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
      },
    });
    const resources = deployed().resources.filter(({ type }) => type !== 'AWS::IAM::ManagedPolicy');

    const found = await checkBoundary(services, deployed({ resources }), SUBJECT);

    expect(asked).toEqual([boundary]);
    expect(found.map(({ level }) => level)).toEqual(['ok']);
  });
});

describe('the caller', () => {
  const examined = async (arn: string, change: Partial<DoctorServices> = {}) => {
    const services = fakeDoctorServices(change);
    return brief(await checkRights(services, { account: ACCOUNT, arn }, deployed(), SUBJECT));
  };

  it.each([
    ['a user', USER_ARN, USER_ARN],
    [
      'a session of a role, whose path its name leaves out',
      `arn:aws:sts::${ACCOUNT}:assumed-role/Admins_1/ann`,
      `arn:aws:iam::${ACCOUNT}:role/aws-reserved/Admins_1`,
    ],
  ])('may be %s', async (_, arn, principal) => {
    const { asked, simulate } = simulating('none', {});
    const findRole = async (name: string) => ({
      arn: `arn:aws:iam::${ACCOUNT}:role/aws-reserved/${name}`,
      statements: [],
    });

    expect(await examined(arn, { findRole, simulate })).toEqual(['ok: You may run all commands of spapi.']);
    expect(new Set(asked.map(({ principalArn }) => principalArn))).toEqual(new Set([principal]));
    expect(asked.map(({ action }) => action)).toContain('ssm:GetParametersByPath');
  });

  it('without a right is told which commands need it', async () => {
    expect(await examined(USER_ARN, simulating('states:StartExecution', {}))).toEqual([
      `warning: You may not run start: your policies do not allow states:StartExecution on ${MACHINE}-create-private-app.`,
      `warning: You may not run remove: your policies do not allow states:StartExecution on ${MACHINE}-remove-private-app.`,
    ]);
  });

  it('needs rights on the stack and its bucket to deploy', async () => {
    const { asked, simulate } = simulating('s3:PutObject', {});
    const services = fakeDoctorServices({ simulate });
    const stack = deployed();
    stack.outputs.ServerlessDeploymentBucketName = 'packages';

    const found = await checkRights(services, { account: ACCOUNT, arn: USER_ARN }, stack, SUBJECT);

    expect(brief(found)).toEqual([
      'warning: You may not run deploy: your policies do not allow s3:PutObject on arn:aws:s3:::packages/spapi/example.',
    ]);
    const onStack = asked.filter(({ action }) => action.startsWith('cloudformation:'));
    expect(onStack.map(({ action, resourceArn }) => [action, resourceArn])).toEqual(
      ['CreateChangeSet', 'ExecuteChangeSet'].map((action) => [
        `cloudformation:${action}`,
        `arn:aws:cloudformation:eu-west-1:${ACCOUNT}:stack/${stack.stackName}/*`,
      ]),
    );
  });

  it('needs rights on the key of the deployer', async () => {
    const { asked, simulate } = simulating('none', {});
    const resources = deployed().resources.filter(({ type }) => type !== 'AWS::KMS::Key');
    const services = fakeDoctorServices({ simulate });

    await checkRights(services, { account: ACCOUNT, arn: USER_ARN }, deployed({ resources }), SUBJECT);

    expect(asked.map(({ action }) => action).filter((action) => action.startsWith('kms:'))).toEqual([
      'kms:Decrypt',
      'kms:Encrypt',
    ]);
  });

  it('that is the root user may do everything, and one that has no policies cannot be looked at', async () => {
    expect(await examined(`arn:aws:iam::${ACCOUNT}:root`)).toEqual([
      'ok: You are the root user, who may do everything.',
    ]);
    expect(await examined(`arn:aws:sts::${ACCOUNT}:federated-user/ann`)).toEqual([
      `warning: Could not look: the policies of arn:aws:sts::${ACCOUNT}:federated-user/ann cannot be simulated.`,
    ]);
  });

  it('who may not simulate is told what the look needs', async () => {
    const simulate = () =>
      Promise.reject(
        new AwsDenied({
          what: 'no',
          remedy: 'allow it',
          details: { action: 'iam:SimulatePrincipalPolicy' },
        }),
      );
    const services = fakeDoctorServices({ simulate });

    const found = await look('functions', () => checkFunctions(services, deployed(), SUBJECT));

    expect(brief(found)).toEqual(['warning: Could not look: needs iam:SimulatePrincipalPolicy.']);
  });
});
