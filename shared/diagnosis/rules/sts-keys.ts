import { above, all, below, is, type Rule, works } from '../rule.ts';

const AWS = ['sts', 'iam', 'ssm', 'sqs', 'other'] as const;
const PASSING = 120;
const SKEW = 240;

/** What STS and its neighbours say about keys, secrets and clocks. */
export const STS_KEY_RULES: readonly Rule[] = [
  {
    id: 'sts-new-access-key-propagation',
    stage: 'sts',
    cause: 'The access key was made moments ago, and STS does not know it yet.',
    remedy:
      'Repeat GetCallerIdentity with growing pauses for up to a minute, and trust the key only after it worked twice in a row.',
    source: 'https://github.com/boto/botocore/pull/3600',
    when: [
      {
        service: AWS,
        status: [403],
        code: /InvalidClientTokenId|UnrecognizedClient/i,
        words: /InvalidClientTokenId|UnrecognizedClient|security token included in the request is invalid/i,
      },
    ],
    proves: [is('retrySucceeded', true)],
    suggests: [below('accessKeyAgeSeconds', PASSING)],
    contradicts: [
      above('accessKeyAgeSeconds', PASSING),
      above('persistsForSeconds', PASSING),
      is('retrySucceeded', false),
      is('accessKeyActive', false),
    ],
    hints: /seconds|just created|propagat|fresh|new key/i,
    next: ['retry', 'listKeys'],
  },
  {
    id: 'sts-access-key-unknown',
    stage: 'sts',
    cause:
      'AWS does not know the access key: it was deleted, made inactive or mistyped, or a session key came without its token.',
    remedy:
      'Look for the key in ListAccessKeys of the user; create a new one if it is gone, and send the session token with every ASIA key.',
    source: 'https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html',
    when: [
      {
        service: AWS,
        status: [403],
        code: /InvalidClientTokenId|UnrecognizedClient/i,
        words: /InvalidClientTokenId|UnrecognizedClient|security token included in the request is invalid/i,
      },
    ],
    proves: [is('accessKeyActive', false)],
    suggests: [above('accessKeyAgeSeconds', PASSING), above('persistsForSeconds', PASSING)],
    contradicts: [is('accessKeyActive', true), is('retrySucceeded', true), works(/GetCallerIdentity/i)],
    hints: /deleted|inactive/i,
    next: ['listKeys', 'retry'],
  },
  {
    id: 'sts-secret-key-mismatch',
    stage: 'sts',
    cause:
      'The secret access key is not the one of this access key id (cut off, changed by an encoding, of another key), or own signing code errs.',
    remedy:
      'Try the pair with "aws sts get-caller-identity": if that fails, create a new key; if it works, mend the signing code or use an SDK.',
    source: 'https://github.com/jrl84/amazon-sp-api/issues/155',
    when: [
      {
        service: AWS,
        status: [403],
        code: /SignatureDoesNotMatch|InvalidSignature/i,
        words: /SignatureDoesNotMatch|signature we calculated does not match/i,
        notWords: /Signature (expired|not yet current)/i,
      },
    ],
    unmistakable: true,
    contradicts: [all(works(/GetCallerIdentity/i), is('handWrittenSigning', false)), works(/AssumeRole/i)],
    next: ['callerIdentity', 'keyFormat'],
  },
  {
    id: 'sts-key-whitespace',
    stage: 'sts',
    cause:
      'A blank or a line break came along when the access key id was copied, so the Authorization header falls apart.',
    remedy: 'Store id and secret again without blanks, line breaks or quotes around them.',
    source: 'https://github.com/boto/boto3/issues/2280',
    when: [
      {
        service: AWS,
        status: [400, 403],
        code: /IncompleteSignature/i,
        words: /IncompleteSignature|not a valid key=value pair/i,
      },
    ],
    unmistakable: true,
    contradicts: [is('accessKeyIdFormatValid', true), works(/GetCallerIdentity/i)],
    next: ['keyFormat'],
  },
  {
    id: 'sts-clock-skew',
    stage: 'sts',
    cause: 'The clock of this machine is more than five minutes off, or local time was taken for UTC.',
    remedy: 'Let NTP set the clock and try again; own code has to take UTC and write it as YYYYMMDDTHHMMSSZ.',
    source: 'https://github.com/aws/aws-sdk-php/issues/537',
    when: [
      {
        service: AWS,
        status: [400, 403],
        words: /Signature (expired|not yet current)|RequestExpired|RequestTimeTooSkewed/i,
      },
    ],
    unmistakable: true,
    contradicts: [
      all(below('clockOffsetSeconds', SKEW), above('clockOffsetSeconds', -SKEW)),
      works(/GetCallerIdentity|AssumeRole/i),
    ],
    next: ['clock'],
  },
  {
    id: 'sts-assume-role-throttled',
    stage: 'quota',
    cause: 'Every call takes the role anew, and STS limits how often an account may.',
    remedy:
      'Keep the credentials of the role for the hour they live, or stop taking a role at all: SP-API does not look at it.',
    source: 'https://github.com/jlevers/selling-partner-api/issues/278',
    when: [
      {
        service: ['sts'],
        code: /^(Throttl\w*|TooManyRequests|RequestLimitExceeded)$/i,
        words: /Throttl|Rate exceeded|TooManyRequests|RequestLimitExceeded/i,
      },
    ],
    unmistakable: true,
    next: ['retry'],
  },
  {
    id: 'sts-wrong-api-version',
    stage: 'sts',
    cause: 'The STS request names the version of the policy language (2012-10-17) as its API version.',
    remedy: 'Send Version=2011-06-15, or let an SDK make the request.',
    source: 'https://github.com/amzn/selling-partner-api-docs/issues/52',
    when: [
      {
        service: ['sts', 'iam', 'other'],
        code: /InvalidAction/i,
        words: /Could not find operation .* for version/i,
      },
    ],
    unmistakable: true,
    contradicts: [works(/AssumeRole/i)],
    next: ['requestSent'],
  },
];
