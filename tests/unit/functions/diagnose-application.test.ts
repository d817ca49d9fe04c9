import { describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import type { SpApiCall } from '#shared/clients/sp-api.ts';
import { trustPolicy } from '#shared/domain/iam-documents.ts';
import { Sensitive } from '#shared/domain/sensitive.ts';
import { AwsDenied, SpApiDenied } from '#shared/errors/refused.ts';
import { SpApiThrottled } from '#shared/errors/retryable.ts';
import { diagnoseApplication } from '../../../functions/diagnose-application/diagnose-application.ts';
import { Input, Output } from '../../../functions/diagnose-application/schema.ts';
import { thrown } from '../../support/failures.ts';
import { NOW } from '../../support/fakes/clock.ts';
import { methodsOf } from '../../support/fakes/controls.ts';
import { FAKE_ACCESS_TOKEN, FAKE_CLIENT_SECRET, FAKE_REFRESH_TOKEN } from '../../support/fakes/lwa.ts';
import { type FakeServices, fakeServices } from '../../support/fakes/services.ts';
import {
  APP,
  anAuthorization,
  OUR_TAGS,
  PATHS,
  ROLE_ARN,
  ROLE_NAME,
  seedAuthorization,
  USER_ARN,
  USER_NAME,
} from '../../support/subjects.ts';

const DAY_MS = 24 * 60 * 60_000;
const RESOURCES = { userArn: USER_ARN, roleArn: ROLE_ARN };
const EU = anAuthorization({ name: 'de', marketplace: 'DE', marketplaceId: 'A1PA6795UKMFR9', region: 'EU' });
const said = (status: number, words: string) => `answered ${status} ${words}`;
const DENIED = said(403, 'Unauthorized: Access to requested resource is denied.');
const deniedCall = ({ operation, endpoint }: Pick<SpApiCall, 'operation' | 'endpoint'>) =>
  new SpApiDenied({ what: `${operation} on ${endpoint} ${DENIED}`, remedy: 'Check it.' });
const OWN = {
  operation: 'getMarketplaceParticipations',
  endpoint: 'https://sellingpartnerapi-na.example.com',
};
const DENIED_HERE = thrown('SpApiDenied', deniedCall(OWN).message);
const refusedRole = (words: string) =>
  thrown(
    'AssumeRoleDenied',
    `STS refused ${ROLE_ARN} to the access key AKIAFAKE1: ${words}\nWhat to do: Look.`,
  );
const NOT_AUTHORIZED = `User: ${USER_ARN} is not authorized to perform: sts:AssumeRole on resource: ${ROLE_ARN}`;

const account = (name: string, caught?: object) =>
  caught ? { name, failure: { CallSellingPartnerApi: caught } } : { name };

interface Given {
  failure?: object;
  authorizations?: object[];
  application?: object;
}

async function run(services: FakeServices, { failure = {}, authorizations = [], application = {} }: Given) {
  const input = z.parse(Input, {
    application: {
      appName: APP,
      sandbox: false,
      iam: {},
      authorizations: [anAuthorization()],
      ...application,
    },
    failure,
    authorizations,
  });
  const output = await diagnoseApplication(services, input);
  expect(z.safeParse(Output, output).error).toBeUndefined();
  return output.diagnoses;
}

/** The first cause of each diagnosis. */
const named = (diagnoses: Output['diagnoses']) =>
  diagnoses.map(({ check, causes: [first], complete }) => [check, first?.id, first?.confidence, complete]);

/** SP-API answers only some calls; the others are denied. */
function answeringOnly(works: (call: SpApiCall) => boolean): FakeServices {
  const services = fakeServices();
  seedAuthorization(services.parameters);
  services.spApi.whenAsked((call) => {
    if (!works(call)) throw deniedCall(call);
  });
  return services;
}

const asked = ({ spApi }: FakeServices) =>
  spApi.calls.map(({ args: [call] }) => {
    const { operation, endpoint, signing } = call as SpApiCall;
    return [operation, endpoint.replace(/^https:\/\/|\.example\.com$/g, ''), signing ? 'signed' : 'unsigned'];
  });

describe('a failure that its own words explain', () => {
  it.each([
    [
      'AuthorizationOfAnotherApplication',
      'Login with Amazon answered 400 unauthorized_client: Not authorized for requested operation',
      'lwa-refresh-token-of-another-client',
    ],
    [
      'SpApiDenied',
      `${OWN.operation} on ${OWN.endpoint} ${DENIED} (Access token is missing in the request header.)`,
      'call-access-token-header-missing',
    ],
  ])('%s costs no call: %s', async (error, what, id) => {
    const services = answeringOnly(() => true);

    const diagnoses = await run(services, { authorizations: [account('us', thrown(error, what))] });

    expect(named(diagnoses)).toEqual([['CallSellingPartnerApi (us)', id, 'likely', true]]);
    expect([services.spApi.calls, services.lwa.calls]).toEqual([[], []]);
  });

  it('that no rule knows is left to its own words', async () => {
    const diagnoses = await run(fakeServices(), {
      failure: { TestAssumeRole: thrown('AccessKeyMissing', 'No key.') },
    });

    expect(diagnoses).toEqual([{ check: 'TestAssumeRole', causes: [], next: [], complete: true }]);
  });

  it('and that may pass by itself is not looked into', async () => {
    const throttled = thrown(
      'SpApiThrottled',
      `${OWN.operation} on ${OWN.endpoint} answered 429 no error body`,
    );

    expect(
      await run(
        answeringOnly(() => false),
        { authorizations: [account('us', throttled)] },
      ),
    ).toEqual([]);
  });
});

describe('a denied account', () => {
  const us = { authorizations: [account('us', DENIED_HERE)] };

  it('whose token is of another region is found by trying it there, and no further', async () => {
    const services = answeringOnly(
      ({ operation, endpoint }) => /-eu/.test(endpoint) && operation === OWN.operation,
    );

    const diagnoses = await run(services, us);

    expect(named(diagnoses)).toEqual([
      ['CallSellingPartnerApi (us)', 'call-refresh-token-of-other-region', 'certain', true],
    ]);
    expect(asked(services)).toEqual([
      ['getPurchaseOrders', 'sellingpartnerapi-na', 'unsigned'],
      ['getMarketplaceParticipations', 'sellingpartnerapi-eu', 'unsigned'],
    ]);
    expect(methodsOf(services.lwa)).toEqual(['exchangeRefreshToken']);
  });

  it('that is one of a vendor is found by the operation of a vendor', async () => {
    const services = answeringOnly(
      ({ operation, endpoint }) => /-na/.test(endpoint) && operation !== OWN.operation,
    );

    expect(named(await run(services, us))[0]?.slice(1, 3)).toEqual(['call-vendor-seller-mismatch', 'likely']);
  });

  it('everywhere leaves what only people can see, after at most five calls with its own', async () => {
    const services = answeringOnly(() => false);

    const [diagnosis] = await run(services, { ...us, application: { iam: { roleArn: ROLE_ARN } } });

    const ids = diagnosis?.causes.map(({ id, confidence }) => [id, confidence]);
    expect(ids).toContainEqual(['call-missing-role', 'possible']);
    expect(ids).not.toContainEqual(['call-refresh-token-of-other-region', 'possible']);
    expect(diagnosis?.next.join()).toContain('is a data access role of this operation ticked');
    expect(asked(services)).toHaveLength(4);
  });

  it('is one of several that work: then it is no role of the application', async () => {
    const others = [anAuthorization(), anAuthorization({ name: 'us-2' })];

    const [diagnosis] = await run(
      answeringOnly(() => false),
      {
        authorizations: [account('us', DENIED_HERE), account('us-2')],
        application: { authorizations: others },
      },
    );

    expect(diagnosis?.causes[0]).toMatchObject({ id: 'call-seller-account-deactivated' });
    expect(diagnosis?.causes.map(({ id }) => id)).not.toContain('call-missing-role');
  });

  it('whose token lacks a role that was added is told without a call', async () => {
    const services = answeringOnly(() => false);
    const tokensSince = new Date(Date.parse(NOW) + DAY_MS).toISOString();

    const diagnoses = await run(services, {
      ...us,
      application: { authorizations: [anAuthorization({ tokensSince })] },
    });

    expect(named(diagnoses)[0]?.slice(1)).toEqual(['call-role-added-token-not-renewed', 'certain', true]);
    expect(asked(services)).toEqual([]);
  });

  it('is tried unsigned first where its call was signed, and with the user’s key only where that works', async () => {
    const services = answeringOnly(({ signing }) => !signing?.credentials.sessionToken);
    services.parameters.seed(APP, {
      [PATHS.iam.accessKey]: new Sensitive('{"accessKeyId":"AKIAFAKE1","secretAccessKey":"FAKE"}'),
    });

    const diagnoses = await run(services, { ...us, application: { iam: { roleArn: ROLE_ARN } } });

    expect(named(diagnoses)[0]?.slice(1, 3)).toEqual(['reg-user-arn-registered-role-used', 'certain']);
    expect(asked(services)).toEqual([
      ['getMarketplaceParticipations', 'sellingpartnerapi-na', 'unsigned'],
      ['getMarketplaceParticipations', 'sellingpartnerapi-na', 'signed'],
    ]);
  });

  it('gets no further call after one that was throttled, and the diagnosis is not complete', async () => {
    const services = answeringOnly(() => false);
    services.spApi.failNext('get', new SpApiThrottled({ what: 'answered 429', remedy: 'Wait.' }));

    const [diagnosis] = await run(services, us);

    expect(asked(services)).toHaveLength(1);
    expect([diagnosis?.complete, diagnosis?.causes.map(({ id }) => id)]).toEqual([
      false,
      expect.arrayContaining(['call-refresh-token-of-other-region', 'call-missing-role']),
    ]);
  });

  it('is not tried once the time is up', async () => {
    const services = answeringOnly(() => {
      services.clock.advance(61_000);
      return false;
    });
    const both = [anAuthorization(), EU];

    const diagnoses = await run(services, {
      authorizations: [account('us', DENIED_HERE), account('de', DENIED_HERE)],
      application: { authorizations: both },
    });

    expect(asked(services)).toHaveLength(1);
    expect(diagnoses.map(({ complete }) => complete)).toEqual([false, false]);
  });
});

describe('a refresh token that Amazon refuses', () => {
  const REVOKED = thrown(
    'AuthorizationRevoked',
    'Login with Amazon answered 400 invalid_grant: The request has an invalid grant parameter : refresh_token. User may have revoked or didn’t grant the permission.',
  );
  const us = { authorizations: [account('us', REVOKED)] };
  const seedToken = (services: FakeServices, token: string) =>
    services.parameters.seed(APP, { [PATHS.authorization('us').refreshToken]: new Sensitive(token) });

  it.each([
    [30, 'lwa-authorization-revoked', 'likely'],
    [366, 'lwa-authorization-expired-one-year', 'certain'],
  ])('after %d days is told by its age, without a call', async (days, id, confidence) => {
    const services = answeringOnly(() => true);
    seedToken(services, 'Atzr|FAKE');
    const done = { outcome: 'done', at: NOW, execution: 'x', round: 1 };
    services.parameters.seed(APP, {
      [PATHS.outcome('self-authorize-us')]: JSON.stringify(done),
      [PATHS.authorization('us').verified]: JSON.stringify({ verifiedAt: NOW }),
    });
    services.clock.advance(days * DAY_MS);

    const [, ...found] = named(await run(services, us))[0] ?? [];

    expect(found).toEqual([id, confidence, true]);
    expect([services.lwa.calls, services.spApi.calls]).toEqual([[], []]);
  });

  it('and that has never worked is maybe no whole one', async () => {
    const services = answeringOnly(() => true);
    seedToken(services, 'Atzr|FAKE');

    const [diagnosis] = await run(services, us);

    // Somebody stored it by hand, and may have had it for long.
    expect(diagnosis?.causes.map(({ id }) => id)).toEqual([
      'lwa-refresh-token-malformed',
      'lwa-authorization-expired-one-year',
      'lwa-authorization-revoked',
    ]);
  });

  it('and that is cut off is told by its form', async () => {
    const services = answeringOnly(() => true);
    seedToken(services, 'FAKE_END');

    expect(named(await run(services, us))[0]?.[1]).toBe('lwa-refresh-token-malformed');
  });
});

describe('a client secret that Amazon does not accept', () => {
  const REJECTED = thrown(
    'ClientSecretRejected',
    'Login with Amazon answered 401 invalid_client: Client authentication failed',
  );
  const causesAt = async (days: number, notificationId?: string) => {
    const services = fakeServices();
    const createdAt = new Date(Date.parse(NOW) - days * DAY_MS).toISOString();
    services.parameters.seed(APP, {
      [PATHS.lwa.secretDates]: JSON.stringify({ createdAt, ...(notificationId && { notificationId }) }),
    });
    return (await run(services, { failure: { CheckClient: REJECTED } }))[0]?.causes.map(({ id }) => id);
  };

  it('is told by its age, as far as that is known', async () => {
    expect(await causesAt(181)).toEqual(['lwa-secret-expired-180-days']);
    expect(await causesAt(20, 'n-1')).toEqual(['lwa-client-secret-wrong']);
    // Somebody entered it 20 days ago, and may have made it long before.
    expect(await causesAt(20)).toEqual(['lwa-client-secret-wrong', 'lwa-secret-expired-180-days']);
  });
});

describe('a role that STS refuses', () => {
  const refused = {
    failure: { TestAssumeRole: refusedRole(NOT_AUTHORIZED) },
    application: { resources: RESOURCES },
  };
  const role = { roleName: ROLE_NAME, path: '/sp-api/', tags: OUR_TAGS };
  const withRole = (trusted: string) => {
    const services = fakeServices();
    services.iamRoles.add({ ...role, trust: trustPolicy(trusted) });
    services.iamInspector.state.users[USER_NAME] = { policies: {}, attached: [] };
    return services;
  };
  const iamCalls = ({ iamRoles, iamInspector }: FakeServices) => [
    ...methodsOf(iamRoles),
    ...methodsOf(iamInspector),
  ];

  it('because it is not there is found by one read', async () => {
    const services = fakeServices();

    expect(named(await run(services, refused))).toEqual([
      ['TestAssumeRole', 'sts-role-does-not-exist', 'certain', true],
    ]);
    expect(iamCalls(services)).toEqual(['find']);
  });

  it('because it trusts somebody else is found by the same read', async () => {
    const services = withRole('arn:aws:iam::999999999999:root');

    expect(named(await run(services, refused))[0]?.[1]).toBe('sts-trust-policy-excludes-caller');
    expect(iamCalls(services)).toEqual(['find']);
  });

  it('because the user may not take it is found by the simulator', async () => {
    const services = withRole(USER_ARN);
    services.iamInspector.state.simulations['sts:AssumeRole'] = { decision: 'implicitDeny' };

    expect(named(await run(services, refused))[0]?.slice(1, 3)).toEqual([
      'sts-user-lacks-assumerole-permission',
      'certain',
    ]);
    expect(iamCalls(services)).toEqual(['find', 'simulate']);
  });

  it.each([
    [
      'the boundary',
      { decision: 'implicitDeny', allowedByBoundary: false },
      [['sts-boundary-denies-assumerole', 'certain']],
    ],
    [
      'the organization, which the simulator cannot judge for sure,',
      { decision: 'implicitDeny', allowedByOrganization: false },
      [
        ['sts-organization-denies-assumerole', 'likely'],
        ['sts-user-lacks-assumerole-permission', 'possible'],
      ],
    ],
  ] as const)('because %s denies is found by the simulator', async (_, simulation, causes) => {
    const services = withRole(USER_ARN);
    services.iamInspector.state.simulations['sts:AssumeRole'] = simulation;

    const [diagnosis] = await run(services, refused);

    expect(diagnosis?.causes.map(({ id, confidence }) => [id, confidence])).toEqual(causes);
  });

  it('is read once for all checks that meet it', async () => {
    const services = fakeServices();

    const diagnoses = await run(services, {
      ...refused,
      authorizations: [account('us', refusedRole(NOT_AUTHORIZED))],
    });

    expect(new Set(named(diagnoses).map(([, id]) => id))).toEqual(new Set(['sts-role-does-not-exist']));
    expect(iamCalls(services)).toEqual(['find']);
  });

  it('stays with its candidates where IAM may not be read', async () => {
    const services = fakeServices();
    services.iamRoles.failNext('find', new AwsDenied({ what: 'No.', remedy: 'Allow it.' }));

    const [diagnosis] = await run(services, refused);

    expect([diagnosis?.complete, diagnosis?.causes.length]).toEqual([false, 3]);
  });
});

describe('an access key that STS refuses', () => {
  const INVALID = thrown(
    'AccessKeyInvalid',
    `STS refused ${ROLE_ARN} to the access key AKIAFAKE1: The security token included in the request is invalid.`,
  );

  it.each([
    ['is inactive', false],
    ['was deleted', undefined],
  ])('because it %s is found in the list of keys', async (_, active) => {
    const services = fakeServices();
    services.iamUsers.addUser(USER_NAME);
    if (active !== undefined) services.iamUsers.addKey(USER_NAME, { used: true }).active = active;
    services.parameters.seed(APP, {
      [PATHS.iam.accessKey]: new Sensitive('{"accessKeyId":"AKIAFAKE1","secretAccessKey":"FAKE"}'),
    });

    const diagnoses = await run(services, {
      failure: { TestAssumeRole: INVALID },
      application: { resources: RESOURCES },
    });

    expect(named(diagnoses)).toEqual([['TestAssumeRole', 'sts-access-key-unknown', 'certain', true]]);
    expect(methodsOf(services.iamUsers)).toEqual(['find', 'listAccessKeys']);
  });
});

describe('what VerifyPolicies finds', () => {
  const drifted = (line: string) =>
    thrown(
      'IamNotAsExpected',
      `The IAM resources are not as the tutorial wants them:\n- ${line}\nWhat to do: Start.`,
    );
  const found = (line: string, more: object = {}) =>
    run(fakeServices(), { failure: { VerifyPolicies: drifted(line), ...more } });
  const MISSING = `the role ${ROLE_ARN} does not exist`;

  it('has a root cause where AssumeRole fails too', async () => {
    const TestAssumeRole = refusedRole(NOT_AUTHORIZED);

    expect(named(await found(MISSING, { TestAssumeRole }))[0]?.slice(0, 3)).toEqual([
      'VerifyPolicies',
      'sts-role-does-not-exist',
      'certain',
    ]);
  });

  it('is its own explanation where the role can be assumed all the same', async () => {
    expect(named(await found(`${ROLE_ARN} does not trust ${USER_ARN}`))).toEqual([
      ['VerifyPolicies', undefined, undefined, true],
    ]);
  });
});

it('hands on no secret, no token and no answer', async () => {
  const services = answeringOnly(() => false);

  const diagnoses = await run(services, { authorizations: [account('us', DENIED_HERE)] });

  const text = JSON.stringify(diagnoses);
  for (const secret of [FAKE_REFRESH_TOKEN, FAKE_ACCESS_TOKEN, FAKE_CLIENT_SECRET])
    expect(text).not.toContain(secret);
  expect(text).not.toContain('sellingpartnerapi-na.example.com');
});
