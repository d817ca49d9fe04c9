import { describe, expect, it } from '@jest/globals';
import { beginRemoval } from '../../../functions/begin-removal/begin-removal.ts';
import { deactivateAccessKeys } from '../../../functions/deactivate-access-keys/deactivate-access-keys.ts';
import { deleteParameters } from '../../../functions/delete-parameters/delete-parameters.ts';
import { deleteUserAccess } from '../../../functions/delete-user-access/delete-user-access.ts';
import { inspectAccessKey } from '../../../functions/inspect-access-key/inspect-access-key.ts';
import { listApplications } from '../../../functions/list-applications/list-applications.ts';
import { requestNewClientSecret } from '../../../functions/request-new-client-secret/request-new-client-secret.ts';
import { selectSellingAccount } from '../../../functions/select-selling-account/select-selling-account.ts';
import { created, deactivated, OWNER, typed } from '../../support/application-to-remove.ts';
import { NOW } from '../../support/fakes/clock.ts';
import { methodsOf } from '../../support/fakes/controls.ts';
import { type FakeServices, fakeServices } from '../../support/fakes/services.ts';
import { removalPaths } from '../../support/installation.ts';
import { inventory, list, REMOVAL, removalContext, removeApplication } from '../../support/removal.ts';
import { APP, EXECUTION, errorOf, PATHS, stepContext, USER_NAME } from '../../support/subjects.ts';

const ROTATION = { appName: APP, settleSeconds: 0, graceSeconds: 60, maxAgeDays: 90, force: false };
const REQUEST = {
  execution: { appName: APP, waitSeconds: 60, register: false, registerSeconds: 60 },
  startedAt: NOW,
  registration: { said: false, rejections: 0 },
};

describe('a confirmed removal', () => {
  it('stops what runs for the application, with a reason, but not itself', async () => {
    const services = await created();
    for (const one of [EXECUTION, REMOVAL])
      services.runningExecutions.add(one, JSON.stringify({ appName: APP }));
    const { removed } = await list(services);

    const { stoppedExecutions } = await beginRemoval(services, { ...OWNER, removed }, removalContext);

    expect(stoppedExecutions).toEqual([EXECUTION]);
    expect(services.runningExecutions.stopped).toEqual({
      [EXECUTION]: { error: 'ApplicationRemoved', cause: expect.stringContaining(REMOVAL) },
    });
  });

  it('makes both keys of an open rotation inactive, and waits for the grace period', async () => {
    const services = await created();
    const { removed } = await list(services);
    await beginRemoval(services, { ...OWNER, removed }, removalContext);

    const output = await deactivateAccessKeys(services, { ...OWNER, graceSeconds: 3600 });

    expect(output).toEqual({ waitSeconds: 3600, accessKeyIds: ['AKIAFAKE1', 'AKIAFAKE2'] });
    expect(services.iamUsers.keysOf(USER_NAME).map(({ active }) => active)).toEqual([false, false]);
  });

  it('waits for what is left of the grace period when it is started again, and at least until late writes are over', async () => {
    const services = await deactivated();
    services.clock.advance(600_000);

    const again = await deactivateAccessKeys(services, { ...OWNER, graceSeconds: 3600 });
    const without = await deactivateAccessKeys(await fresh(), { ...OWNER, graceSeconds: 0 });

    expect([again.waitSeconds, without.waitSeconds]).toEqual([3000, 60]);
  });

  it.each([
    ['long after', 'OldAccessKeyInUse', 3_600_000],
    ['at once, when IAM may only not show it yet', 'IamNotConsistent', 1000],
  ])('deletes nothing when a key is active again: %s', async (_, name, after) => {
    const services = await deactivated();
    services.clock.advance(after);
    await services.iamUsers.setAccessKeyActive(USER_NAME, 'AKIAFAKE1', true);
    const before = structuredClone(inventory(services));

    const errors = [
      await errorOf(deleteUserAccess(services, OWNER)),
      await errorOf(deactivateAccessKeys(services, { ...OWNER, graceSeconds: 3600 })),
    ];

    expect(errors.map((error) => error.name)).toEqual([name, name]);
    expect(inventory(services)).toEqual(before);
  });

  it('is taken back by a new creation', async () => {
    const services = await deactivated();

    await selectSellingAccount(services, typed(), stepContext('SelectSellingAccount'));

    const error = await errorOf(deleteUserAccess(services, OWNER));
    expect(error.name).toBe('RemovalWithdrawn');
    expect((await list(services)).state).toBe('unconfirmed');
  });

  it('is left out of the check of the credentials', async () => {
    const services = { ...(await deactivated()), mostPerExecution: 100 };
    services.parameters.seed('acme-other', { '/sp-api/acme-other/summary': '{}' });

    expect((await listApplications(services, {})).applications).toEqual([
      { appName: 'acme-other', waiting: [] },
    ]);
  });

  it('lets no rotation begin, and each says why', async () => {
    const services = await deactivated();
    services.parameters.calls.length = 0;

    const key = await inspectAccessKey(services, { ...ROTATION, force: true });
    const secret = await requestNewClientSecret(services, REQUEST, stepContext('RequestNewClientSecret'));

    expect(key).toMatchObject({ due: false, reason: 'acme-orders is being removed: it gets no new key.' });
    expect(secret).toMatchObject({ status: 'leaving', registration: null });
    expect(services.spApi.calls).toEqual([]);
    expect(services.iamUsers.keysOf(USER_NAME).map(({ active }) => active)).toEqual([false, false]);
  });

  it('deletes in a second pass what was written beside the first, and knows when nothing was left', async () => {
    const services = await deactivated();
    await deleteParameters(services, OWNER);
    services.parameters.seed(APP, { [PATHS.health]: '{}' });

    const passes = [await deleteParameters(services, OWNER), await deleteParameters(services, OWNER)];

    expect(passes).toEqual([
      { parameters: 1, links: 0 },
      { parameters: 0, links: 0 },
    ]);
    expect(Object.keys(services.parameters.all())).toEqual([removalPaths.open(APP)]);
  });

  it('deletes links, then what is no secret, and the secrets last', async () => {
    const services = await created();
    const secrets = Object.entries(services.parameters.all()).filter(
      ([, { type }]) => type === 'SecureString',
    );

    await removeApplication(services);

    const deletions = services.parameters.calls
      .filter(({ method }) => method === 'delete')
      .map(({ args }) => args[0]);
    const [links, plain, secret] = deletions.slice(-4) as string[][];
    expect(links?.every((name) => name.startsWith('/sp-api/_links/'))).toBe(true);
    expect(plain).toContain(PATHS.config);
    expect(secret?.toSorted()).toEqual(secrets.map(([name]) => name).toSorted());
  });

  it('reads no secret', async () => {
    const services = await created();
    services.parameters.calls.length = 0;

    await removeApplication(services);

    expect(methodsOf(services.parameters)).not.toContain('getSecrets');
    expect(methodsOf(services.parameters)).not.toContain('listSecrets');
  });

  it('tells what was removed and what remains to do, and keeps a record of it', async () => {
    const services = await created();

    const report = await removeApplication(services);

    const { subject, body } = services.topic.messages.at(-1) ?? {};
    expect(subject).toBe('[acme-orders] The application was removed');
    expect(body).toContain('1. Revoke the authorizations of us: Manage Authorizations');
    expect(body).toContain('2. Delete the app client acme-orders');
    expect(body?.split('\n').length).toBeLessThan(11);
    expect(report?.remains).toHaveLength(3);
    expect(services.parameters.json(removalPaths.removed(APP))).toEqual({
      removedAt: services.clock.now().toISOString(),
      confirmedAt: '2027-01-01T00:00:00.000Z',
      execution: REMOVAL,
      removed: report?.removed,
    });
  });
});

/** A confirmed removal of an application without IAM. */
async function fresh(): Promise<FakeServices> {
  const services = fakeServices();
  await beginRemoval(services, { ...OWNER, removed: { iam: [], parameters: [] } }, removalContext);
  return services;
}
