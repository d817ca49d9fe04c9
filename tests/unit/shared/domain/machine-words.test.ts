import { describe, expect, it } from '@jest/globals';
import { ALL_APPLICATIONS, UNKNOWN_APPLICATION } from '#shared/domain/all-applications.ts';
import {
  callsAfter,
  commandAgain,
  endedAs,
  machineOf,
  stoppedAt,
  thenAgain,
} from '#shared/domain/machine-words.ts';
import { REFUSED_BY_AMAZON } from '#shared/domain/refusals.ts';
import { EXECUTION } from '../../../support/subjects.ts';

const MACHINES: [machine: string, name: string, again: string][] = [
  ['create-private-app', 'setup', 'spapi start acme --again'],
  ['rotate-client-secret', 'rotation of the client secret', 'spapi rotate client-secret acme --wait'],
  ['rotate-access-key', 'rotation of the access key', 'spapi rotate access-key acme --wait'],
  ['check-credentials', 'check', 'spapi check acme --wait'],
  ['remove-private-app', 'removal', 'spapi remove acme'],
];

describe.each(MACHINES)('%s', (machine, name, again) => {
  it('has its words, with or without the name of the stack', () => {
    for (const one of [machine, `sp-api-private-app-dev-${machine}`])
      expect([
        commandAgain(one, 'acme'),
        stoppedAt(one, 'acme', 'SomeStep'),
        endedAs(one, 'acme', 'ABORTED'),
        thenAgain(one, 'acme', 'AwsDenied'),
      ]).toEqual([
        again,
        `The ${name} of acme stopped at the step SomeStep.`,
        `The ${name} of acme was stopped, and no step reported a reason.`,
        [`To start the ${name} again: ${again}`],
      ]);
  });

  it.each(['InvalidInput', 'RemovalWithdrawn', 'RotationOfSandboxApplication'])(
    'is not started again after %s',
    (error) => {
      expect(thenAgain(machine, 'acme', error)).toEqual([]);
    },
  );

  it('is started for no application that nobody knows', () => {
    expect(commandAgain(machine, UNKNOWN_APPLICATION)).toBeUndefined();
    expect(commandAgain(machine, ALL_APPLICATIONS)).toBe(
      machine === 'check-credentials' ? 'spapi check --wait' : undefined,
    );
  });
});

it('a machine that is not known has plain words', () => {
  expect([
    commandAgain('other', 'acme'),
    stoppedAt('other', 'acme', 'SomeStep'),
    endedAs('other', 'acme', 'FAILED'),
    thenAgain('other', 'acme', 'AwsDenied'),
    callsAfter('other', {}),
  ]).toEqual([
    undefined,
    'The step SomeStep failed.',
    'The execution of other of acme failed, and no step reported a reason.',
    [],
    [],
  ]);
});

it.each([
  ['TIMED_OUT', 'ran out of time'],
  ['ABORTED', 'was stopped'],
  ['FAILED States.Runtime', 'failed'],
  ['ODD end', 'ended as ODD end'],
])('an execution that is %s %s', (how, words) => {
  expect(endedAs('check-credentials', ALL_APPLICATIONS, how)).toBe(
    `The check of all applications ${words}, and no step reported a reason.`,
  );
  expect(endedAs('check-credentials', UNKNOWN_APPLICATION, how)).toContain('of an unknown application');
});

describe('whether calls fail after', () => {
  const HARMLESS = 'Setup only: no call fails because of this.';
  const REFUSED = 'Amazon refuses calls with the stored credentials.';
  const NOTHING = 'Nothing fails yet: only a client secret that works is stored.';
  const OLD = 'Nothing fails yet. The old client secret is still in use';
  const KEY = 'Nothing fails yet: the old access key works until the new one is tested.';

  it.each<[string, Parameters<typeof callsAfter>[1], string | undefined]>([
    ...[
      'SelectSellingAccount',
      'SubscribeAddress',
      'RequestDataAccess',
      'ProvisionIamUser',
      'ProvisionIamPolicy',
      'ProvisionIamRole',
      'AttachStsPolicy',
      'RegisterApplication',
      'SelfAuthorize',
    ].map((step): [string, object, string] => ['create-private-app', { step, error: 'AwsDenied' }, HARMLESS]),
    ['create-private-app', { step: 'CallSellingPartnerApi', error: 'AwsDenied' }, undefined],
    ['create-private-app', { step: 'ProvisionIamUser', error: 'AccessKeyInvalid' }, undefined],
    ['create-private-app', { stopped: true }, HARMLESS],
    ['create-private-app', {}, undefined],
    ...[...REFUSED_BY_AMAZON].map((error): [string, object, string] => [
      'create-private-app',
      { step: 'SelfAuthorize', error },
      REFUSED,
    ]),
    ['rotate-client-secret', { error: 'ClientSecretRejected' }, 'Calls fail now.'],
    ['rotate-client-secret', { step: 'ProveClientSecret', error: 'AwsDenied' }, NOTHING],
    ['rotate-client-secret', {}, NOTHING],
    ['rotate-client-secret', { step: 'RequestNewClientSecret' }, `${OLD}.`],
    [
      'rotate-client-secret',
      { step: 'RegisterQueue', secretEnds: '2027-01-03T10:20:30.000Z' },
      `${OLD}; it expires on 2027-01-03 10:20 UTC.`,
    ],
    [
      'rotate-access-key',
      { error: 'AccessKeyInvalid' },
      'Calls that are signed with the stored access key fail now.',
    ],
    ['rotate-access-key', { error: 'AwsDenied' }, KEY],
    ['check-credentials', {}, 'Calls may still work: the check itself failed.'],
    ['remove-private-app', {}, undefined],
  ])('%s ended by %j is said where it is known', (machine, end, line) => {
    expect(callsAfter(machine, end)).toEqual(line === undefined ? [] : [line]);
  });
});

it('the machine of an execution is in its ARN', () => {
  expect([machineOf(EXECUTION), machineOf('arn')]).toEqual(['create-private-app', '']);
});
