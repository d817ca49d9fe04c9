import { describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { type Application, ExecutionInput } from '#shared/domain/application.ts';
import { MissingParameter } from '#shared/errors/broken.ts';
import { loadApplication } from '../../../functions/load-application/load-application.ts';
import { Output } from '../../../functions/load-application/schema.ts';
import { selectSellingAccount } from '../../../functions/select-selling-account/select-selling-account.ts';
import { Input as VerifyInput } from '../../../functions/verify-policies/schema.ts';
import { fakeServices } from '../../support/fakes/services.ts';
import {
  APP,
  anApplication,
  anAuthorization,
  aVendorAuthorization,
  errorOf,
  PATHS,
  POLICY_ARN,
  ROLE_ARN,
  stepContext,
  USER_ARN,
} from '../../support/subjects.ts';

const ARNS = { userArn: USER_ARN, roleArn: ROLE_ARN, policyArn: POLICY_ARN };
const NONE = { mode: 'none' } as const;
const WAITING = [{ task: 'self-authorize-us', askedAt: '2026-12-31T00:00:00.000Z' }];
const ENDS = '2027-06-30T00:00:00.000Z';

interface Stored {
  config?: unknown;
  summary?: unknown;
  more?: Record<string, unknown>;
}

function given({ config = anApplication(), summary = { iam: ARNS }, more = {} }: Stored = {}) {
  const services = fakeServices();
  const values = { [PATHS.config]: config, [PATHS.summary]: summary, ...more };
  for (const [name, value] of Object.entries(values))
    if (value !== null) services.parameters.seed(APP, { [name]: JSON.stringify(value) });
  return services;
}
const load = (stored?: Stored) => loadApplication(given(stored), { appName: APP, waiting: WAITING });
const withoutIam = (changes: Partial<Application> = {}) => ({
  config: anApplication({ iam: NONE, ...changes }),
  summary: { iam: NONE },
});

describe('what there is to check', () => {
  it('of an application whose IAM we made are its resources and accounts', async () => {
    const output = await load();

    expect(output).toEqual({
      appName: APP,
      sandbox: false,
      resources: { appName: APP, mode: 'create', ...ARNS },
      iam: { roleArn: ROLE_ARN },
      authorizations: [anAuthorization()],
      input: { ...anApplication(), authorizations: [] },
      registerQueue: true,
      expiries: [],
      credentialsMark: '    ',
      keyRotationSince: '',
      waiting: WAITING,
    });
    expect(z.safeParse(Output, output).error).toBeUndefined();
    const { resources, authorizations } = output;
    expect(z.safeParse(VerifyInput, { resources, authorizations }).error).toBeUndefined();
  });

  it('of adopted IAM are the same resources, by their mode', async () => {
    const { resources } = await load({ config: anApplication({ iam: { mode: 'adopt', ...ARNS } }) });

    expect(resources).toEqual({ appName: APP, mode: 'adopt', ...ARNS });
  });

  it('without IAM are the accounts alone', async () => {
    const config = { sandbox: true, authorizations: [aVendorAuthorization()] };

    const output = await load(withoutIam(config));

    expect(output).toEqual({
      appName: APP,
      sandbox: true,
      iam: {},
      authorizations: [aVendorAuthorization()],
      input: { ...anApplication({ ...config, iam: NONE }), authorizations: [] },
      expiries: [],
      credentialsMark: '    ',
      keyRotationSince: '',
      waiting: WAITING,
    });
  });

  it('of a configuration of an earlier version is read all the same', async () => {
    const { reminderSeconds: _, ...earlier } = anApplication();

    expect((await load({ config: earlier })).authorizations).toEqual([anAuthorization()]);
  });
});

describe('the input to start with again', () => {
  it('is one that create-private-app takes, with the further accounts', async () => {
    const authorizations = [anAuthorization(), aVendorAuthorization()];
    const config = anApplication({ authorizations, notificationEmail: 'ops@example.com' });

    const { input } = await load({ config });

    const further = [{ name: 'vendor-de', marketplace: 'DE', sellingPartner: 'vendor' }];
    expect(input).toEqual({ ...config, authorizations: further });
    expect(z.safeParse(ExecutionInput, input).data).toEqual(input);
  });

  it('makes the same application again', async () => {
    const authorizations = [anAuthorization(), aVendorAuthorization()];
    const config = anApplication({ authorizations });
    const { input } = await load({ config });

    const { application } = await selectSellingAccount(
      fakeServices(),
      z.parse(ExecutionInput, input),
      stepContext('SelectSellingAccount'),
    );

    expect(application).toEqual(config);
  });
});

describe('an application that was never ready, or is not readable', () => {
  it.each([
    ['no configuration', { config: null }],
    ['no summary', { summary: null }],
    ['neither', { config: null, summary: null }],
    ['a configuration of another form', { config: { ...anApplication(), iam: 'create' } }],
    ['a summary of another form', { summary: { iam: 'create' } }],
    ['a configuration that is no JSON object', { config: 'acme' }],
  ])('with %s is a missing parameter', async (_, stored) => {
    const error = await errorOf(load(stored));

    expect(error).toBeInstanceOf(MissingParameter);
    expect([error.what, error.remedy]).toEqual([
      `${APP} has no configuration and summary in Parameter Store, so it was never ready.`,
      'Start create-private-app for it, or check the name.',
    ]);
  });
});

it('the client secret expires as its dates say', async () => {
  const more = { [PATHS.lwa.secretDates]: { createdAt: '2027-01-01T00:00:00.000Z', expiresAt: ENDS } };

  expect((await load({ more })).expiries).toMatchObject([{ name: 'client secret', at: ENDS }]);
});

describe('the end of a client secret', () => {
  const registered = { createdAt: '2027-01-01T00:00:00.000Z', expiresAt: ENDS, notificationId: 'n' };
  const { notificationId: _, ...entered } = { ...registered, dated: 'here' };
  const queue = [{ task: 'register-queue', askedAt: ENDS }];

  it.each<[string, number, object, { waiting?: typeof queue; sandbox?: boolean }, object]>([
    ['planned before it is due', 15, registered, {}, {}],
    ['started when it is due', 14, registered, {}, {}],
    ['repeated when it has brought none', 7, registered, {}, {}],
    ['unregistered while none came by the queue', 7, entered, {}, { atLatest: true }],
    ['asked while a person is', 7, entered, { waiting: queue }, { atLatest: true }],
    ['sandbox there', 7, registered, { sandbox: true }, {}],
  ])('comes with its rotation: %s', async (name, days, dates, { waiting = [], sandbox = false }, more) => {
    const clock = { now: () => new Date(Date.parse(ENDS) - days * 86_400_000) };
    const config = anApplication({ sandbox });
    const services = { ...given({ config, more: { [PATHS.lwa.secretDates]: dates } }), clock };

    const output = await loadApplication(services, { appName: APP, waiting });

    expect(output.expiries).toEqual([
      {
        ...{ name: 'client secret', at: ENDS },
        rotation: name.split(' ')[0],
        rotatesFrom: '2027-06-16T00:00:00.000Z',
        ...more,
      },
    ]);
    expect(z.safeParse(Output, output).error).toBeUndefined();
  });
});

it.each([
  [15, undefined],
  [14, '20270630000000-14'],
  [8, '20270630000000-14'],
  [7, '20270630000000-7'],
  [3, '20270630000000-3'],
  [1, '20270630000000-1'],
  [-5, '20270630000000-1'],
])('a client secret that ends in %d days is rotated by the execution %s', async (days, name) => {
  const more = { [PATHS.lwa.secretDates]: { createdAt: '2027-01-01T00:00:00.000Z', expiresAt: ENDS } };
  const clock = { now: () => new Date(Date.parse(ENDS) - days * 86_400_000) };

  const { rotateSecret } = await loadApplication(
    { ...given({ more }), clock },
    { appName: APP, waiting: [] },
  );

  expect(rotateSecret).toBe(name);
});

it('a client secret without a known end expires at no known time', async () => {
  const more = { [PATHS.lwa.secretDates]: { createdAt: ENDS } };

  expect((await load({ more })).expiries).toEqual([]);
});

it('says since when a rotation of the access key is open', async () => {
  const startedAt = '2026-12-31T10:00:00.000Z';
  const more = { [PATHS.keyRotation.record]: { oldAccessKeyId: 'AKIAFAKE', startedAt } };

  expect((await load({ more })).keyRotationSince).toBe(startedAt);
  expect((await load()).keyRotationSince).toBe('');
});

describe('the queue for client secrets', () => {
  const byQueue = { [PATHS.lwa.secretDates]: { createdAt: ENDS, notificationId: 'id' } };

  it.each([
    ['where no secret came by it', {}, true],
    ['where a person entered the secret', { more: { [PATHS.lwa.secretDates]: { createdAt: ENDS } } }, true],
    ['not where Amazon has used it', { more: byQueue }, undefined],
    ['not for a sandbox application', { config: anApplication({ sandbox: true }) }, undefined],
  ])('is to be registered %s', async (_, stored, expected) => {
    expect((await load(stored)).registerQueue).toBe(expected);
  });
});

it('reads no secret', async () => {
  const services = given();

  await loadApplication(services, { appName: APP, waiting: [] });

  expect(services.parameters.calls).toEqual([
    {
      method: 'get',
      args: [
        [PATHS.config, PATHS.summary, PATHS.keyRotation.record, PATHS.iam.accessKeyId, PATHS.lwa.secretDates],
      ],
    },
  ]);
});
