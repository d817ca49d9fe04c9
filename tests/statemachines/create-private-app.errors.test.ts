import { expect, it } from '@jest/globals';
import * as broken from '#shared/errors/broken.ts';
import * as refused from '#shared/errors/refused.ts';
import * as retryable from '#shared/errors/retryable.ts';
import { isHuman, type NamedState, ofType, type Retrier, stateOf, states, tasks } from './definition.ts';

const namesIn = (errors: object) => Object.keys(errors);
const BY_AWS = /^[A-Z][A-Za-z]+\./;

const retried = (found: NamedState[]) =>
  new Set(found.flatMap(({ state }) => (state.Retry ?? []).flatMap((retrier) => retrier.ErrorEquals)));
const caught = new Set(states.flatMap(({ state }) => (state.Catch ?? []).flatMap((way) => way.ErrorEquals)));
const ours = (errors: Set<string>) => [...errors].filter((name) => !BY_AWS.test(name)).toSorted();

it('calls the errors of the code by the names they carry', () => {
  const classes = Object.entries({ ...broken, ...refused, ...retryable });
  const carried = classes.map(([, Class]) => new Class({ what: 'It failed.', remedy: 'Fix it.' }).name);

  expect(carried).toEqual(classes.map(([name]) => name));
});

it('retries every error that may pass by itself, and no other', () => {
  expect(ours(retried(states))).toEqual(namesIn(retryable).toSorted());
});

it('catches by name only errors of the code', () => {
  expect(namesIn(broken)).toEqual(expect.arrayContaining(ours(caught)));
  expect(ours(caught)).toEqual(['NotificationFailed']);
});

it('retries every task, with delays that grow and are spread', () => {
  const complete = tasks.filter(
    ({ state: { Retry = [] } }) =>
      Retry.length > 0 &&
      Retry.every(
        ({ IntervalSeconds, BackoffRate, MaxAttempts, JitterStrategy }) =>
          IntervalSeconds > 0 && BackoffRate > 1 && MaxAttempts > 0 && /^(FULL|NONE)$/.test(JitterStrategy),
      ),
  );

  expect(complete).toEqual(tasks);
});

it('catches every failure under the name of its state', () => {
  const exceptions = ['SelectSellingAccount', 'SubscribeAddress', 'NotifyFailure', 'AnnounceFailure'];
  const steps = ofType('Task', 'Parallel', 'Map').filter(({ name }) => !exceptions.includes(name));
  const caughtBy = (step: NamedState) => (isHuman(step) ? ['States.Timeout', 'States.ALL'] : ['States.ALL']);

  const paths = steps.map(({ state }) =>
    state.Catch?.map(({ ErrorEquals, ResultPath }) => [ErrorEquals, ResultPath]),
  );

  expect(paths).toEqual(
    steps.map((step) => caughtBy(step).map((error) => [[error], `$.failure.${step.name}`])),
  );
});

it('replaces an input that may be no object with its failure', () => {
  expect(stateOf('SelectSellingAccount').Catch).toEqual([
    { ErrorEquals: ['States.ALL'], ResultPath: '$', Next: 'SelectionFailed' },
  ]);
});

const retrierOf = (state: string, error: string) =>
  stateOf(state).Retry?.find(({ ErrorEquals }) => ErrorEquals.includes(error)) as Retrier;

it.each(['AccessKeyNotReady', 'RoleNotReady'])('has the same patience for %s', (error) => {
  expect(retrierOf('TestAssumeRole', error)).toEqual(retrierOf('VerifyPolicies', 'IamNotConsistent'));
});

it.each(['SpApiThrottled', 'SpApiUnavailable'])('retries %s where SP-API is called only', (error) => {
  const found = tasks.filter((task) => retried([task]).has(error));

  expect(found.map(({ name }) => name)).toEqual(['CallSellingPartnerApi']);
});

it.each(['SpApiThrottled', 'SpApiUnavailable'])('waits for the refill of the probe after %s', (error) => {
  const { IntervalSeconds = 0, BackoffRate = 1, MaxAttempts = 0 } = retrierOf('CallSellingPartnerApi', error);

  expect(IntervalSeconds).toBeGreaterThanOrEqual(63);
  // Full jitter waits anything up to the interval, half of it on average.
  const waits = Array.from({ length: MaxAttempts }, (_, i) => (IntervalSeconds * BackoffRate ** i) / 2);
  expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThanOrEqual(10 * 63);
});
