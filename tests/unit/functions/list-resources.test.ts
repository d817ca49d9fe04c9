import { describe, expect, it } from '@jest/globals';
import { Sensitive } from '#shared/domain/sensitive.ts';
import { created } from '../../support/application-to-remove.ts';
import { methodsOf } from '../../support/fakes/controls.ts';
import { fakeServices } from '../../support/fakes/services.ts';
import { inventory, list, removeApplication } from '../../support/removal.ts';
import {
  APP,
  anApplication,
  errorOf,
  PATHS,
  POLICY_ARN,
  ROLE_ARN,
  USER_ARN,
  USER_NAME,
} from '../../support/subjects.ts';

const adopting = () =>
  anApplication({ iam: { mode: 'adopt', userArn: USER_ARN, roleArn: ROLE_ARN, policyArn: POLICY_ARN } });

describe('the list of what is removed', () => {
  it('names resources, keys, parameters, waiting tasks and the subscription, and what stays', async () => {
    const { state, plan, removed, wait } = await list(await created());

    expect(state).toBe('unconfirmed');
    expect(plan).toEqual({
      deletes: [
        `the IAM user ${USER_ARN} with its access keys AKIAFAKE1 and AKIAFAKE2`,
        `the IAM role ${ROLE_ARN}`,
        `the IAM policy ${POLICY_ARN}`,
        expect.stringMatching(/^\d+ parameters below \/sp-api\/acme-orders\/, 8 of them secret$/),
        'the tasks that wait: register-application, self-authorize-us; their executions are stopped',
        'the subscription of ops@example.com to its messages',
      ],
      keeps: ['the application and its authorizations at Amazon, which only a person can end'],
      graceSeconds: 3600,
    });
    expect(removed.iam).toEqual([USER_ARN, ROLE_ARN, POLICY_ARN, 'AKIAFAKE1', 'AKIAFAKE2']);
    expect(removed.parameters).toContain('lwa/client-secret');
    expect([wait.reminder, wait.leftSeconds]).toEqual([0, 1_209_600]);
  });

  it.each<[string, Partial<Parameters<typeof anApplication>[0]> | undefined, unknown[]]>([
    [
      'what is stored',
      { marketplace: 'DE', sellingPartner: 'vendor', sandbox: true },
      ['DE', 'vendor', true],
    ],
    ['a seller in the US, in production, where nothing is stored', undefined, ['US', 'seller', false]],
  ])('says whose application it is: %s', async (_, stored, expected) => {
    const services = fakeServices();
    if (stored) services.parameters.seed(APP, { [PATHS.config]: JSON.stringify(anApplication(stored)) });

    const { marketplace, sellingPartner, sandbox } = await list(services);

    expect([marketplace, sellingPartner, sandbox]).toEqual(expected);
  });

  it('fits into the parameter of the task with the longest names there can be', async () => {
    const services = await created();
    const names = Array.from({ length: 20 }, (_, i) => `self-authorize-${'a'.repeat(38)}${i}`);
    services.parameters.seed(
      APP,
      Object.fromEntries(names.map((name) => [PATHS.task(name), new Sensitive('{}')])),
    );

    const { plan } = await list(services);

    // The token of a task has up to 2,048 characters, everything else in it a few hundred.
    expect(JSON.stringify(plan).length).toBeLessThan(1500);
  });

  it('reads, and changes nothing', async () => {
    const services = await created();
    const before = structuredClone(inventory(services));
    services.parameters.calls.length = 0;

    await list(services);

    expect(inventory(services)).toEqual(before);
    expect([...new Set(methodsOf(services.parameters))].toSorted()).toEqual(['findBelow', 'get']);
  });

  it('keeps what was adopted, even where its tags are ours', async () => {
    const services = await created();
    services.parameters.seed(APP, { [PATHS.config]: JSON.stringify(adopting()) });
    const { users, roles, policies } = structuredClone(inventory(services));

    const { plan } = await list(services);
    await removeApplication(services);

    expect(plan.keeps.slice(0, 4)).toEqual([
      `${USER_ARN}: adopted, not made here`,
      `${ROLE_ARN}: adopted, not made here`,
      `${POLICY_ARN}: adopted, not made here`,
      'IAM: nothing there was made here',
    ]);
    const after = inventory(services);
    expect([after.users, after.roles, after.policies]).toEqual([users, roles, policies]);
    expect(after.parameters).toEqual({});
  });

  it('knows what was adopted when the configuration is deleted already', async () => {
    const services = await created();
    services.parameters.seed(APP, { [PATHS.config]: JSON.stringify(adopting()) });
    services.topic.failNext('publish', new Error('stopped'));
    await errorOf(removeApplication(services));

    await removeApplication(services);

    expect(services.iamUsers.names()).toEqual([USER_NAME]);
  });

  it('keeps a namesake that somebody else made, and removes the rest', async () => {
    const services = fakeServices();
    services.iamUsers.addUser(USER_NAME, { team: 'theirs' });
    services.parameters.seed(APP, { [PATHS.config]: JSON.stringify(anApplication()) });

    const { plan } = await list(services);
    await removeApplication(services);

    expect(plan.keeps[0]).toBe(
      `the IAM user arn:aws:iam::111122223333:user/${USER_NAME}: it has our name, but was not made here`,
    );
    expect(services.iamUsers.names()).toEqual([USER_NAME]);
    expect(services.parameters.valueOf(PATHS.config)).toBeUndefined();
  });
});
