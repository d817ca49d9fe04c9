import { describe, expect, it } from '@jest/globals';
import { callAws } from '#shared/clients/aws-errors.ts';
import {
  AccessKeyInvalid,
  AccessKeyLimitReached,
  AwsDenied,
  AwsQuotaReached,
  IamNameTaken,
} from '#shared/errors/refused.ts';
import { AccessKeyNotReady, IamNotConsistent } from '#shared/errors/retryable.ts';
import { provisionIamUser } from '../../../functions/provision-iam-user/provision-iam-user.ts';
import { sdkError } from '../../support/fakes/aws-refusal.ts';
import { NOW } from '../../support/fakes/clock.ts';
import { methodsOf } from '../../support/fakes/controls.ts';
import { BOUNDARY_ARN, fakeServices } from '../../support/fakes/services.ts';
import { NEW, rotate, withReplacedKey, withSecondKey } from '../../support/key-rotation.ts';
import { APP, errorOf, OUR_TAGS, PATHS, USER_ARN, USER_NAME } from '../../support/subjects.ts';

const run = (services: ReturnType<typeof fakeServices>) => provisionIamUser(services, { appName: APP });
const idsOf = ({ iamUsers }: ReturnType<typeof fakeServices>) =>
  iamUsers.keysOf(USER_NAME).map(({ accessKeyId }) => accessKeyId);
const USER = { userArn: USER_ARN, createdAt: NOW };
const denied = () => new AwsDenied({ what: 'denied', remedy: 'allow it' });

/** The same services, but one parameter cannot be written. */
function failingAtPut(services: ReturnType<typeof fakeServices>, denies: string) {
  const parameters = { ...services.parameters };
  parameters.put = async (appName, name, value) => {
    if (name === denies) throw denied();
    return services.parameters.put(appName, name, value);
  };
  return { ...services, parameters };
}

/** The user exists, tagged as ours, without a stored key. */
function withOurUser() {
  const services = fakeServices();
  services.iamUsers.addUser(USER_NAME, OUR_TAGS, '/sp-api/');
  return services;
}

/** An earlier run has ended well, so long ago. */
async function afterFirstRun(agoMs = 24 * 60 * 60_000) {
  const services = fakeServices();
  await run(services);
  services.clock.advance(agoMs);
  services.iamUsers.calls.length = 0;
  return services;
}

describe('the first run', () => {
  it('makes the user and one key, and stores the secret encrypted', async () => {
    const services = fakeServices();

    const output = await run(services);

    expect(output).toEqual({ ...USER, accessKeyId: 'AKIAFAKE1', keptAccessKey: false });
    expect(await services.iamUsers.find(USER_NAME)).toEqual({
      arn: USER_ARN,
      createdAt: new Date(NOW),
      tags: OUR_TAGS,
      boundaryArn: BOUNDARY_ARN,
    });
    expect(services.parameters.all()).toEqual({
      [PATHS.iam.userArn]: { type: 'String', value: USER_ARN, appName: APP },
      [PATHS.iam.accessKey]: {
        type: 'SecureString',
        value: `{"accessKeyId":"AKIAFAKE1","secretAccessKey":"FAKE_SECRET_ACCESS_KEY_1","createdAt":"${NOW}"}`,
        appName: APP,
      },
      [PATHS.iam.secretAccessKey]: { type: 'SecureString', value: 'FAKE_SECRET_ACCESS_KEY_1', appName: APP },
      [PATHS.iam.accessKeyId]: { type: 'String', value: 'AKIAFAKE1', appName: APP },
    });
  });

  it('hands no secret on', async () => {
    const output = await run(fakeServices());

    expect(JSON.stringify(output)).not.toContain('FAKE_SECRET_ACCESS_KEY');
  });
});

describe('a second run', () => {
  it('keeps the key and changes nothing in IAM', async () => {
    const services = await afterFirstRun();
    const before = services.parameters.all();

    const output = await run(services);

    expect(output).toEqual({ ...USER, accessKeyId: 'AKIAFAKE1', keptAccessKey: true });
    expect(methodsOf(services.iamUsers)).toEqual(['find', 'listAccessKeys']);
    expect(services.parameters.all()).toEqual(before);
  });

  it.each([
    ['none, as an earlier version made it', undefined],
    ['another', 'arn:aws:iam::aws:policy/AdministratorAccess'],
  ])('puts a user of ours into the boundary that has %s', async (_, boundaryArn) => {
    const services = fakeServices();
    services.iamUsers.addUser(USER_NAME, OUR_TAGS, '/sp-api/', boundaryArn);

    await run(services);

    expect((await services.iamUsers.find(USER_NAME))?.boundaryArn).toBe(BOUNDARY_ARN);
  });

  it('replaces a stored key that was deactivated', async () => {
    const services = await afterFirstRun();
    for (const key of services.iamUsers.keysOf(USER_NAME)) key.active = false;

    const output = await run(services);

    expect(output).toEqual({ ...USER, accessKeyId: 'AKIAFAKE2', keptAccessKey: false });
    expect(idsOf(services)).toEqual(['AKIAFAKE2']);
    expect(services.parameters.valueOf(PATHS.iam.secretAccessKey)).toBe('FAKE_SECRET_ACCESS_KEY_2');
  });

  it('replaces a stored key that is gone', async () => {
    const services = await afterFirstRun();
    await services.iamUsers.deleteAccessKey(USER_NAME, 'AKIAFAKE1');

    const output = await run(services);

    expect(output).toEqual({ ...USER, accessKeyId: 'AKIAFAKE2', keptAccessKey: false });
    expect(idsOf(services)).toEqual(['AKIAFAKE2']);
  });

  it('replaces a stored key whose secret is wrong, though it was used', async () => {
    const services = await afterFirstRun();
    await run(services);
    for (const key of services.iamUsers.keysOf(USER_NAME)) key.secret = 'FAKE_OTHER_SECRET';

    const output = await run(services);

    expect(output).toEqual({ ...USER, accessKeyId: 'AKIAFAKE2', keptAccessKey: false });
    expect(idsOf(services)).toEqual(['AKIAFAKE2']);
  });

  it.each([
    [179_999, AccessKeyNotReady],
    [180_000, AccessKeyInvalid],
  ])('%d ms after its key was made tells whether STS may still learn of it', async (agoMs, type) => {
    const services = await afterFirstRun(agoMs);
    services.sts.delay('AKIAFAKE1');

    const error = await errorOf(run(services));

    expect(error).toBeInstanceOf(type);
    expect(error.details).toEqual({ accessKeyId: 'AKIAFAKE1', requestId: 'req-sts' });
    expect(error.remedy).toContain(`Delete this key of the user ${USER_NAME}`);
    expect(idsOf(services)).toEqual(['AKIAFAKE1']);
  });

  it('waits while IAM may only not list the stored key yet, so that no second one is made', async () => {
    const services = await afterFirstRun(179_999);
    services.iamUsers.failNext('deleteAccessKey', denied());
    const iamUsers = { ...services.iamUsers, listAccessKeys: async () => [] };

    const error = await errorOf(run({ ...services, iamUsers }));

    expect(error).toBeInstanceOf(IamNotConsistent);
    expect(idsOf(services)).toEqual(['AKIAFAKE1']);
  });

  it('waits for a wrong secret of a key that was made a moment ago', async () => {
    const services = await afterFirstRun(179_999);
    for (const key of services.iamUsers.keysOf(USER_NAME)) key.secret = 'FAKE_OTHER_SECRET';

    expect(await errorOf(run(services))).toBeInstanceOf(AccessKeyNotReady);
    expect(idsOf(services)).toEqual(['AKIAFAKE1']);
  });

  it('waits while IAM still counts a key that was deleted', async () => {
    const services = await afterFirstRun();
    for (const key of services.iamUsers.keysOf(USER_NAME)) key.active = false;
    services.iamUsers.failNext('createAccessKey', new AwsQuotaReached({ what: 'two', remedy: 'delete' }));

    expect(await errorOf(run(services))).toBeInstanceOf(IamNotConsistent);
  });
});

describe('a user that IAM does not know everywhere yet', () => {
  const unknown = (action: string) =>
    new AwsDenied({
      what: `not authorized: ${action}`,
      remedy: 'Allow it.',
      details: { action: `iam:${action}` },
    });

  it.each([
    ['listAccessKeys', 0, IamNotConsistent],
    ['createAccessKey', 0, IamNotConsistent],
    ['createAccessKey', 179_999, IamNotConsistent],
    ['createAccessKey', 180_000, AwsDenied],
  ] as const)(
    'is denied at %s, which is believed after three minutes: after %d ms',
    async (method, ms, type) => {
      const services = fakeServices();
      await services.iamUsers.create({
        userName: USER_NAME,
        path: '/sp-api/',
        tags: OUR_TAGS,
        boundaryArn: BOUNDARY_ARN,
      });
      services.clock.advance(ms);
      services.iamUsers.failNext(method, unknown(method));

      const error = await errorOf(run(services));
      const output = await run(services);

      expect(error).toBeInstanceOf(type);
      expect(error.what).toBe(`not authorized: ${method}`);
      expect(idsOf(services)).toEqual([output.accessKeyId]);
    },
  );

  it('is believed at once to be denied where a policy denies', async () => {
    const services = fakeServices();
    const call = { action: 'iam:CreateAccessKey', secret: true };
    const said = sdkError(
      'AccessDenied',
      'not authorized, with an explicit deny in a service control policy',
      403,
    );
    services.iamUsers.failNext('createAccessKey', await errorOf(callAws(call, () => Promise.reject(said))));

    expect(await errorOf(run(services))).toBeInstanceOf(AwsDenied);
  });

  it('is believed at once to be denied where nothing was made', async () => {
    const services = fakeServices();
    services.iamUsers.failNext('create', unknown('CreateUser'));

    expect(await errorOf(run(services))).toBeInstanceOf(AwsDenied);
  });
});

describe('a key whose secret cannot be stored', () => {
  it('leaves the first error to be told when it cannot be deleted either', async () => {
    const services = fakeServices();
    const failing = { ...services.parameters };
    failing.put = async (appName, name, value) => {
      if (name.endsWith('/access-key')) throw denied();
      return services.parameters.put(appName, name, value);
    };
    services.iamUsers.failNext('deleteAccessKey', new Error('throttled'));

    const error = await errorOf(run({ ...services, parameters: failing }));

    expect(error).toBeInstanceOf(AwsDenied);
  });

  it('is deleted', async () => {
    const services = fakeServices();
    const failing = failingAtPut(services, PATHS.iam.accessKey);

    const error = await errorOf(run(failing));

    expect(error).toBeInstanceOf(AwsDenied);
    expect(idsOf(services)).toEqual([]);
  });

  it.each([PATHS.iam.secretAccessKey, PATHS.iam.accessKeyId])(
    'stays when only the copy %s fails, which the next run writes',
    async (copy) => {
      const services = fakeServices();

      const error = await errorOf(run(failingAtPut(services, copy)));
      const output = await run(services);

      expect(error).toBeInstanceOf(AwsDenied);
      expect(output).toEqual({ ...USER, accessKeyId: 'AKIAFAKE1', keptAccessKey: true });
      expect(services.parameters.valueOf(PATHS.iam.accessKeyId)).toBe('AKIAFAKE1');
      expect(services.parameters.valueOf(PATHS.iam.secretAccessKey)).toBe('FAKE_SECRET_ACCESS_KEY_1');
    },
  );
});

it('puts a key of an earlier version, stored in two parameters, into one', async () => {
  const services = await afterFirstRun();
  await services.parameters.delete([PATHS.iam.accessKey]);

  await run(services);

  expect(services.parameters.json(PATHS.iam.accessKey)).toEqual({
    accessKeyId: 'AKIAFAKE1',
    secretAccessKey: 'FAKE_SECRET_ACCESS_KEY_1',
  });
});

describe('what an interrupted rotation left', () => {
  const leftovers = ({ parameters }: ReturnType<typeof fakeServices>) =>
    Object.values(PATHS.keyRotation).filter((path) => parameters.valueOf(path) !== undefined);

  it('is forgotten with a new key when IAM has none of its keys, so that the next rotation makes one', async () => {
    const services = await withReplacedKey();
    for (const id of idsOf(services)) await services.iamUsers.deleteAccessKey(USER_NAME, id);
    services.clock.advance(180_000);

    const output = await run(services);
    const left = leftovers(services);
    const rotated = await rotate(services, { force: true });

    expect(output).toMatchObject({ accessKeyId: 'AKIAFAKE3', keptAccessKey: false });
    expect(left).toEqual([]);
    expect([rotated, idsOf(services)]).toEqual(['AKIAFAKE4', ['AKIAFAKE4']]);
  });

  it('stays for the rotation that deletes the old key while IAM has it', async () => {
    const services = await withReplacedKey();
    await services.iamUsers.deleteAccessKey(USER_NAME, NEW);
    services.clock.advance(180_000);

    const { accessKeyId } = await run(services);
    const left = leftovers(services);
    await rotate(services);

    expect(left).toEqual(Object.values(PATHS.keyRotation));
    expect(idsOf(services)).toEqual([accessKeyId]);
  });

  it('stays while IAM may only not list the second key yet', async () => {
    const services = await withSecondKey();
    for (const id of idsOf(services)) await services.iamUsers.deleteAccessKey(USER_NAME, id);

    await run(services);

    expect(leftovers(services)).toEqual([PATHS.keyRotation.record, PATHS.keyRotation.pending]);
  });
});

describe('keys that are not stored', () => {
  it('are deleted when an interrupted run left them and nobody used them', async () => {
    const services = withOurUser();
    services.iamUsers.addKey(USER_NAME, { used: false });
    services.iamUsers.addKey(USER_NAME, { used: false });

    const output = await run(services);

    expect(idsOf(services)).toEqual([output.accessKeyId]);
    expect(output.accessKeyId).toBe('AKIAFAKE3');
  });

  it('stay when somebody uses them', async () => {
    const services = withOurUser();
    const foreign = services.iamUsers.addKey(USER_NAME, { used: true });

    const output = await run(services);

    expect(idsOf(services)).toEqual([foreign.accessKeyId, output.accessKeyId]);
  });

  it('are reported when two of them are in use', async () => {
    const services = withOurUser();
    services.iamUsers.addKey(USER_NAME, { used: true });
    services.iamUsers.addKey(USER_NAME, { used: true });

    const error = await errorOf(run(services));

    expect(error).toBeInstanceOf(AccessKeyLimitReached);
    expect(error.remedy).toContain(`aws iam delete-access-key --user-name ${USER_NAME}`);
    expect(idsOf(services)).toEqual(['AKIAFAKE1', 'AKIAFAKE2']);
  });
});

describe('a user with our name that is not ours', () => {
  it.each([
    ['has no tags', {}],
    ['belongs to another application', { ...OUR_TAGS, app: 'other' }],
    ['lacks the managed-by tag', { app: APP }],
  ])('is refused when it %s', async (_, tags) => {
    const services = fakeServices();
    services.iamUsers.addUser(USER_NAME, tags as Record<string, string>);

    const error = await errorOf(run(services));

    expect(error).toBeInstanceOf(IamNameTaken);
    expect(error.details).toEqual({ kind: 'user', name: USER_NAME });
    expect(methodsOf(services.iamUsers)).toEqual(['find']);
    expect(services.parameters.all()).toEqual({});
  });

  it('is told apart by letter case in the remedy, once it is not just invisible yet', async () => {
    const services = fakeServices();
    services.iamUsers.addUser(USER_NAME.toUpperCase());

    const error = await errorOf(run(services));

    expect(error).toBeInstanceOf(IamNotConsistent);
    expect(error.remedy).toContain('differs in letter case only');
    expect(services.parameters.all()).toEqual({});
  });
});
