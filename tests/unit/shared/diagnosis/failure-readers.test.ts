import { expect, it } from '@jest/globals';
import { evidenceOfFailure } from '#shared/diagnosis/evidence-of-failure.ts';
import { ROLE_ARN } from '../../../support/subjects.ts';

const EU = 'https://sellingpartnerapi-eu.amazon.com';
const TOKEN_INVALID = 'The security token included in the request is invalid';

/** What is read from the words of an error, without what is not there. */
const read = (what: string, error = 'Some') =>
  JSON.parse(JSON.stringify(evidenceOfFailure({ step: 'SomeStep', error, what, remedy: 'Do it.' }) ?? null));
const seen = (observation: object, facts = {}) => ({ observations: [observation], facts });
const lwa = (said: string) => `Login with Amazon answered ${said}`;
const fault = (line: string) => `The IAM resources are not as the tutorial wants them:\n- ${line}`;

it.each<[string, object]>([
  [
    lwa('401 invalid_client: Client authentication failed'),
    seen({
      call: 'lwa:token',
      httpStatus: 401,
      code: 'invalid_client',
      message: 'Client authentication failed',
    }),
  ],
  [lwa('503.'), seen({ call: 'lwa:token', httpStatus: 503, code: '503', message: '' })],
  [lwa('server_error.'), seen({ call: 'lwa:token', httpStatus: 503, code: 'server_error', message: '' })],
  [
    lwa('temporarily_unavailable.'),
    seen({ call: 'lwa:token', httpStatus: 503, code: 'temporarily_unavailable', message: '' }),
  ],
  [
    lwa('400 no JSON: (HTML)'),
    seen({ call: 'lwa:token', httpStatus: 400, code: 'no JSON', message: '(HTML)' }),
  ],
  [lwa('200 no JSON: (HTML)'), seen({ call: 'lwa:token', code: 'no JSON', message: '(HTML)' })],
  [
    'Login with Amazon could not be reached (ENOTFOUND).',
    seen({ call: 'lwa:token', code: 'ENOTFOUND', message: 'could not be reached: ENOTFOUND' }),
  ],
  [
    `getOrders on ${EU}: SP-API could not be reached (ECONNRESET).`,
    seen({
      call: 'sp-api:getOrders',
      endpoint: EU,
      code: 'ECONNRESET',
      message: 'could not be reached: ECONNRESET',
    }),
  ],
  [
    `getOrders on ${EU} answered 403 no error body: (HTML)`,
    seen(
      { call: 'sp-api:getOrders', endpoint: EU, httpStatus: 403, message: '(HTML)' },
      { requestHasBody: false },
    ),
  ],
  [
    `getOrders on ${EU} answered 200 no error body: (HTML)`,
    seen({ call: 'sp-api:getOrders', endpoint: EU, message: '(HTML)' }, { requestHasBody: false }),
  ],
  ...Object.entries({
    Unauthorized: 403,
    Forbidden: 403,
    AccessDeniedException: 403,
    403: 403,
    QuotaExceeded: 429,
    TooManyRequestsException: 429,
    429: 429,
    InternalFailure: 500,
    InternalError: 500,
    500: 500,
    InvalidInput: 400,
    400: 400,
  }).map(([code, httpStatus]): [string, object] => [
    `getOrders on ${EU} answered 200 ${code}: said`,
    seen({ call: 'sp-api:getOrders', endpoint: EU, httpStatus, code, message: 'said' }),
  ]),
  [
    `STS refused ${ROLE_ARN} to the access key AKIAFAKE: User: x is not authorized to perform: sts:AssumeRole`,
    seen(
      {
        call: 'sts:AssumeRole',
        httpStatus: 403,
        code: 'AccessDenied',
        message: 'User: x is not authorized to perform: sts:AssumeRole',
      },
      { roleArn: ROLE_ARN },
    ),
  ],
  ...(
    [
      [TOKEN_INVALID, 'InvalidClientTokenId'],
      ['The request signature we calculated does not match', 'SignatureDoesNotMatch'],
      ['Signature expired: 20270101T000000Z', 'SignatureDoesNotMatch'],
      ['Signature not yet current: 20270101T000000Z', 'SignatureDoesNotMatch'],
      ['Something else', undefined],
    ] as const
  ).map(([message, code]): [string, object] => [
    `STS refused ${ROLE_ARN} to the access key AKIAFAKE: ${message}`,
    seen({ call: 'sts:AssumeRole', httpStatus: 403, ...(code && { code }), message }, { roleArn: ROLE_ARN }),
  ]),
  ...['', ' yet'].map((yet): [string, object] => [
    `IAM lists the key as active, but STS does not accept it${yet}: ${TOKEN_INVALID}`,
    seen(
      { call: 'sts:GetCallerIdentity', httpStatus: 403, message: TOKEN_INVALID },
      { accessKeyActive: true },
    ),
  ]),
  [
    'IAM does not accept the user as principal of the role acme yet: Invalid principal in policy',
    seen({
      call: 'iam:CreateRole',
      httpStatus: 400,
      code: 'MalformedPolicyDocument',
      message: 'Invalid principal in policy',
    }),
  ],
  ...['iam:CreateUser', 'sts:AssumeRole', 'ssm:PutParameter', 'sqs:SendMessage'].flatMap(
    (call): [string, object][] => [
      [`${call} on acme failed with Throttling: Rate.`, seen({ call, code: 'Throttling', message: 'Rate.' })],
      [`${call} failed with Throttling.`, seen({ call, code: 'Throttling' })],
    ],
  ),
  ...['Cannot exceed quota for AccessKeysPerUser: 2', 'IAM allows 2.', 'IAM allows two.'].map(
    (what): [string, object] => [
      what,
      seen({ call: 'iam:CreateAccessKey', httpStatus: 409, code: 'LimitExceeded' }, { accessKeyCount: 2 }),
    ],
  ),
  ...(
    [
      ['user', 'User'],
      ['role', 'Role'],
      ['policy', 'Policy'],
    ] as const
  ).map(([kind, name]): [string, object] => [
    `The account has an IAM ${kind} named acme that was not made here.`,
    seen({
      call: `iam:Create${name}`,
      httpStatus: 409,
      code: 'EntityAlreadyExists',
      message: `${kind} acme already exists`,
    }),
  ]),
  [fault('the role acme does not exist'), { observations: [], facts: { roleExists: false } }],
  [fault('it does not trust the user'), { observations: [], facts: { trustPolicyAllowsCaller: false } }],
  [
    fault('it has no inline policy that allows sts:AssumeRole'),
    { observations: [], facts: { userPolicyAllowsAssumeRole: false } },
  ],
  [fault('something else'), { observations: [], facts: {} }],
  [
    'The account does not take part in Germany (A1PA6795UKMFR9); it takes part in A1, A2.',
    seen(
      { call: 'sp-api:getMarketplaceParticipations', httpStatus: 200 },
      { marketplaceId: 'A1PA6795UKMFR9', participations: 'A1, A2', marketplaceParticipates: false },
    ),
  ],
  [
    'Amazon was asked for a new client secret 1 hour ago, and none has come.',
    seen({ call: 'sp-api:rotateApplicationClientSecret', httpStatus: 204 }, { messageArrived: false }),
  ],
])('%s', (what, expected) => {
  expect(read(what)).toEqual(expected);
});

it.each([
  ['AssumeRoleDenied', { persistsForSeconds: 600 }],
  ['AccessKeyInvalid', { accessKeyAgeSeconds: 600 }],
  ['AccessKeyNotReady', { accessKeyAgeSeconds: 60 }],
  ['RoleNotReady', { roleAgeSeconds: 60 }],
  ['AwsDenied', {}],
])('the name %s says how old something is', (error, facts) => {
  expect(read('sts:AssumeRole failed with AccessDenied.', error).facts).toEqual(facts);
});

it('what stands after 8,000 characters is not read', () => {
  const words = 'iam:CreateUser failed with Throttling.';

  expect([read(`${' '.repeat(7_900)}${words}`), read(`${' '.repeat(8_000)}${words}`)]).toEqual([
    seen({ call: 'iam:CreateUser', code: 'Throttling' }),
    null,
  ]);
});
