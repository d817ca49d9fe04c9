import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { ApplicationBusy } from '#shared/errors/retryable.ts';
import { CALL_MS, type Claim, endTurn, requireTurn, takeTurn, withTurn } from '#shared/tasks/turns.ts';
import { methodsOf } from '../../../support/fakes/controls.ts';
import { type FakeServices, fakeServices } from '../../../support/fakes/services.ts';
import { APP, EXECUTION, errorOf } from '../../../support/subjects.ts';

const MINUTE_MS = 60_000;
const claimOf = (execution: string): Claim => ({
  appName: APP,
  turn: 'creation',
  holder: EXECUTION.replace(':first', `:${execution}`),
});
const FIRST = claimOf('first');
const SECOND = claimOf('second');
const got = (taking: Promise<void>) =>
  taking.then(
    () => true,
    (error) => {
      if (error instanceof ApplicationBusy) return false;
      throw error;
    },
  );

describe('a turn', () => {
  it('is had by one, again and again, and by nobody else', async () => {
    const services = fakeServices();
    await takeTurn(services, FIRST);
    await takeTurn(services, FIRST);

    const error = await errorOf(takeTurn(services, SECOND));

    expect(error).toBeInstanceOf(ApplicationBusy);
    expect([error.what, error.remedy]).toEqual([
      `${APP} is being changed by create-private-app since 2027-01-01 00:00 UTC (creation).`,
      `Let it end, answer the tasks it waits for, or stop it; then start again. It is ${EXECUTION}.`,
    ]);
  });

  it('is read once where it is free, because a write that counts needs no second look', async () => {
    const services = fakeServices();

    await takeTurn(services, FIRST);

    expect(methodsOf(services.parameters)).toEqual(['getVersion', 'putVersion']);
  });

  it('of another name or another application is another turn', async () => {
    const services = fakeServices();
    await takeTurn(services, FIRST);

    await takeTurn(services, { ...SECOND, turn: 'client-secret' });
    await takeTurn(services, { ...SECOND, appName: 'acme-other' });

    expect(services.runningExecutions.calls).toEqual([]);
  });

  it('ends with its execution, however that ended', async () => {
    const services = fakeServices();
    await takeTurn(services, FIRST);
    services.runningExecutions.end(FIRST.holder);

    expect(await got(takeTurn(services, SECOND))).toBe(true);
    expect(await got(takeTurn(services, claimOf('third')))).toBe(false);
  });

  it('can be given back before, and is not taken from another by that', async () => {
    const services = fakeServices();
    await takeTurn(services, FIRST);
    await endTurn(services, SECOND);
    const held = await got(takeTurn(services, SECOND));
    await endTurn(services, FIRST);

    expect([held, await got(takeTurn(services, SECOND))]).toEqual([false, true]);
    await endTurn(services, FIRST);
    expect(await got(takeTurn(services, claimOf('third')))).toBe(false);
  });

  it('of a single call ends by itself after its time', async () => {
    const services = fakeServices();
    await takeTurn(services, { ...FIRST, holder: 'call-1', untilMs: MINUTE_MS });
    const during = await got(takeTurn(services, SECOND));
    services.clock.advance(MINUTE_MS);

    expect([during, await got(takeTurn(services, SECOND))]).toEqual([false, true]);
    expect(services.runningExecutions.calls).toEqual([]);
  });

  it('that is not readable is free', async () => {
    const services = fakeServices();
    await services.parameters.putVersion(APP, `/sp-api/${APP}/turns/creation`, 'by hand', 0);

    expect(await got(takeTurn(services, FIRST))).toBe(true);
  });
});

describe('a turn for one piece of work', () => {
  const TURN: Claim = { appName: APP, turn: 'client-secret', holder: 'message-1' };
  const OTHER: Claim = { ...TURN, holder: 'message-2' };

  it('is free again after it, also when it failed', async () => {
    const services = fakeServices();
    const results = [await withTurn(services, TURN, async () => 'done')];
    const failed = withTurn(services, TURN, async () => {
      throw new Error('FAKE');
    });

    expect([results, (await errorOf(failed)).message]).toEqual([['done'], 'FAKE']);
    expect(await withTurn(services, OTHER, async () => 'again')).toBe('again');
  });

  it('keeps another from it, until it would be over', async () => {
    const services = fakeServices();
    const tries: boolean[] = [];
    await withTurn(services, TURN, async () => {
      tries.push(await got(withTurn(services, OTHER, async () => undefined)));
      services.clock.advance(CALL_MS);
      tries.push(await got(withTurn(services, OTHER, async () => undefined)));
    });

    expect(tries).toEqual([false, true]);
  });
});

describe('a turn of a call', () => {
  const TURN = { appName: APP, turn: 'client-secret', holder: 'spapi secret store' } as const;
  const AHEAD_MS = 3 * 24 * 60 * MINUTE_MS;
  /** The same Parameter Store, seen from a computer whose clock is off. */
  const withClock = (services: FakeServices, offMs: number): FakeServices => ({
    ...services,
    clock: { ...services.clock, now: () => new Date(services.clock.now().getTime() + offMs) },
  });

  it('keeps another call of the same holder from it', async () => {
    const services = fakeServices();
    const tries: boolean[] = [];
    await withTurn(services, TURN, async () => {
      tries.push(await got(withTurn(services, TURN, async () => undefined)));
    });

    expect([tries, await got(withTurn(services, TURN, async () => undefined))]).toEqual([[false], true]);
  });

  it.each([
    ['three days ahead', AHEAD_MS],
    ['three days behind', -AHEAD_MS],
  ])('that died with a clock %s blocks others as long as any', async (_, offMs) => {
    const services = fakeServices();
    await takeTurn(withClock(services, offMs), { ...TURN, call: 'dead', untilMs: CALL_MS });

    services.clock.advance(CALL_MS - 1);
    const before = await got(withTurn(services, TURN, async () => undefined));
    services.clock.advance(1);

    expect([before, await got(withTurn(services, TURN, async () => undefined))]).toEqual([false, true]);
  });

  it.each([
    ['three days ahead', AHEAD_MS],
    ['three days behind', -AHEAD_MS],
  ])('is safe from one with a clock %s', async (_, offMs) => {
    const services = fakeServices();
    await takeTurn(services, { ...TURN, call: 'at work', untilMs: CALL_MS });
    const other = withClock(services, offMs);

    const during = await got(withTurn(other, TURN, async () => undefined));
    services.clock.advance(CALL_MS);

    expect([during, await got(withTurn(other, TURN, async () => undefined))]).toEqual([false, true]);
  });

  it('says that it ends by itself', async () => {
    const services = fakeServices();
    await takeTurn(services, { ...TURN, call: 'at work', untilMs: CALL_MS });

    const error = await errorOf(withTurn(services, TURN, async () => undefined));

    expect([error.what, error.remedy]).toEqual([
      `${APP} is being changed by spapi secret store since 2027-01-01 00:00 UTC (client-secret).`,
      'Try again in two minutes. Nothing needs to be stopped.',
    ]);
  });
});

describe('a turn that is looked at again before something is written', () => {
  const TURN: Claim = { appName: APP, turn: 'task-self-authorize-us', holder: 'call-1', untilMs: 90_000 };
  const still = (services: FakeServices) => got(requireTurn(services, TURN));

  it('is held until so little is left of it that a write may outlast it', async () => {
    const services = fakeServices();
    await takeTurn(services, TURN);
    services.clock.advance(65_000);
    const held = await still(services);
    services.clock.advance(1);

    expect([held, await still(services)]).toEqual([true, false]);
  });

  it('is lost to somebody who took it since', async () => {
    const services = fakeServices();
    await takeTurn(services, TURN);
    services.clock.advance(90_000);
    await takeTurn(services, { ...TURN, holder: 'call-2' });

    expect(await still(services)).toBe(false);
  });
});

describe('a turn whose taking was answered to nobody', () => {
  it('is had after the call was made again', async () => {
    const services = fakeServices();
    const { putVersion } = services.parameters;
    const twice: typeof putVersion = async (...args) => {
      await putVersion(...args);
      return putVersion(...args);
    };
    const retrying = {
      ...services,
      parameters: Object.assign(Object.create(services.parameters), { putVersion: twice }),
    };

    expect(await got(takeTurn(retrying, FIRST))).toBe(true);
    services.runningExecutions.end(FIRST.holder);
    expect(await got(takeTurn(retrying, SECOND))).toBe(true);
    expect(await got(takeTurn(services, claimOf('third')))).toBe(false);
  });
});

describe('a function that takes a turn for one call', () => {
  const functions = join(import.meta.dirname, '../../../../functions');
  const takers = readdirSync(functions, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, text: readFileSync(join(functions, name, 'function.yml'), 'utf8') }))
    .filter(({ text }) => /turns\/(task-|client-secret|secret-request)/.test(text));

  it.each(takers)('is stopped before its turn is over: $name', ({ text }) => {
    const { timeout } = parse(text) as { timeout: number };

    expect(timeout * 1000).toBeLessThan(CALL_MS);
  });
});

describe('of several that take a turn at once', () => {
  /** Lets all read before any writes, which is the worst that can happen. */
  function together(services: FakeServices, count: number): FakeServices {
    let reading = count;
    let go = () => {};
    const all = new Promise<void>((resolve) => {
      go = resolve;
    });
    const { putVersion } = services.parameters;
    const parameters = Object.assign(Object.create(services.parameters), {
      putVersion: async (...args: Parameters<typeof putVersion>) => {
        reading -= 1;
        if (reading === 0) go();
        await all;
        return putVersion(...args);
      },
    });
    return { ...services, parameters };
  }

  it.each(['was never had', 'was had before'])('exactly one has it when it %s', async (how) => {
    const services = fakeServices();
    if (how === 'was had before') {
      await takeTurn(services, claimOf('earlier'));
      services.runningExecutions.end(claimOf('earlier').holder);
    }
    const claims = ['a', 'b', 'c'].map(claimOf);
    const racing = together(services, claims.length);

    const results = await Promise.all(claims.map((claim) => got(takeTurn(racing, claim))));
    const after = await Promise.all(claims.map((claim) => got(takeTurn(services, claim))));

    expect(results.filter(Boolean)).toHaveLength(1);
    expect(after).toEqual(results);
  });

  it('those that came second leave it free for the next when it is given back', async () => {
    const services = fakeServices();
    await takeTurn(services, claimOf('earlier'));
    services.runningExecutions.end(claimOf('earlier').holder);
    const claims = ['a', 'b'].map(claimOf);
    const racing = together(services, claims.length);
    const results = await Promise.all(claims.map((claim) => got(takeTurn(racing, claim))));
    const winner = claims[results.indexOf(true)] ?? FIRST;

    await endTurn(services, winner);

    expect(await got(takeTurn(services, claimOf('next')))).toBe(true);
  });
});
