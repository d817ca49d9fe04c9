import { describe, expect, it } from '@jest/globals';
import { createGuard } from '#shared/clients/guard.ts';
import { errorOf } from '../../../support/subjects.ts';

const NOTHING = async () => undefined;

function setUp() {
  const pauses: number[] = [];
  const guard = createGuard(async (ms) => {
    pauses.push(ms);
  });
  return { guard, pauses };
}

describe('looking up what does not exist', () => {
  it('takes a quarter of a second, twice as long each time, a second at most', async () => {
    const { guard, pauses } = setUp();

    for (let n = 0; n < 6; n += 1) await guard.slowDown(NOTHING);

    expect(pauses).toEqual([250, 500, 1000, 1000, 1000, 1000]);
  });

  it('gives nothing', async () => {
    const { guard } = setUp();

    const found = await guard.slowDown(NOTHING);

    expect(found).toBeUndefined();
  });

  it('starts anew after something was found', async () => {
    const { guard, pauses } = setUp();
    await guard.slowDown(NOTHING);
    await guard.slowDown(NOTHING);
    await guard.slowDown(async () => 'found');

    await guard.slowDown(NOTHING);

    expect(pauses).toEqual([250, 500, 250]);
  });
});

describe('looking up what exists', () => {
  it.each(['found', '', 0, false, null])('gives it at once: %j', async (value) => {
    const { guard, pauses } = setUp();

    const found = await guard.slowDown(async () => value);

    expect([found, pauses]).toEqual([value, []]);
  });

  it('that fails is no wrong guess', async () => {
    const { guard, pauses } = setUp();
    const failure = new Error('throttled');

    const error = await errorOf(guard.slowDown(() => Promise.reject(failure)));

    expect([error, pauses]).toEqual([failure, []]);
  });
});

describe('a pause', () => {
  it('is as long as it is asked to be', async () => {
    const { guard, pauses } = setUp();

    await guard.pause(300);

    expect(pauses).toEqual([300]);
  });

  it('really passes', async () => {
    await expect(createGuard().pause(1)).resolves.toBeUndefined();
  });
});
