import { describe, expect, it } from '@jest/globals';
import { attachStsPolicy } from '../../../functions/attach-sts-policy/attach-sts-policy.ts';
import { provisionIamPolicy } from '../../../functions/provision-iam-policy/provision-iam-policy.ts';
import { provisionIamRole } from '../../../functions/provision-iam-role/provision-iam-role.ts';
import { provisionIamUser } from '../../../functions/provision-iam-user/provision-iam-user.ts';
import { allLike, crashEverywhere } from '../../support/crash.ts';
import { type FakeServices, fakeServices } from '../../support/fakes/services.ts';
import { APP, OUR_TAGS, PATHS, POLICY_ARN, ROLE_ARN, USER_ARN, USER_NAME } from '../../support/subjects.ts';

// The number of a key tells how many were made before it; only what is left counts.
function userState({ iamUsers, parameters }: FakeServices) {
  const keys = iamUsers.keysOf(USER_NAME);
  const [key] = keys;
  return {
    users: iamUsers.names(),
    keys: keys.length,
    storedId: parameters.valueOf(PATHS.iam.accessKeyId) === key?.accessKeyId,
    storedSecret: parameters.valueOf(PATHS.iam.secretAccessKey) === key?.secret,
    parameters: Object.keys(parameters.all()).toSorted(),
  };
}

const policyState = ({ iamPolicies, parameters }: FakeServices) => [iamPolicies.all(), parameters.all()];
const roleState = ({ iamRoles, parameters }: FakeServices) => [iamRoles.all(), parameters.all()];
const edited = { Version: '2012-10-17', Statement: [] };

function fullOfVersions() {
  const services = fakeServices();
  const name = { policyName: `SellingPartnerAPI-${APP}`, path: '/sp-api/' };
  const arn = services.iamPolicies.add({ ...name, document: edited, tags: OUR_TAGS });
  for (let n = 2; n <= 5; n += 1) services.iamPolicies.edit(arn, edited);
  return services;
}

function withForeignTrust() {
  const services = fakeServices();
  const name = { roleName: `SellingPartnerAPIRole-${APP}`, path: '/sp-api/' };
  services.iamRoles.add({ ...name, trust: edited, tags: OUR_TAGS });
  return services;
}

async function withDeadKey(services: FakeServices) {
  await provisionIamUser(services, { appName: APP });
  for (const key of services.iamUsers.keysOf(USER_NAME)) key.active = false;
  services.clock.advance(24 * 60 * 60_000);
}

describe('a run after a crash at any call ends like a clean run', () => {
  it('for a new user: one key, and that one stored', async () => {
    const run = (services: FakeServices) => provisionIamUser(services, { appName: APP });

    const { clean, recovered } = await crashEverywhere(fakeServices, run, userState);

    expect(clean).toEqual({
      users: [USER_NAME],
      keys: 1,
      storedId: true,
      storedSecret: true,
      parameters: [PATHS.iam.accessKey, PATHS.iam.accessKeyId, PATHS.iam.secretAccessKey, PATHS.iam.userArn],
    });
    expect(Object.keys(recovered).length).toBeGreaterThan(15);
    expect(recovered).toEqual(allLike(clean, recovered));
  });

  it('for a key that is replaced', async () => {
    const run = (services: FakeServices) => provisionIamUser(services, { appName: APP });
    const given = await makeMany(withDeadKey);

    const { clean, recovered } = await crashEverywhere(given, run, userState);

    expect(clean).toEqual(expect.objectContaining({ keys: 1, storedId: true, storedSecret: true }));
    expect(recovered).toEqual(allLike(clean, recovered));
  });

  it.each([
    ['new', fakeServices],
    ['edited, with no room for a version', fullOfVersions],
  ])('for a policy that is %s', async (_, given) => {
    const run = (services: FakeServices) => provisionIamPolicy(services, { appName: APP, userArn: USER_ARN });

    const { clean, recovered } = await crashEverywhere(given, run, policyState);

    expect(Object.keys(recovered).length).toBeGreaterThan(4);
    expect(recovered).toEqual(allLike(clean, recovered));
  });

  it.each([
    ['new', fakeServices],
    ['trusted by another user', withForeignTrust],
  ])('for a role that is %s', async (_, given) => {
    const input = { appName: APP, userArn: USER_ARN, policyArn: POLICY_ARN };

    const { clean, recovered } = await crashEverywhere(given, (s) => provisionIamRole(s, input), roleState);

    expect(Object.keys(recovered).length).toBeGreaterThan(8);
    expect(recovered).toEqual(allLike(clean, recovered));
  });

  it('for the inline policy', async () => {
    const run = (services: FakeServices) =>
      attachStsPolicy(services, { userArn: USER_ARN, roleArn: ROLE_ARN });

    const { clean, recovered } = await crashEverywhere(fakeServices, run, (s) => s.iamUserPolicies.all());

    expect(Object.keys(recovered)).toEqual([
      'before call 1',
      'before call 2',
      'after call 1',
      'after call 2',
    ]);
    expect(recovered).toEqual(allLike(clean, recovered));
  });
});

/** Services that need an asynchronous preparation: many are made ahead, each is given once. */
async function makeMany(prepare: (services: FakeServices) => Promise<void>): Promise<() => FakeServices> {
  const ready = Array.from({ length: 60 }, () => fakeServices());
  await Promise.all(ready.map(prepare));
  return () => ready.pop() as FakeServices;
}
