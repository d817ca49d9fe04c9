import { describe, expect, it } from '@jest/globals';
import { readProgress } from '#shared/tasks/read-progress.ts';
import { recordOutcome } from '#shared/tasks/task-outcome.ts';
import { aTask } from '../../../support/a-task.ts';
import { short, started, waitsFor } from '../../../support/an-application.ts';
import { NOW } from '../../../support/fakes/clock.ts';
import { APP, PATHS, POLICY_ARN, ROLE_ARN, seedAuthorization, USER_ARN } from '../../../support/subjects.ts';

const DETAILS = PATHS.authorization('us').details;
const VERIFIED = PATHS.authorization('us').verified;
const TESTED_AT = '2027-01-01T01:00:00.000Z';
const IAM_DONE = {
  [PATHS.iam.userArn]: USER_ARN,
  [PATHS.iam.policyArn]: POLICY_ARN,
  [PATHS.iam.roleArn]: ROLE_ARN,
  [PATHS.iam.verification]: '{}',
  [PATHS.iam.assumeRoleTest]: JSON.stringify({ testedAt: TESTED_AT }),
};
const READY = { state: 'ready', since: '2027-01-01T02:00:00.000Z' };
const FAILED = {
  state: 'failed',
  since: '2027-01-01T02:00:00.000Z',
  step: 'VerifyPolicies',
  error: 'IamNotAsExpected',
};

describe('what is done', () => {
  it('says when, where that is known', async () => {
    const services = started(
      {},
      {
        ...IAM_DONE,
        [PATHS.developerProfile]: 'approved',
        [DETAILS]: '{}',
        [VERIFIED]: JSON.stringify({ verifiedAt: NOW }),
        [PATHS.status]: JSON.stringify(READY),
      },
    );
    seedAuthorization(services.parameters);
    await recordOutcome(services, aTask('self-authorize'), 'done');

    const progress = await readProgress(services, APP);

    expect(progress.lines.map(({ state }) => state)).toEqual(Array.from({ length: 12 }, () => 'done'));
    expect(progress.lines.flatMap(({ step, since }) => (since ? [`${step} ${since}`] : []))).toEqual([
      `4 ${TESTED_AT}`,
      `6 ${NOW}`,
      `8 ${NOW}`,
    ]);
    expect([progress.readySince, progress.results]).toEqual([READY.since, `${PATHS.root}/`]);
    expect(progress.failed).toBeUndefined();
  });

  it('by a person counts from the answer on, before the token was exchanged', async () => {
    const services = started();
    await recordOutcome(services, aTask('self-authorize'), 'done');

    const { lines } = await readProgress(services, APP);

    expect(short(lines).slice(-4)).toEqual(['6 done', '7 later', '8 later', '8 later']);
  });

  it.each(['rejected', 'given-up'] as const)('is not what was %s', async (outcome) => {
    const services = started({ iam: { mode: 'none' } });
    await recordOutcome(services, aTask('request-data-access'), outcome);

    const { lines } = await readProgress(services, APP);

    expect(short(lines).slice(0, 4)).toEqual(['1 done', '2 next', '3, 4 skipped', '5 later']);
  });

  it('keeps no secret: only the waiting tasks are decrypted', async () => {
    const services = started();
    seedAuthorization(services.parameters);

    await readProgress(services, APP);

    const secrets = services.parameters.calls.filter(({ method }) => method !== 'get');
    expect(secrets).toEqual([
      {
        method: 'getSecrets',
        args: [
          ['request-data-access', 'register-application', 'self-authorize-us', 'register-queue'].map((name) =>
            PATHS.task(name),
          ),
        ],
      },
    ]);
    const plain = services.parameters.calls.flatMap(({ method, args }) => (method === 'get' ? args : []));
    expect(plain.flat()).not.toContain(PATHS.lwa.clientSecret);
  });
});

describe('the queue for client secrets', () => {
  const queueLine = ({ lines }: Awaited<ReturnType<typeof readProgress>>) =>
    lines.filter(({ step }) => step === undefined);

  it('waits beside an application that is ready, and is no step of the tutorial', async () => {
    const services = started({}, { [PATHS.status]: JSON.stringify(READY) });
    const task = aTask('register-queue');
    await waitsFor(services, task);

    const progress = await readProgress(services, APP);

    expect(progress.readySince).toBe(READY.since);
    expect(queueLine(progress)).toEqual([
      {
        title: 'Register the queue for client secrets',
        state: 'waits',
        since: task.requestedAt,
        until: task.expiresAt,
      },
    ]);
  });

  it.each([
    ['done', ['done']],
    ['given-up', []],
  ] as const)('that was %s is shown as %j', async (outcome, states) => {
    const services = started();
    await recordOutcome(services, aTask('register-queue'), outcome);

    const progress = await readProgress(services, APP);

    expect(queueLine(progress).map(({ state }) => state)).toEqual(states);
  });

  it('is not shown where nobody was asked for it', async () => {
    expect(queueLine(await readProgress(started(), APP))).toEqual([]);
  });
});

describe('an execution that failed', () => {
  it('names the step and the error', async () => {
    const services = started({}, { [PATHS.status]: JSON.stringify(FAILED) });

    const { failed, readySince } = await readProgress(services, APP);

    expect(failed).toEqual({ step: 'VerifyPolicies', error: 'IamNotAsExpected', since: FAILED.since });
    expect(readySince).toBeUndefined();
  });

  it.each([FAILED, READY])('is past once something is asked again: $state', async (status) => {
    const services = started({}, { [PATHS.status]: JSON.stringify(status) });
    await waitsFor(services, aTask('register-application'));

    const progress = await readProgress(services, APP);

    expect(Object.keys(progress)).toEqual(['lines']);
  });
});
