import { describe, expect, it } from '@jest/globals';
import { readProgress } from '#shared/tasks/read-progress.ts';
import { recordOutcome } from '#shared/tasks/task-outcome.ts';
import { aTask } from '../../../support/a-task.ts';
import { lineOf, short, started, waitsFor } from '../../../support/an-application.ts';
import { NOW } from '../../../support/fakes/clock.ts';
import { fakeServices } from '../../../support/fakes/services.ts';
import {
  APP,
  anAuthorization,
  aVendorAuthorization,
  PATHS,
  POLICY_ARN,
  ROLE_ARN,
  USER_ARN,
} from '../../../support/subjects.ts';

const ADOPTED = { mode: 'adopt' as const, userArn: USER_ARN, roleArn: ROLE_ARN, policyArn: POLICY_ARN };

describe('an application', () => {
  it('that is not known yet has its first step before it', async () => {
    const { lines } = await readProgress(fakeServices(), APP);

    expect(short(lines)).toEqual([
      '1 next',
      '2 later',
      '3.2 later',
      '3.3 later',
      '3.4, 3.5 later',
      '3.6 later',
      '4 later',
      '5 later',
      '8 later',
    ]);
  });

  it('whose IAM user is made has the five steps of it', async () => {
    const { lines } = await readProgress(started(), APP);

    expect(lines.map(({ step, title }) => `${step} ${title}`)).toEqual([
      '1 Select a selling account',
      '2 Request data access',
      '3.2 IAM user',
      '3.3 IAM policy',
      '3.4, 3.5 IAM role, and the policy that lets the user assume it',
      '3.6 Verify the policies',
      '4 Test AssumeRole',
      '5 Register the application',
      '6 Authorize the application: us',
      '7 Exchange LWA tokens: us',
      '8 Call the Selling Partner API: us',
      '8 Record the results',
    ]);
  });

  it('that adopts IAM resources makes none', async () => {
    const { lines } = await readProgress(started({ iam: ADOPTED }), APP);

    expect(short(lines).slice(2, 5)).toEqual(['3.6 later', '4 later', '5 later']);
  });

  it('without IAM skips steps 3 and 4', async () => {
    const { lines } = await readProgress(started({ iam: { mode: 'none' } }), APP);

    expect(lines[2]).toEqual({ step: '3, 4', title: 'IAM user, policy and role', state: 'skipped' });
  });

  it('with more accounts has steps 6 to 8 for each', async () => {
    const authorizations = [anAuthorization(), aVendorAuthorization()];

    const { lines } = await readProgress(started({ authorizations }), APP);

    expect(lines.slice(-7, -1).map(({ step, title }) => `${step} ${title.split(': ')[1]}`)).toEqual([
      '6 us',
      '7 us',
      '8 us',
      '6 vendor-de',
      '7 vendor-de',
      '8 vendor-de',
    ]);
  });

  it.each(['no JSON', '{"appName":1}'])('of another version is not known: %s', async (config) => {
    const services = fakeServices();
    services.parameters.seed(APP, { [PATHS.config]: config, [PATHS.status]: config });

    const progress = await readProgress(services, APP);

    expect(progress.lines[0]?.state).toBe('next');
    expect(Object.keys(progress)).toEqual(['lines']);
  });
});

describe('a review that waits', () => {
  it('stands beside the IAM branch, which goes on by itself', async () => {
    const services = started({}, { [PATHS.iam.userArn]: USER_ARN });
    await waitsFor(services, aTask('request-data-access'));

    const { lines } = await readProgress(services, APP);

    expect(short(lines)).toEqual([
      '1 done',
      '2 waits',
      '3.2 done',
      '3.3 next',
      '3.4, 3.5 later',
      '3.6 later',
      '4 later',
      '5 later',
      '6 later',
      '7 later',
      '8 later',
      '8 later',
    ]);
  });

  it('says since when and until when', async () => {
    const services = started();
    const task = aTask('request-data-access');
    await waitsFor(services, task);

    const { lines } = await readProgress(services, APP);

    expect(lineOf(lines, '2')).toEqual({
      step: '2',
      title: 'Request data access',
      state: 'waits',
      since: task.requestedAt,
      until: task.expiresAt,
    });
  });

  it('counts the rejections', async () => {
    const services = started();
    await waitsFor(services, aTask('request-data-access', { rejections: 2, reason: 'no policy' }));

    const { lines } = await readProgress(services, APP);

    expect(lineOf(lines, '2')).toEqual(expect.objectContaining({ state: 'waits', rejections: 2 }));
  });

  it('says when the profile was submitted', async () => {
    const services = started();
    const task = aTask('request-data-access');
    await waitsFor(services, task);
    await recordOutcome(services, task, 'submitted');

    const { lines } = await readProgress(services, APP);

    expect(lineOf(lines, '2')).toEqual(expect.objectContaining({ state: 'waits', submittedAt: NOW }));
  });

  it('forgets that the profile was submitted before the rejection', async () => {
    const services = started();
    const task = aTask('request-data-access');
    await waitsFor(services, { ...task, rejections: 1, reason: 'r' });
    await recordOutcome(services, task, 'submitted');

    const { lines } = await readProgress(services, APP);

    expect(lineOf(lines, '2')).not.toHaveProperty('submittedAt');
  });
});
