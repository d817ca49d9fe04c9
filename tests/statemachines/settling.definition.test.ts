import { describe, expect, it } from '@jest/globals';
import { SETTLING_SECONDS } from '#shared/domain/freshness.ts';
import { MACHINE_FILES, type Retrier, readMachine } from './definition.ts';

/** What is thrown while something may only be too new for IAM or STS. */
const SETTLING = ['IamNotConsistent', 'AccessKeyNotReady', 'RoleNotReady'];

/** How long the attempts of a retrier last at least: with full jitter a delay may be nothing. */
function shortest({ IntervalSeconds, BackoffRate, MaxAttempts, MaxDelaySeconds, JitterStrategy }: Retrier) {
  if (JitterStrategy !== 'NONE') return 0;
  const delays = Array.from({ length: MaxAttempts }, (_, i) =>
    Math.min(IntervalSeconds * BackoffRate ** i, MaxDelaySeconds ?? Infinity),
  );
  return delays.reduce((sum, delay) => sum + delay, 0);
}

describe.each(MACHINE_FILES)('%s', (file) => {
  const { tasks } = readMachine(file);
  const retriers = tasks
    .flatMap(({ name, state: { Retry = [] } }) => Retry.map((retrier) => ({ name, retrier })))
    .filter(({ retrier }) => retrier.ErrorEquals.some((error) => SETTLING.includes(error)));

  it('tries again for longer than what is new may be unknown, whatever the jitter', () => {
    const tooShort = retriers.filter(({ retrier }) => shortest(retrier) < SETTLING_SECONDS + 10);

    expect(tooShort.map(({ name }) => name)).toEqual([]);
  });

  it('does not try that long what may be busy, which needs jitter', () => {
    const mixed = retriers.filter(({ retrier }) =>
      retrier.ErrorEquals.some((error) => !SETTLING.includes(error)),
    );

    expect(mixed.map(({ name }) => name)).toEqual([]);
  });
});

it.each([
  [{ JitterStrategy: 'NONE', MaxDelaySeconds: 30 }, 274.3],
  [{ JitterStrategy: 'FULL', MaxDelaySeconds: 30 }, 0],
  [{ JitterStrategy: 'NONE', MaxAttempts: 3 }, 9.5],
])('the attempts of %j last at least %d seconds', (changes, seconds) => {
  const retrier = { ErrorEquals: [], IntervalSeconds: 2, BackoffRate: 1.5, MaxAttempts: 14, ...changes };

  expect(shortest(retrier)).toBeCloseTo(seconds, 1);
});
