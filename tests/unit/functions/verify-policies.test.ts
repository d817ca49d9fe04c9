import { describe, expect, it } from '@jest/globals';
import {
  type PolicyDocument,
  type PolicyStatement,
  sellingPartnerPolicy,
  stsPolicy,
  trustPolicy,
} from '#shared/domain/iam-documents.ts';
import type { Simulation } from '#shared/domain/simulation.ts';
import { IamNotAsExpected } from '#shared/errors/refused.ts';
import { IamNotConsistent } from '#shared/errors/retryable.ts';
import { verifyPolicies } from '../../../functions/verify-policies/verify-policies.ts';
import { NOW } from '../../support/fakes/clock.ts';
import { methodsOf } from '../../support/fakes/controls.ts';
import { type FakeServices, fakeServices } from '../../support/fakes/services.ts';
import { describeTutorialAccount, partsOf } from '../../support/iam-account.ts';
import {
  APP,
  anAuthorization,
  aVendorAuthorization,
  errorOf,
  PATHS,
  POLICY_ARN,
  ROLE_ARN,
  USER_ARN,
  USER_NAME,
} from '../../support/subjects.ts';

const RESOURCES = {
  appName: APP,
  mode: 'create' as const,
  userArn: USER_ARN,
  roleArn: ROLE_ARN,
  policyArn: POLICY_ARN,
};
const authorizations = [anAuthorization()];
const CREATE = { resources: RESOURCES, authorizations };
const ADOPT = { resources: { ...RESOURCES, mode: 'adopt' as const }, authorizations };
const ROOT = 'arn:aws:iam::111122223333:root';
const API = 'arn:aws:execute-api:us-east-1:111122223333:sellingpartnerapi/prod/GET/sellers';

type Change = (parts: ReturnType<typeof partsOf>) => void;

function given(change: Change = () => {}): FakeServices {
  const services = fakeServices();
  describeTutorialAccount(services);
  change(partsOf(services));
  return services;
}

describe('an account as the tutorial wants it', () => {
  it('is recorded with what the simulator says', async () => {
    const services = given();

    const output = await verifyPolicies(services, CREATE);

    expect(output).toEqual({
      userArn: USER_ARN,
      roleArn: ROLE_ARN,
      policyArn: POLICY_ARN,
      warnings: [],
      accessKeys: [{ createdAt: NOW, ours: true }],
    });
    expect(services.parameters.json(PATHS.iam.verification)).toEqual({
      verifiedAt: NOW,
      warnings: [],
      simulations: { assumeRole: { decision: 'allowed' }, invoke: { 'us-east-1': { decision: 'allowed' } } },
    });
  });

  it('is simulated with concrete resources, the calls with the role once in each region of the accounts', async () => {
    const services = given();
    const both = [anAuthorization(), aVendorAuthorization(), anAuthorization({ name: 'ca' })];

    await verifyPolicies(services, { resources: RESOURCES, authorizations: both });

    const asked = services.iamInspector.calls.filter(({ method }) => method === 'simulate');
    const at = new Date(NOW);
    const invoke = (region: string) => ({
      principalArn: ROLE_ARN,
      action: 'execute-api:Invoke',
      resourceArn: API.replace('us-east-1', region),
      region,
      at,
    });
    const assume = { principalArn: USER_ARN, action: 'sts:AssumeRole', resourceArn: ROLE_ARN };
    expect(asked.map(({ args }) => args)).toEqual([
      [invoke('us-east-1')],
      [invoke('eu-west-1')],
      [{ ...assume, region: services.region, at }],
    ]);
  });

  it('has the dates of its active keys, which are the owner’s where they are adopted', async () => {
    const services = given();
    services.clock.advance(1000);
    const { accessKeyId } = services.iamUsers.addKey(USER_NAME, { used: false });
    const both = [NOW, '2027-01-01T00:00:01.000Z'];

    const [created, adopted] = [
      await verifyPolicies(services, CREATE),
      await verifyPolicies(services, ADOPT),
    ];
    await services.iamUsers.setAccessKeyActive(USER_NAME, accessKeyId, false);
    const later = await verifyPolicies(services, CREATE);

    expect(created.accessKeys).toEqual(both.map((createdAt) => ({ createdAt, ours: true })));
    expect(adopted.accessKeys).toEqual(both.map((createdAt) => ({ createdAt, ours: false })));
    expect(later.accessKeys).toEqual([{ createdAt: NOW, ours: true }]);
  });

  it('is the same in another partition', async () => {
    const services = given();
    const userArn = USER_ARN.replace('arn:aws:', 'arn:aws-cn:');
    partsOf(services).role.trust = trustPolicy(userArn);

    await verifyPolicies(services, { resources: { ...RESOURCES, userArn }, authorizations });

    expect(services.iamInspector.calls.map(({ args }) => args[0])).toContainEqual(
      expect.objectContaining({ resourceArn: API.replace('arn:aws:', 'arn:aws-cn:') }),
    );
  });

  it('is read with every call of the tutorial', async () => {
    const services = given();

    await verifyPolicies(services, CREATE);

    expect(methodsOf(services.iamInspector).toSorted()).toEqual([
      'policiesAttachedToRole',
      'policiesAttachedToUser',
      'policyDocument',
      'rolePolicyNames',
      'simulate',
      'simulate',
      'trustOf',
      'userPolicies',
    ]);
  });
});

const noPolicy: Change = ({ user }) => {
  user.policies = {};
};
const simulated =
  (action: string, simulation: Simulation): Change =>
  ({ state }) => {
    state.simulations[action] = simulation;
  };
const ORGANIZATION: Simulation = { decision: 'implicitDeny', allowedByOrganization: false };

describe('a fault', () => {
  it.each<[string, Change, string[]]>([
    [
      'no permission to assume the role',
      (parts) => {
        noPolicy(parts);
        simulated('sts:AssumeRole', { decision: 'implicitDeny' })(parts);
      },
      [
        `${USER_ARN} has no inline policy that allows sts:AssumeRole on ${ROLE_ARN}`,
        `the policy simulator says implicitDeny for ${USER_ARN} sts:AssumeRole on ${ROLE_ARN}`,
      ],
    ],
    [
      'a missing policy',
      ({ state }) => {
        state.policies = {};
      },
      [`the policy ${POLICY_ARN} does not exist`],
    ],
    [
      'an edited policy',
      ({ state }) => {
        state.policies[POLICY_ARN] = stsPolicy('*');
      },
      [`the document of ${POLICY_ARN} does not just allow execute-api:Invoke on arn:aws:execute-api:*:*:*`],
    ],
    [
      'a trust in somebody else',
      ({ role }) => {
        role.trust = trustPolicy('arn:aws:iam::111122223333:user/other');
      },
      [`${ROLE_ARN} does not trust ${USER_ARN}`],
    ],
    [
      'a detached policy',
      ({ role }) => {
        role.attached = [];
      },
      [`${POLICY_ARN} is not attached to ${ROLE_ARN}`],
    ],
    [
      'a deny of the simulator',
      simulated('execute-api:Invoke', {
        decision: 'explicitDeny',
        missingKeys: ['aws:SourceIp', 'aws:SourceVpc'],
      }),
      [
        `the policy simulator says explicitDeny for ${ROLE_ARN} execute-api:Invoke in us-east-1, without a value for aws:SourceIp, aws:SourceVpc`,
      ],
    ],
    [
      'a deny of the boundary',
      simulated('sts:AssumeRole', { decision: 'implicitDeny', allowedByBoundary: false }),
      [`the permissions boundary of ${USER_ARN} does not allow sts:AssumeRole on ${ROLE_ARN}`],
    ],
    [
      'a deny of the boundary and of the organization',
      simulated('sts:AssumeRole', { ...ORGANIZATION, allowedByBoundary: false }),
      [`the permissions boundary of ${USER_ARN} does not allow sts:AssumeRole on ${ROLE_ARN}`],
    ],
    [
      'a statement that denies, beside a deny of the organization',
      simulated('execute-api:Invoke', { ...ORGANIZATION, decision: 'explicitDeny', deniedByStatement: true }),
      [`the policy simulator says explicitDeny for ${ROLE_ARN} execute-api:Invoke in us-east-1`],
    ],
  ])('is refused for created and for adopted resources: %s', async (_, change, faults) => {
    const [created, adopted] = [given(change), given(change)];

    const errors = [
      await errorOf(verifyPolicies(created, CREATE)),
      await errorOf(verifyPolicies(adopted, ADOPT)),
    ];

    const what = `The IAM resources are not as the tutorial wants them:\n${faults.map((line) => `- ${line}`).join('\n')}`;
    expect(errors.map((error) => error.what)).toEqual([what, what]);
    expect(errors.every((error) => error instanceof IamNotAsExpected)).toBe(true);
    expect([created.parameters.all(), adopted.parameters.all()]).toEqual([{}, {}]);
  });

  it('names a role that does not exist, as after a mistyped ARN', async () => {
    const services = given();
    const roleArn = `${ROLE_ARN}-mistyped`;

    const error = await errorOf(
      verifyPolicies(services, { resources: { ...ADOPT.resources, roleArn }, authorizations }),
    );

    expect(error).toBeInstanceOf(IamNotAsExpected);
    expect(error.what).toContain(`- the role ${roleArn} does not exist`);
    expect(error.what).toContain(`- ${roleArn} does not exist`);
  });

  it('is remedied by a new start when we made it, by the owner when adopted', async () => {
    const services = given(noPolicy);
    simulated('sts:AssumeRole', { decision: 'implicitDeny' })(partsOf(services));

    const created = await errorOf(verifyPolicies(services, CREATE));
    const adopted = await errorOf(verifyPolicies(services, ADOPT));

    expect(created.remedy).toMatch(/^Start the execution again: it corrects what it made/);
    expect(adopted.remedy).toMatch(/^Correct these resources yourself/);
  });

  it('is retried while what we wrote is fresh, and refused later', async () => {
    const services = given(({ role }) => {
      role.attached = [];
    });
    const input = { resources: { ...RESOURCES, provisionedAt: NOW }, authorizations };

    services.clock.advance(179_999);
    const early = await errorOf(verifyPolicies(services, input));
    services.clock.advance(1);
    const late = await errorOf(verifyPolicies(services, input));

    expect(early).toBeInstanceOf(IamNotConsistent);
    expect(late).toBeInstanceOf(IamNotAsExpected);
  });
});

describe('a decision of the organization', () => {
  it.each([undefined, true])('of %s is no deny', async (allowedByOrganization) => {
    const organization = allowedByOrganization === undefined ? {} : { allowedByOrganization };
    const services = given(simulated('execute-api:Invoke', { decision: 'allowed', ...organization }));

    const output = await verifyPolicies(services, CREATE);

    expect(output.warnings).toEqual([]);
  });

  it('to deny is a warning for created and for adopted resources, and is recorded', async () => {
    const denied: Change = (parts) => {
      simulated('sts:AssumeRole', ORGANIZATION)(parts);
      simulated('execute-api:Invoke', ORGANIZATION)(parts);
    };
    const [created, adopted] = [given(denied), given(denied)];

    const outputs = [await verifyPolicies(created, CREATE), await verifyPolicies(adopted, ADOPT)];

    const says = (who: string, may: string) =>
      `the policy simulator says that the organization's policies deny ${who} ${may}. It cannot evaluate every condition of such policies.`;
    const warnings = [
      `${says(USER_ARN, `sts:AssumeRole on ${ROLE_ARN}`)} The test of AssumeRole decides.`,
      `${says(ROLE_ARN, 'execute-api:Invoke in us-east-1')} SP-API itself does not check this right.`,
    ];
    expect(outputs.map((output) => output.warnings)).toEqual([warnings, warnings]);
    expect(created.parameters.json(PATHS.iam.verification)).toEqual({
      verifiedAt: NOW,
      warnings,
      simulations: { assumeRole: ORGANIZATION, invoke: { 'us-east-1': ORGANIZATION } },
    });
  });

  it('leaves open whether an adopted user may assume the role by another policy', async () => {
    const services = given((parts) => {
      noPolicy(parts);
      simulated('sts:AssumeRole', ORGANIZATION)(parts);
    });

    const output = await verifyPolicies(services, ADOPT);

    expect(output.warnings[0]).toBe(
      `${USER_ARN} has no inline policy that allows sts:AssumeRole on ${ROLE_ARN}`,
    );
  });
});

describe('a warning', () => {
  it.each<[string, Change, string]>([
    [
      'a policy attached to the user',
      ({ user }) => {
        user.attached = ['arn:aws:iam::aws:policy/ReadOnlyAccess'];
      },
      `${USER_ARN} has arn:aws:iam::aws:policy/ReadOnlyAccess attached, which it does not need`,
    ],
    [
      'an inline policy of the role',
      ({ role }) => {
        role.policyNames = ['extra'];
      },
      `${ROLE_ARN} has the inline policy extra, which it does not need`,
    ],
    [
      'another policy that allows the role',
      noPolicy,
      `${USER_ARN} may assume ${ROLE_ARN}, but by another policy than the tutorial's`,
    ],
  ])('stops nothing and is recorded: %s', async (_, change, warning) => {
    const services = given(change);

    const output = await verifyPolicies(services, CREATE);

    expect(output.warnings).toEqual([warning]);
    expect(services.parameters.json(PATHS.iam.verification)).toEqual(
      expect.objectContaining({ warnings: [warning] }),
    );
  });

  it('is a trust in the whole account when adopted, and a fault when we made it', async () => {
    const services = given(({ role }) => {
      role.trust = trustPolicy(ROOT);
    });

    const adopted = await verifyPolicies(services, ADOPT);
    const created = await errorOf(verifyPolicies(services, CREATE));

    expect(adopted.warnings).toEqual([
      `${ROLE_ARN} trusts the whole account (${ROOT}), not only ${USER_ARN}`,
    ]);
    expect(created.what).toContain(`- ${ROLE_ARN} trusts the whole account (${ROOT}), not only ${USER_ARN}`);
  });
});

describe('a trust', () => {
  it.each<[string, string[], string]>([
    ['everybody', ['*'], 'everybody (*)'],
    [
      'others',
      ['arn:aws:iam::999999999999:user/a', '*'],
      'arn:aws:iam::999999999999:user/a and everybody (*)',
    ],
  ])('in %s beside the user names them', async (_, others, words) => {
    const services = given(({ role }) => {
      const Statement = [USER_ARN, ...others].flatMap((one) => trustPolicy(one).Statement);
      role.trust = { ...trustPolicy(USER_ARN), Statement };
    });

    const { warnings } = await verifyPolicies(services, ADOPT);

    expect(warnings).toEqual([`${ROLE_ARN} trusts ${words}, not only ${USER_ARN}`]);
  });
});

/** What the former Quick Start made: the rights inline, a trust in the account, no managed policy, and no user. */
const QUICK_START = { resources: { ...ADOPT.resources, policyArn: '' }, authorizations };
const inline =
  (document: PolicyDocument): Change =>
  ({ role, state }) => {
    Object.assign(role, { attached: [], policyNames: ['SellingPartnerAPI'] });
    role.policies = { SellingPartnerAPI: document };
    state.policies = {};
  };
const allow = (Action: string, Resource: string, more = {}): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource, ...more }],
});

describe('what exists already', () => {
  it('works in the shape of the former Quick Start, with a word about what is wider', async () => {
    const services = given((parts) => {
      inline(sellingPartnerPolicy())(parts);
      parts.role.trust = trustPolicy('111122223333');
    });

    const output = await verifyPolicies(services, QUICK_START);

    expect(methodsOf(services.iamPolicies)).toEqual([]);
    expect(output).toMatchObject({
      policyArn: '',
      warnings: [`${ROLE_ARN} trusts the whole account (${ROOT}), not only ${USER_ARN}`],
    });
  });

  it.each<[string, Change, string[]]>([
    [
      'an inline policy that is wider',
      inline(allow('execute-api:*', '*')),
      [
        `the policy SellingPartnerAPI of ${ROLE_ARN} allows more than execute-api:Invoke on arn:aws:execute-api:*:*:*`,
      ],
    ],
    [
      'an inline policy with an empty condition',
      inline(allow('execute-api:Invoke', 'arn:aws:execute-api:*:*:*', { Condition: {} })),
      [],
    ],
    ['a managed policy that is attached', () => {}, []],
    [
      'a policy of AWS, which only the simulator knows',
      ({ role }) => {
        role.attached = ['arn:aws:iam::aws:policy/AmazonAPIGatewayInvokeFullAccess'];
      },
      [`${ROLE_ARN} may call SP-API, but by another policy than the tutorial's`],
    ],
  ])('may have its rights by %s', async (_, change, warnings) => {
    const services = given(change);

    const output = await verifyPolicies(services, QUICK_START);

    expect(output.warnings).toEqual(warnings);
  });

  it('is refused where no policy allows the calls', async () => {
    const services = given((parts) => {
      inline(stsPolicy('*'))(parts);
      simulated('execute-api:Invoke', { decision: 'implicitDeny' })(parts);
    });

    const error = await errorOf(verifyPolicies(services, QUICK_START));

    expect(error.what).toContain(
      `- no policy of ${ROLE_ARN} allows execute-api:Invoke on arn:aws:execute-api:*:*:*`,
    );
  });

  it.each<[string, Change, string[]]>([
    [
      'a wider managed policy',
      ({ state }) => {
        state.policies[POLICY_ARN] = allow('*', '*');
      },
      [`the document of ${POLICY_ARN} allows more than execute-api:Invoke on arn:aws:execute-api:*:*:*`],
    ],
    [
      'several principals',
      ({ role }) => {
        role.trust = {
          ...role.trust,
          Statement: [
            {
              Effect: 'Allow',
              Principal: { AWS: [USER_ARN, 'arn:aws:iam::111122223333:user/other'] },
              Action: 'sts:AssumeRole',
            },
          ],
        };
      },
      [`${ROLE_ARN} trusts arn:aws:iam::111122223333:user/other, not only ${USER_ARN}`],
    ],
    [
      'everybody',
      ({ role }) => {
        role.trust = trustPolicy('*');
      },
      [`${ROLE_ARN} trusts everybody (*), not only ${USER_ARN}`],
    ],
    [
      'the older version',
      ({ role }) => {
        role.trust = { ...role.trust, Version: '2008-10-17' };
      },
      [],
    ],
    [
      'a condition',
      ({ role }) => {
        role.trust = trustPolicy(USER_ARN);
        const [statement] = role.trust.Statement as PolicyStatement[];
        Object.assign(statement ?? {}, { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } });
      },
      [`${ROLE_ARN} trusts ${USER_ARN} under a condition. The test of AssumeRole decides.`],
    ],
  ])('may differ by %s', async (_, change, warnings) => {
    const services = given(change);

    const output = await verifyPolicies(services, ADOPT);

    expect(output.warnings).toEqual(warnings);
  });
});
