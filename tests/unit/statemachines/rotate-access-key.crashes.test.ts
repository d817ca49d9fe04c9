import { describe, expect, it } from '@jest/globals';
import { AccessKeyInvalid } from '#shared/errors/refused.ts';
import { allLike, Crash, dyingServices, throughHook } from '../../support/crash.ts';
import type { FakeServices } from '../../support/fakes/services.ts';
import {
  DAY_MS,
  NEW,
  OLD,
  pairOfCopies,
  ROTATED,
  rotate,
  SETTLE,
  stateOf,
  storedPair,
  withOldKey,
  works,
} from '../../support/key-rotation.ts';
import { errorOf, USER_NAME } from '../../support/subjects.ts';

type Given = () => FakeServices;
type When = 'before' | 'after';

/** What was not as it has to be at every moment. */
interface Watched {
  calls: number;
  broken: string[];
  mixedFor: number;
}

/** The same services; after each call it is looked whether the stored key works, and whether the old one had to. */
function watching(services: FakeServices, watched: Watched): FakeServices {
  const isActive = () => services.iamUsers.findKey(OLD)?.key.active === true;
  let [storedId, storedAt, wasActive] = [storedPair(services).accessKeyId, 0, isActive()];
  const now = () => services.clock.now().getTime();
  return throughHook(services, async (call) => {
    watched.calls += 1;
    const result = await call();
    const stored = storedPair(services);
    if (stored.accessKeyId !== storedId) storedAt = now();
    storedId = stored.accessKeyId;
    if (wasActive && !isActive() && now() - storedAt < SETTLE * 1000)
      watched.broken.push(`call ${watched.calls}: the old key is inactive too early`);
    wasActive = isActive();
    if (!works(services, stored)) watched.broken.push(`call ${watched.calls}`);
    if (!works(services, pairOfCopies(services))) watched.mixedFor += 1;
    return result;
  });
}

async function untilCrash(run: () => Promise<unknown>) {
  await run().catch((error) => {
    if (!(error instanceof Crash)) throw error;
  });
}

const places = (calls: number) =>
  (['before', 'after'] as const).flatMap((when) =>
    Array.from({ length: calls }, (_, i) => [when, i + 1] as [When, number]),
  );

/** Every secret that was handed out and may be in use has to be found again. */
function lostSecrets({ iamUsers, parameters }: FakeServices): string[] {
  const values = Object.values(parameters.all()).map(({ value }) => value);
  return iamUsers
    .keysOf(USER_NAME)
    .filter(({ used, secret }) => used && !values.some((value) => value.includes(secret)))
    .map(({ accessKeyId }) => accessKeyId);
}

async function crashAt(given: Given, crashes: [When, number][], watched: Watched) {
  const services = given();
  const watchedServices = watching(services, watched);
  for (const [when, nth] of crashes) {
    await untilCrash(() => rotate(dyingServices(watchedServices, nth, when)));
    watched.broken.push(...lostSecrets(services).map((id) => `lost ${id}`));
    services.clock.advance(DAY_MS);
  }
  await rotate(watchedServices);
  return stateOf(services);
}

async function countCalls(given: Given): Promise<number> {
  const watched: Watched = { calls: 0, broken: [], mixedFor: 0 };
  await rotate(watching(given(), watched));
  return watched.calls;
}

describe.each<[string, Given]>([
  ['as this version stores it', withOldKey],
  ['stored in two parameters by an earlier version', () => withOldKey({ legacy: true })],
])('a rotation of a key %s', (_, given) => {
  it('ends with the new key alone, stored, and leaves the copies apart for one write only', async () => {
    const watched: Watched = { calls: 0, broken: [], mixedFor: 0 };
    const services = given();

    await rotate(watching(services, watched));

    expect(stateOf(services)).toEqual(ROTATED);
    expect(watched).toEqual({ calls: expect.any(Number), broken: [], mixedFor: 1 });
  });

  it('that dies at any call is completed by the next run, and the stored key works at every moment', async () => {
    const watched: Watched = { calls: 0, broken: [], mixedFor: 0 };
    const ends: Record<string, unknown> = {};
    const calls = await countCalls(given);

    for (const [when, nth] of places(calls))
      ends[`${when} call ${nth}`] = await crashAt(given, [[when, nth]], watched);

    expect(calls).toBeGreaterThan(30);
    expect(ends).toEqual(allLike(ROTATED, ends));
    expect(watched.broken).toEqual([]);
  });
});

it('a rotation that dies twice is completed by the third run', async () => {
  const watched: Watched = { calls: 0, broken: [], mixedFor: 0 };
  const ends: Record<string, unknown> = {};
  const all = places(await countCalls(withOldKey));

  // Before a call everything is as after the one before it, so each moment comes once.
  const moments = all.filter(([when, nth]) => when === 'after' || nth === 1);

  for (const first of moments)
    for (const second of moments)
      ends[`${first}, ${second}`] = await crashAt(withOldKey, [first, second], watched);

  expect(Object.keys(ends).length).toBe(moments.length ** 2);
  expect(ends).toEqual(allLike(ROTATED, ends));
  expect(watched.broken).toEqual([]);
});

describe('a rotation whose new key is refused', () => {
  /** STS refuses the new key while the old one is inactive. */
  function refusing(services: FakeServices, inner = services): FakeServices {
    const assumeRole: FakeServices['sts']['assumeRole'] = async (...asked) => {
      const [old] = services.iamUsers.keysOf(USER_NAME);
      if (old?.active !== false) return inner.sts.assumeRole(...asked);
      return { refused: 'unknown-key', message: 'not known', requestId: 'req-sts' };
    };
    return { ...inner, sts: { ...inner.sts, assumeRole } };
  }

  it('once the old one is inactive ends with that active and stored again, and keeps the new one for the next run', async () => {
    const services = withOldKey();

    const error = await errorOf(rotate(refusing(services)));
    const restored = [storedPair(services), pairOfCopies(services)];
    await rotate(services);

    expect(error).toBeInstanceOf(AccessKeyInvalid);
    expect(restored).toEqual(
      Array(2).fill({ accessKeyId: OLD, secretAccessKey: 'FAKE_SECRET_ACCESS_KEY_1' }),
    );
    expect(services.iamUsers.keysOf(USER_NAME).map(({ accessKeyId }) => accessKeyId)).toEqual([NEW]);
    expect(stateOf(services)).toEqual(ROTATED);
  });

  it('while both still work ends with the old one stored again; it was active all the time', async () => {
    const services = withOldKey();
    let proofs = 0;
    const assumeRole: FakeServices['sts']['assumeRole'] = async (...asked) => {
      proofs += 1;
      if (proofs < 4) return services.sts.assumeRole(...asked);
      return { refused: 'unknown-key', message: 'not known', requestId: 'req-sts' };
    };

    const error = await errorOf(rotate({ ...services, sts: { ...services.sts, assumeRole } }));
    const restored = storedPair(services).accessKeyId;
    const changes = services.iamUsers.calls.filter(({ method }) => method === 'setAccessKeyActive');
    const both = [restored, changes.map(({ args }) => args.slice(1))];
    await rotate(services);

    expect(error).toBeInstanceOf(AccessKeyInvalid);
    expect(both).toEqual([OLD, [[OLD, true]]]);
    expect(stateOf(services)).toEqual(ROTATED);
  });

  it('is completed by the next run wherever it died, also while it put the old key back', async () => {
    const counted: Watched = { calls: 0, broken: [], mixedFor: 0 };
    const clean = withOldKey();
    await errorOf(rotate(refusing(clean, watching(clean, counted))));
    const watched: Watched = { calls: 0, broken: [], mixedFor: 0 };
    const ends: Record<string, unknown> = {};

    for (const [when, nth] of places(counted.calls)) {
      const services = withOldKey();
      await errorOf(rotate(refusing(services, dyingServices(watching(services, watched), nth, when))));
      services.clock.advance(DAY_MS);
      await rotate(watching(services, watched));
      ends[`${when} call ${nth}`] = stateOf(services);
    }

    expect(counted.calls).toBeGreaterThan(30);
    expect(ends).toEqual(allLike(ROTATED, ends));
    expect(watched.broken).toEqual([]);
  });
});

it('a second execution at any call of the first does no harm, and another run leaves one key', async () => {
  const calls = await countCalls(withOldKey);
  const watched: Watched = { calls: 0, broken: [], mixedFor: 0 };
  const ends: unknown[] = [];
  const errors = new Set<string>();
  const note = ({ name }: Error) => errors.add(name);

  for (let nth = 1; nth <= calls; nth += 1) {
    const services = withOldKey();
    const both = watching(services, watched);
    let count = 0;
    const first = throughHook(both, async (call) => {
      count += 1;
      if (count === nth) await rotate(both).catch(note);
      return call();
    });
    await rotate(first).catch(note);
    services.clock.advance(DAY_MS);
    await rotate(both);
    const { keys, storedIsTheOne, works: working, copiesWork } = stateOf(services);
    ends.push([nth, keys, storedIsTheOne, working, copiesWork]);
  }

  expect(ends).toEqual(ends.map((_, i) => [i + 1, 1, true, true, true]));
  expect(watched.broken).toEqual([]);
  // The second one takes its seven days within one call of the first here; what the first then finds has a name.
  expect([...errors].toSorted()).toEqual([
    'AccessKeyChanged',
    'AccessKeyInvalid',
    'AccessKeyNotReady',
    'IamNotConsistent',
  ]);
});
