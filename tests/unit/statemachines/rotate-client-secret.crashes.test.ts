import { describe, expect, it } from '@jest/globals';
import { Sensitive } from '#shared/domain/sensitive.ts';
import { CALL_MS } from '#shared/tasks/turns.ts';
import { findNewClientSecret } from '../../../functions/find-new-client-secret/find-new-client-secret.ts';
import { proveClientSecret } from '../../../functions/prove-client-secret/prove-client-secret.ts';
import { requestNewClientSecret } from '../../../functions/request-new-client-secret/request-new-client-secret.ts';
import { newSecretMessage } from '../../support/client-secrets.ts';
import { allLike, crashEverywhere } from '../../support/crash.ts';
import { NOW } from '../../support/fakes/clock.ts';
import { FAKE_CLIENT_ID, FAKE_CLIENT_SECRET } from '../../support/fakes/lwa.ts';
import { type FakeServices, fakeServices } from '../../support/fakes/services.ts';
import { pathsOf } from '../../support/installation.ts';
import { deliver } from '../../support/secret-queue.ts';
import { APP, anApplication, PATHS, seedAuthorization, stepContext } from '../../support/subjects.ts';

const { clientSecret, previousClientSecret, secretDates } = pathsOf(APP).lwa;
const about = (secret: string, eventTime: string) =>
  newSecretMessage({ clientId: FAKE_CLIENT_ID, secret, eventTime, notificationId: `about ${secret}` });
const OLDER = about('FAKE_SECRET_2', NOW);
const NEWER = about('FAKE_SECRET_3', '2027-01-01T00:05:00.000Z');

/** What comes again waits until the turn of whoever died is over. */
const endTurns = ({ clock }: FakeServices) => clock.advance(CALL_MS);

/** Amazon with an application whose secrets all work, and what is seen of it while it changes. */
function observed() {
  let services: FakeServices;
  const moments: boolean[] = [];
  const given = () => {
    services = fakeServices();
    seedAuthorization(services.parameters);
    services.parameters.seed(APP, { [PATHS.config]: JSON.stringify(anApplication()) });
    for (const secret of ['FAKE_SECRET_2', 'FAKE_SECRET_3']) services.lwa.addSecret(secret);
    return services;
  };
  /** Runs something that may die, and looks whether the stored secret works then. */
  const watch = (run: (services: FakeServices) => Promise<unknown>) => async (dying: FakeServices) => {
    try {
      await run(dying);
    } finally {
      moments.push(services.lwa.isLive(services.parameters.valueOf(clientSecret)));
    }
  };
  return { given, watch, moments, whole: () => services };
}

const stateOf = ({ parameters, executions }: FakeServices) => ({
  stored: parameters.valueOf(clientSecret),
  previous: parameters.valueOf(previousClientSecret),
  // When it was stored is later where it had to be tried again.
  dates: { ...(parameters.json(secretDates) as object), takenAt: '' },
  started: Object.keys(executions.started).length,
});

const newest = (services: FakeServices) => {
  const { stored, dates } = stateOf(services);
  return { stored, notificationId: 'notificationId' in dates && dates.notificationId };
};

describe('a message whose taking is interrupted at any call', () => {
  it('is completed by the next delivery, and the stored secret always works', async () => {
    const { given, watch, moments } = observed();

    const take = watch((services) => deliver(services, OLDER));
    const { clean, recovered } = await crashEverywhere(given, take, stateOf, endTurns);

    expect(clean).toMatchObject({ stored: 'FAKE_SECRET_2', previous: FAKE_CLIENT_SECRET, started: 1 });
    expect(Object.keys(recovered).length).toBeGreaterThan(16);
    expect(recovered).toEqual(allLike(clean, recovered));
    expect(moments).not.toContain(false);
  });

  it('stays the current one of a person who has entered another meanwhile', async () => {
    const { given, watch, moments } = observed();
    const entered = () => {
      const services = given();
      services.clock.advance(300_000);
      services.parameters.seed(APP, { [clientSecret]: new Sensitive('FAKE_SECRET_3') });
      return services;
    };

    const take = watch((services) => deliver(services, OLDER));
    const { clean, recovered } = await crashEverywhere(entered, take, stateOf, endTurns);

    expect(clean).toMatchObject({
      stored: 'FAKE_SECRET_2',
      previous: 'FAKE_SECRET_3',
      dates: { unsure: true, expiresAt: '2027-01-08T00:00:00.000Z' },
    });
    expect(recovered).toEqual(allLike(clean, recovered));
    expect(moments).not.toContain(false);
  });

  it.each([
    ['the newer', NEWER, OLDER],
    ['the older', OLDER, NEWER],
  ])('does not let the older of two win: interrupted is %s', async (_, interrupted, other) => {
    const { given, watch, moments, whole } = observed();
    let runs = 0;

    const take = watch(async (services) => {
      runs += 1;
      // The second run of each place: the other message comes before this one is delivered again.
      if (services === whole() && runs > 1) {
        // It waits until the turn of the interrupted one is over.
        services.clock.advance(90_000);
        await deliver(services, other);
      }
      await deliver(services, interrupted);
      if (runs === 1) await deliver(services, other);
    });
    const { clean, recovered } = await crashEverywhere(given, take, newest);

    expect(clean).toEqual({ stored: 'FAKE_SECRET_3', notificationId: 'about FAKE_SECRET_3' });
    expect(recovered).toEqual(allLike(clean, recovered));
    expect(moments).not.toContain(false);
  });
});

describe('a rotation that is interrupted at any call', () => {
  it('is completed by the next run: Amazon is asked once, no secret is lost, people are told', async () => {
    const { given, watch, moments } = observed();
    const amazon = { asked: 0, queue: [] as unknown[] };
    const start = () => {
      const services = given();
      Object.assign(amazon, { asked: 0, queue: [] });
      services.spApi.whenPosted(() => {
        amazon.asked += 1;
        amazon.queue.push(about(`FAKE_SECRET_${amazon.asked + 1}`, services.clock.now().toISOString()));
      });
      return services;
    };

    const rotate = watch((services) => runMachine(services, amazon.queue));
    const { clean, recovered } = await crashEverywhere(start, rotate, (services) => ({
      stored: services.parameters.valueOf(clientSecret),
      previous: services.parameters.valueOf(previousClientSecret),
      asked: amazon.asked,
      left: amazon.queue.length,
      told: services.topic.messages.length > 0,
    }));

    expect(clean).toEqual({
      stored: 'FAKE_SECRET_2',
      previous: FAKE_CLIENT_SECRET,
      asked: 1,
      left: 0,
      told: true,
    });
    expect(Object.keys(recovered).length).toBeGreaterThan(45);
    expect(recovered).toEqual(allLike(clean, recovered));
    expect(moments).not.toContain(false);
  });
});

/** What the state machine and the queue do; a message is deleted when its function has ended well. */
async function runMachine(services: FakeServices, queue: unknown[]): Promise<void> {
  // Time enough that the turn of whoever died is over.
  services.clock.advance(90_000);
  const startedAt = services.clock.now().toISOString();
  const execution = { appName: APP, waitSeconds: 86_400, register: false, registerSeconds: 86_400 };
  const input = { execution, startedAt, registration: { said: false, rejections: 0 } };
  const ask = () => requestNewClientSecret(services, input, stepContext('RequestNewClientSecret'));
  let { since, until } = await ask();
  for (;;) {
    for (const message of [...queue]) {
      await deliver(services, message);
      queue.shift();
    }
    const { status, nextSeconds } = await findNewClientSecret(services, { appName: APP, since, until });
    if (status === 'arrived') break;
    if (status === 'due') ({ since, until } = await ask());
    else services.clock.advance(nextSeconds * 1000);
  }
  await proveClientSecret(services, { appName: APP }, stepContext('ProveClientSecret'));
}
