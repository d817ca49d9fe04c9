import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { MAX_AUTHORIZATIONS } from '#shared/domain/application.ts';
import { SpApiDenied } from '#shared/errors/refused.ts';
import { MOST_EVENTS, MOST_PAYLOAD_BYTES } from '../../local/bench/history-figures.ts';
import { type Machine, readMachine, type State } from './definition.ts';

const { stateOf } = readMachine('check-credentials');
const serverless = parse(readFileSync(new URL('../../serverless.yml', import.meta.url), 'utf8'));
/** Sellers and vendors. */
const accounts = 2 * MAX_AUTHORIZATIONS;
const applications = Number(serverless.params.default.checkMostPerExecution);

const processorOf = (name: string) => stateOf(name).ItemProcessor as Machine;

/** Entered and exited, and for each attempt of a task: scheduled, started, failed. */
function eventsOf({ Type, Retry = [], ItemProcessor }: State): number {
  const attempts = 1 + Math.max(0, ...Retry.map(({ MaxAttempts }) => MaxAttempts));
  if (Type === 'Task') return 2 + 3 * attempts;
  if (Type === 'Map') return 4 + accounts * longest(ItemProcessor as Machine);
  return 2;
}

/** Events of the longest way through the states of an iteration, with its own start and end. */
function longest({ StartAt, States }: Machine): number {
  const from = (name: string): number => {
    const state = States[name] as State;
    const { Next, Default, Choices = [], Catch = [] } = state;
    const following = [Next, Default, ...[...Choices, ...Catch].map((way) => way.Next)];
    const ways = following.filter((next) => next !== undefined).map(from);
    return eventsOf(state) + Math.max(0, ...ways);
  };
  return 2 + from(StartAt);
}

it('a part fits in a history when every call for 20 accounts each is retried to the end', () => {
  const outside = 50;

  expect(outside + applications * longest(processorOf('CheckApplications'))).toBeLessThan(MOST_EVENTS);
});

it('how a part stands fits in a payload, whatever failed', () => {
  const longestNames = { appName: 'a'.repeat(40), state: 'not-checked', error: 'E'.repeat(256) };

  const { Parameters } = stateOf('ApplicationNotChecked');

  expect(Object.keys(Parameters ?? {}).map((key) => key.replace('.$', ''))).toEqual(
    Object.keys(longestNames),
  );
  expect(applications * (JSON.stringify(longestNames).length + 1)).toBeLessThan(MOST_PAYLOAD_BYTES);
});

it('20 accounts that fail with long texts, and all that failed before them, fit in a payload', () => {
  const long = new SpApiDenied({ what: '"販\n'.repeat(50_000), remedy: 'r'.repeat(500) });
  const { name: errorType, message: errorMessage } = long;
  // What Lambda makes of an error; the handler leaves no more of its stack than its name.
  const Cause = JSON.stringify({ errorType, errorMessage, trace: [errorType] });
  const failure = { CallSellingPartnerApi: { Error: errorType, Cause } };

  const { CallSellingPartnerApi: caught } = failure;
  const authorizations = Array.from({ length: accounts }, () => ({
    name: 'a'.repeat(40),
    failure,
  }));

  const rest = { application: 'x'.repeat(10_000), diagnosis: 'x'.repeat(30_000) };
  const data = { ...rest, failure: { VerifyPolicies: caught, TestAssumeRole: caught }, authorizations };
  expect(Buffer.byteLength(JSON.stringify(data))).toBeLessThan(MOST_PAYLOAD_BYTES);
  // No state keeps these failures a second time.
  expect(stateOf('FindFailures').Parameters).toEqual({
    'own.$': '$.failure.*.Error',
    'accounts.$': '$.authorizations[*].failure.*.Error',
  });
});
