import { describe, expect, it } from '@jest/globals';
import { applicationFacts, authorizationFacts } from '#shared/diagnosis/stored-facts.ts';
import { Sensitive } from '#shared/domain/sensitive.ts';
import { recordOutcome } from '#shared/tasks/task-outcome.ts';
import { aTask } from '../../../support/a-task.ts';
import { NOW } from '../../../support/fakes/clock.ts';
import { fakeServices } from '../../../support/fakes/services.ts';
import { APP, PATHS } from '../../../support/subjects.ts';

const DAY_MS = 24 * 60 * 60_000;
const earlier = (ms: number) => new Date(Date.parse(NOW) - ms).toISOString();
const TOKEN = `Atzr|${'FAKE_REFRESH_TOKEN'.repeat(20)}`;

describe('of a client secret', () => {
  const factsOf = (dates: object) => {
    const services = fakeServices();
    services.parameters.seed(APP, { [PATHS.lwa.secretDates]: JSON.stringify(dates) });
    return applicationFacts(services, APP);
  };

  it.each<[string, object, object]>([
    ['by Amazon', { createdAt: earlier(10 * DAY_MS), dated: 'amazon' }, { clientSecretAgeDays: 10 }],
    ['by a person', { createdAt: earlier(10 * DAY_MS), dated: 'here' }, {}],
    [
      'by a person, long ago',
      { createdAt: earlier(180 * DAY_MS), dated: 'here' },
      { clientSecretAgeDays: 180 },
    ],
    ['by a person, a little less long ago', { createdAt: earlier(179 * DAY_MS), dated: 'here' }, {}],
    ['by nobody', {}, {}],
  ])('the age is known where it is dated %s', async (_, dates, expected) => {
    expect(await factsOf(dates)).toEqual(expected);
  });

  it('nothing is known where nothing is stored', async () => {
    expect(await applicationFacts(fakeServices(), APP)).toEqual({});
  });
});

interface Stored {
  token?: string;
  /** How long after the token the task was done, in milliseconds. */
  doneAfter?: number;
  /** How long the token has been stored. */
  age?: number;
  verifiedAfter?: number;
  tokensSince?: string;
}

async function factsOf({ token = TOKEN, doneAfter, age = 0, verifiedAfter, tokensSince }: Stored) {
  const services = fakeServices();
  const { refreshToken, verified } = PATHS.authorization('us');
  services.parameters.seed(APP, { [refreshToken]: new Sensitive(token) });
  if (doneAfter !== undefined) {
    services.clock.advance(doneAfter);
    await recordOutcome(services, aTask('self-authorize'), 'done', {});
    services.clock.advance(-doneAfter);
  }
  if (verifiedAfter !== undefined) {
    const verifiedAt = earlier(-verifiedAfter);
    services.parameters.seed(APP, { [verified]: JSON.stringify({ verifiedAt }) });
  }
  services.clock.advance(age);
  const { now: _, ...facts } = await authorizationFacts(services, APP, {
    name: 'us',
    ...(tokensSince && { tokensSince }),
  });
  return facts;
}

describe('of an authorization', () => {
  const whole = { refreshTokenFormatValid: true };
  const dated = { ...whole, authorizedAt: NOW };

  it.each<[string, Stored, object]>([
    ['a token alone', {}, whole],
    ['a token that is none', { token: 'Atza|FAKE' }, { refreshTokenFormatValid: false }],
    ['a token of a task', { doneAfter: 60_000 }, dated],
    ['a token from before the task', { doneAfter: -60_001 }, whole],
    ['a token of a year', { age: 364 * DAY_MS }, dated],
    ['a token of nearly a year', { age: 364 * DAY_MS - 1 }, whole],
    ['a token that has worked', { verifiedAfter: 0 }, { ...whole, refreshTokenWorkedBefore: true }],
    ['a token that was replaced since', { verifiedAfter: -1 }, whole],
    ['a role since', { tokensSince: earlier(-1) }, { ...whole, roleAddedAfterAuthorization: true }],
    ['a role before', { tokensSince: earlier(1) }, whole],
    [
      'a role before, and a token of a task',
      { tokensSince: earlier(1), doneAfter: 0 },
      { ...dated, roleAddedAfterAuthorization: false },
    ],
  ])('%s tells', async (_, stored, expected) => {
    expect(await factsOf(stored)).toEqual(expected);
  });

  it('nothing is known where there is no token', async () => {
    expect(await authorizationFacts(fakeServices(), APP, { name: 'us' })).toEqual({});
  });
});
