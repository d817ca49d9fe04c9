import { describe, expect, it } from '@jest/globals';
import type { RecordedRequest } from '../../../../local/amazon/amazon.ts';
import { countCalls, tally } from '../../../../local/bench/check-figures.ts';
import { readBenchOptions } from '../../../../local/bench/options.ts';
import { applicationsFor } from '../../../../local/bench/scaled-seed.ts';

const request = (target: 'lwa' | 'sp-api', operation: string, status = 200): RecordedRequest => ({
  at: '2027-01-01T00:00:00.000Z',
  target,
  operation,
  status,
  requestId: 'one',
});

it('counts the calls to Amazon by what they are', () => {
  const counted = countCalls([
    request('lwa', 'client_credentials'),
    request('lwa', 'refresh_token'),
    request('lwa', 'refresh_token'),
    request('sp-api', 'getMarketplaceParticipations'),
    request('sp-api', 'getMarketplaceParticipations', 429),
  ]);

  expect(counted).toEqual({ exchanges: 2, clientProofs: 1, spApi: 2, throttled: 1 });
});

it('counts the calls to AWS by action', () => {
  expect(tally(['PutParameter', 'GetParameters', 'PutParameter'])).toEqual({
    GetParameters: 1,
    PutParameter: 2,
  });
});

it.each([
  [1, [1]],
  [10, [10]],
  [25, [10, 10, 5]],
])('%d authorizations are spread over applications of ten at most', (authorizations, accounts) => {
  expect(applicationsFor(authorizations)).toEqual(accounts);
});

describe('the options', () => {
  const given = { runs: '15', authorizations: '100,1,10' };

  it('measure all by default, in ascending sizes', () => {
    expect(readBenchOptions(given)).toEqual({
      runs: 15,
      parts: ['start', 'functions', 'diagnosis', 'check'],
      sizes: [1, 10, 100],
    });
  });

  it('may name one part', () => {
    expect(readBenchOptions({ ...given, only: 'check' }).parts).toEqual(['check']);
  });

  it.each([
    [{ ...given, only: 'all' }, '--only takes start, functions, diagnosis, check.'],
    [{ ...given, runs: '0' }, '--runs takes whole numbers from 1, not "0".'],
    [{ ...given, authorizations: '1,ten' }, '--authorizations takes whole numbers from 1, not "ten".'],
  ])('that are wrong are refused: %j', (values, message) => {
    expect(() => readBenchOptions(values)).toThrow(message);
  });
});
