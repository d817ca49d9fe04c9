import { describe, expect, it } from '@jest/globals';
import { callAws, isAwsError } from '#shared/clients/aws-errors.ts';
import { InvalidInput, UnexpectedReply } from '#shared/errors/broken.ts';
import { AwsDenied, AwsQuotaReached } from '#shared/errors/refused.ts';
import { AwsThrottled, AwsUnavailable, IamNotConsistent } from '#shared/errors/retryable.ts';
import { sdkError } from '../../../support/fakes/aws-refusal.ts';
import { errorOf } from '../../../support/subjects.ts';

const CALL = { action: 'iam:CreateUser', resource: 'sp-api-acme' };
const fail = (error: unknown, call: Parameters<typeof callAws>[0] = CALL) =>
  errorOf(callAws(call, () => Promise.reject(error)));

describe('callAws', () => {
  it('gives what the call gives', async () => {
    const result = await callAws(CALL, async () => 'answer');

    expect(result).toBe('answer');
  });

  it.each<[string, number | 'none', new (...args: never) => Error]>([
    ['Throttling', 400, AwsThrottled],
    ['ThrottlingException', 400, AwsThrottled],
    ['ThrottledException', 429, AwsThrottled],
    ['TooManyUpdates', 400, AwsThrottled],
    ['TooManyRequestsException', 429, AwsThrottled],
    ['RequestLimitExceeded', 503, AwsThrottled],
    ['ConcurrentModificationException', 409, IamNotConsistent],
    ['ParameterAlreadyExists', 400, AwsUnavailable],
    ['InvalidResourceId', 400, AwsUnavailable],
    ['EntityTemporarilyUnmodifiableException', 409, IamNotConsistent],
    ['AccessDenied', 403, AwsDenied],
    ['AccessDeniedException', 400, AwsDenied],
    ['AuthorizationErrorException', 403, AwsDenied],
    ['KMSAccessDeniedException', 400, AwsDenied],
    ['LimitExceededException', 409, AwsQuotaReached],
    ['ParameterLimitExceeded', 400, AwsQuotaReached],
    ['ServiceFailureException', 500, AwsUnavailable],
    ['InternalError', 503, AwsUnavailable],
    ['TimeoutError', 'none', AwsUnavailable],
    ['NoSuchEntityException', 404, IamNotConsistent],
    ['ValidationException', 400, UnexpectedReply],
  ])('turns %s %s into an error of ours', async (name, status, type) => {
    const error = await fail(sdkError(name, 'said', status));

    expect(error).toBeInstanceOf(type);
    expect(error.what).toBe(`iam:CreateUser on sp-api-acme failed with ${name}: said.`);
    expect(error.details).toEqual({
      action: 'iam:CreateUser',
      code: name,
      requestId: 'req-1',
      ...(status === 'none' ? {} : { status }),
    });
  });

  it('names the action in what to do about a denial and a quota', async () => {
    const errors = [await fail(sdkError('AccessDenied')), await fail(sdkError('LimitExceeded'))];

    expect(errors.map(({ remedy }) => String(remedy).includes('iam:CreateUser'))).toEqual([true, true]);
  });

  it("keeps AWS's words to itself where a secret was sent", async () => {
    const call = { action: 'ssm:PutParameter', resource: '/sp-api/x', secret: true };

    const error = await fail(sdkError('ValidationException', 'value FAKE_CLIENT_SECRET is too long'), call);

    expect(error.what).toBe('ssm:PutParameter on /sp-api/x failed with ValidationException.');
    expect(JSON.stringify({ ...error, message: error.message, cause: error.cause })).not.toContain('FAKE_');
  });

  it('needs no resource', async () => {
    const error = await fail(sdkError('Odd', 'said'), { action: 'sts:GetCallerIdentity' });

    expect(error.what).toBe('sts:GetCallerIdentity failed with Odd: said.');
  });

  it('lets an error of ours pass', async () => {
    const own = new InvalidInput({ what: 'a', remedy: 'b' });

    const error = await fail(own);

    expect(error).toBe(own);
  });
});

describe('isAwsError', () => {
  it.each([
    ['NoSuchEntity', true],
    ['NoSuchEntityException', true],
    ['NoSuchEntityError', false],
    ['Other', false],
  ])('knows %s: %s', (name, expected) => {
    expect(isAwsError(sdkError(name), 'EntityAlreadyExists', 'NoSuchEntity')).toBe(expected);
  });

  it.each([undefined, null, 'text', {}])('takes %j for none', (value) => {
    expect(isAwsError(value, 'NoSuchEntity')).toBe(false);
  });
});
