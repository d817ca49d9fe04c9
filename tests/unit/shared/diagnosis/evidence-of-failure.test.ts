import { describe, expect, it } from '@jest/globals';
import { evidenceOfFailure } from '#shared/diagnosis/evidence-of-failure.ts';
import { explainFailure } from '#shared/diagnosis/explain-failure.ts';

const failure = (error: string, what: string) => ({ step: 'SomeStep', error, what, remedy: 'Do it.' });
const ROLE = 'arn:aws:iam::111122223333:role/SellingPartnerAPIRole';
const USER = 'arn:aws:iam::111122223333:user/acme';
const EU = 'https://sellingpartnerapi-eu.amazon.com';

describe('the words of an error', () => {
  it('are read as the call, the status, the code, the message and the details', () => {
    const what = `getOrders on ${EU} answered 403 Unauthorized: Access to requested resource is denied. (The LWA secret token you provided has expired.)`;

    expect(evidenceOfFailure(failure('SpApiDenied', what))?.observations).toEqual([
      {
        call: 'sp-api:getOrders',
        httpStatus: 403,
        endpoint: EU,
        code: 'Unauthorized',
        message: 'Access to requested resource is denied.',
        details: 'The LWA secret token you provided has expired.',
      },
    ]);
  });

  it.each([
    ['403 without a code: Forbidden', { httpStatus: 403, message: 'Forbidden' }],
    ['403 AccessDeniedException', { httpStatus: 403, code: 'AccessDeniedException' }],
    ['403 403: Forbidden', { httpStatus: 403, code: '403', message: 'Forbidden' }],
    ['200 Unauthorized: Denied', { httpStatus: 403, code: 'Unauthorized', message: 'Denied' }],
    ['200 Odd: x', { httpStatus: undefined, code: 'Odd', message: 'x' }],
    ['503 an error body in no known form.', { httpStatus: 503 }],
  ])('are read in every form in which an error is quoted: %s', (said, seen) => {
    const what = `getOrders on ${EU} answered ${said}`;

    const [observation] = evidenceOfFailure(failure('SpApiDenied', what))?.observations ?? [];

    expect(observation).toEqual({ call: 'sp-api:getOrders', endpoint: EU, ...seen });
  });

  it.each([
    ['InvalidInput', 'The input has 1 problem(s):\n- marketplace: unknown marketplace'],
    ['StepTimedOut', 'SelfAuthorize waited for a person and got no answer in time.'],
    ['TaskRejected', 'Rejected: the budget was cut.'],
    ['StepFailed', 'RecordResults failed: Lambda.Unknown: out of memory'],
  ])('of %s quote no answer, and nothing is added', (error, what) => {
    expect(evidenceOfFailure(failure(error, what))).toBeUndefined();
    expect(explainFailure(failure(error, what), 'acme-orders')).toEqual({});
  });
});

describe('people are told the likely cause of', () => {
  it.each([
    [
      'AwsDenied',
      `iam:CreateUser on acme failed with AccessDenied: User: ${USER} is not authorized to perform: iam:CreateUser on resource: ${USER} with an explicit deny in a service control policy.`,
      /service control policy/,
    ],
    [
      'AwsDenied',
      `ssm:PutParameter on /sp-api/a failed with AccessDeniedException: User: ${USER} is not authorized to perform: ssm:PutParameter on resource: x.`,
      /may not use this parameter/,
    ],
    [
      'AccessKeyInvalid',
      `STS refused ${ROLE} to the access key AKIAFAKE: The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.`,
      /secret access key is not the one/,
    ],
    [
      'AccessKeyInvalid',
      `STS refused ${ROLE} to the access key AKIAFAKE: The security token included in the request is invalid.`,
      /deleted, made inactive or mistyped/,
    ],
    [
      'AccessKeyLimitReached',
      'The user acme has 2 access keys that were not made here and are in use; IAM allows 2.',
      /two access keys/,
    ],
    [
      'AccessKeyNotReady',
      'IAM lists the access key AKIAFAKE as active, but STS does not accept it yet: The security token included in the request is invalid.',
      /made moments ago/,
    ],
    [
      'AuthorizationOfAnotherApplication',
      'Login with Amazon answered 400 unauthorized_client: Not authorized for requested operation',
      /different client id/,
    ],
    ['LwaUnavailable', 'Login with Amazon could not be reached (ENOTFOUND).', /does not get through/],
    ['LwaUnavailable', 'Login with Amazon answered 503.', /Login with Amazon failed/],
    [
      'SpApiUnavailable',
      `getOrders on ${EU}: SP-API could not be reached (ECONNRESET).`,
      /does not get through/,
    ],
    [
      'SpApiUnavailable',
      'getOrders on https://sandbox.sellingpartnerapi-na.amazon.com: SP-API answered 500 InternalFailure: We encountered an internal error. Please try again..',
      /sandbox found no canned answer/,
    ],
    [
      'SpApiDenied',
      `getOrders on ${EU} answered 403 Unauthorized: Access to requested resource is denied. (Access token is missing in the request header.)`,
      /x-amz-access-token/,
    ],
  ])('%s: %s', (error, what, cause) => {
    const { likely, remedies } = explainFailure(failure(error, what), 'acme-orders');

    expect(likely).toEqual([expect.stringMatching(cause)]);
    expect(likely?.[0]).toMatch(/^Likely cause: /);
    expect(remedies).toEqual([expect.stringMatching(/^In particular: /)]);
  });
});

describe('people are told the candidates, and the command that tells them apart, of', () => {
  it.each([
    [
      'AssumeRoleDenied',
      `STS refused ${ROLE} to the access key AKIAFAKE: User: ${USER} is not authorized to perform: sts:AssumeRole on resource: ${ROLE}`,
      3,
    ],
    [
      'ClientSecretRejected',
      'Login with Amazon answered 401 invalid_client: Client authentication failed',
      2,
    ],
    [
      'AuthorizationRevoked',
      'Login with Amazon answered 400 invalid_grant: The request has an invalid grant parameter : refresh_token. User may have revoked or didn’t grant the permission.',
      3,
    ],
    [
      'SpApiThrottled',
      `getOrders on ${EU} answered 429 QuotaExceeded: You exceeded your quota for the requested resource.`,
      2,
    ],
  ])('%s', (error, what, count) => {
    const { possible = [], remedies = [] } = explainFailure(failure(error, what), 'acme-orders');

    expect(possible[0]).toBe('Possible causes:');
    expect(possible.slice(1)).toHaveLength(count);
    expect(remedies).toEqual(['To find the cause: spapi diagnose acme-orders']);
  });
});
