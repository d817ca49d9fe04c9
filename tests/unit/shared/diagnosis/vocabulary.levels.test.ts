import { describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { Evidence } from '#shared/diagnosis/evidence.ts';
import { readObservation } from '#shared/diagnosis/read-observations.ts';
import { meaningOf } from '#shared/diagnosis/vocabulary/index.ts';

/** What a failed call means, and how sure that is. */
function meant(call: string, answer: Record<string, unknown>): string | undefined {
  const { observations } = z.parse(Evidence, { observations: [{ call, ...answer }] });
  const found = observations.map(readObservation).map(meaningOf)[0];
  return found && `${found.id} ${found.sure}`;
}

const LWA = 'lwa:token';
const SP_API = 'sp-api:getOrders';
const AWS = 'iam:GetRole';
/** Nobody says who answered. */
const OTHER = 'widget';

describe('a bare status', () => {
  it.each<[string, number[], string | undefined]>([
    [LWA, [400], 'lwa-request-malformed possible'],
    [LWA, [401], 'lwa-client-refused likely'],
    [LWA, [403, 409, 410, 418, 422, 431, 501], undefined],
    [LWA, [404, 405], 'lwa-wrong-address possible'],
    [LWA, [413, 415], 'lwa-request-malformed likely'],
    [LWA, [429], 'lwa-throttled likely'],
    [LWA, [500, 502, 503, 504], 'lwa-unavailable likely'],
    [SP_API, [400, 422], 'sp-api-request-malformed possible'],
    [SP_API, [401, 403], 'sp-api-denied possible'],
    [SP_API, [404], 'sp-api-not-found possible'],
    [SP_API, [405, 501], 'sp-api-not-for-this-operation possible'],
    [SP_API, [409], 'sp-api-already-exists likely'],
    [SP_API, [410], 'sp-api-operation-gone likely'],
    [SP_API, [413, 415], 'sp-api-too-large likely'],
    [SP_API, [418], undefined],
    [SP_API, [429], 'sp-api-throttled likely'],
    [SP_API, [431], 'sp-api-header-too-large possible'],
    [SP_API, [500, 502, 503, 504], 'sp-api-unavailable likely'],
    [AWS, [400], 'aws-malformed-request possible'],
    [AWS, [401, 418, 422, 431, 501], undefined],
    [AWS, [403], 'aws-not-allowed possible'],
    [AWS, [404], 'aws-not-found possible'],
    [AWS, [405], 'aws-wrong-operation possible'],
    [AWS, [409], 'aws-already-exists likely'],
    [AWS, [410], 'aws-not-found likely'],
    [AWS, [413, 415], 'aws-malformed-request likely'],
    [AWS, [429], 'aws-throttled likely'],
    [AWS, [500, 502, 503, 504], 'aws-unavailable likely'],
    ['console:x', [400, 401, 403, 404, 409, 429, 500, 503], undefined],
    [OTHER, [401], 'lwa-client-refused possible'],
    [OTHER, [403], 'sp-api-denied possible'],
    [OTHER, [409], 'sp-api-already-exists likely'],
    [OTHER, [410], 'sp-api-operation-gone possible'],
    [OTHER, [429], 'lwa-throttled likely'],
    [OTHER, [503], 'lwa-unavailable possible'],
  ])('of %s %j means %s', (call, statuses, expected) => {
    expect(statuses.map((httpStatus) => meant(call, { httpStatus }))).toEqual(statuses.map(() => expected));
  });

  it.each([LWA, SP_API, AWS, 'console:x', OTHER])('of 407 is of a proxy, whoever was asked: %s', (call) => {
    expect(meant(call, { httpStatus: 407 })).toBe('net-proxy likely');
  });
});

describe('words', () => {
  it.each([
    [SP_API, 'rate exceeded', 'sp-api-throttled certain'],
    [AWS, 'rate exceeded', 'aws-throttled certain'],
    [AWS, 'it already exists', 'aws-already-exists certain'],
  ])('that have one meaning make it certain: %s %s', (call, message, expected) => {
    expect(meant(call, { message })).toBe(expected);
  });

  it.each([
    [SP_API, 'throttled', 'sp-api-throttled likely'],
    [AWS, 'throttled', 'aws-throttled likely'],
    [AWS, 'a conflict', 'aws-already-exists likely'],
    [AWS, 'unknown stack', 'aws-not-found likely'],
    [SP_API, 'not found', 'sp-api-not-found likely'],
  ])('that are vague make it likely at most: %s %s', (call, message, expected) => {
    expect(meant(call, { message })).toBe(expected);
  });

  it('count before the code, the code before vague words, and these before the status', () => {
    const sentence = { message: 'rate exceeded' };
    const vague = { message: 'is being deleted' };
    const code = { code: 'NoSuchEntity' };

    expect([
      meant(AWS, { ...sentence, ...code, httpStatus: 403 }),
      meant(AWS, { ...vague, ...code, httpStatus: 403 }),
      meant(AWS, { ...vague, httpStatus: 403 }),
      meant(AWS, { httpStatus: 403 }),
    ]).toEqual([
      'aws-throttled certain',
      'aws-not-found certain',
      'aws-already-exists likely',
      'aws-not-allowed possible',
    ]);
  });

  it('of a broken connection say nothing where an answer came', () => {
    const message = 'getaddrinfo ENOTFOUND api.amazon.com';

    expect(meant(LWA, { message })).toMatch(/^net-name-not-resolved /);
    expect(meant(LWA, { message, httpStatus: 400 })).toBe('lwa-request-malformed possible');
  });
});
