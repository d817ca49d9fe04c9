import { AWS } from '../reading/read-call.ts';
import { above, all, below, is, own, type Rule, type Symptom, saw } from '../rule.ts';

const PASSING = 120;
const SKEW = 240;

/** The code or the sentence: programs keep one of them. */
const said = (code: RegExp, words: RegExp, more: Symptom = {}): Symptom[] => [
  { service: AWS, status: [400, 401, 403], code, ...more },
  { service: AWS, status: [400, 401, 403], words, ...more },
];
const UNKNOWN_KEY = said(
  /^(invalidclienttokenid|unrecognizedclient)$/,
  /security token included in the request is invalid/,
);
const SIGNED_ANSWER = saw({ service: AWS.filter((one) => one !== 'other'), answer: 'good' });

/** What STS and its neighbours say about keys, secrets and clocks. */
export const STS_KEY_RULES: readonly Rule[] = [
  {
    id: 'sts-new-access-key-propagation',
    stage: 'sts',
    family: 'not-yet',
    cause: 'The access key was made moments ago, and STS does not know it yet.',
    remedy:
      'Repeat GetCallerIdentity with growing pauses for up to a minute, and trust the key only after it worked twice in a row.',
    source: 'https://github.com/boto/botocore/pull/3600',
    when: UNKNOWN_KEY,
    proves: [is('retrySucceeded', true)],
    suggests: [below('accessKeyAgeSeconds', PASSING)],
    contradicts: [
      above('accessKeyAgeSeconds', PASSING),
      above('persistsForSeconds', PASSING),
      is('retrySucceeded', false),
      is('accessKeyActive', false),
      SIGNED_ANSWER,
    ],
    hints: /seconds|just created|propagat|fresh|new key/i,
    next: ['retry', 'listKeys'],
  },
  {
    id: 'sts-access-key-unknown',
    stage: 'sts',
    family: 'aws-credentials',
    cause:
      'AWS does not know the access key: it was deleted, made inactive or mistyped, or a session key came without its token.',
    remedy:
      'Look for the key in ListAccessKeys of the user; create a new one if it is gone, and send the session token with every ASIA key.',
    source: 'https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html',
    when: UNKNOWN_KEY,
    proves: [is('accessKeyActive', false)],
    suggests: [above('accessKeyAgeSeconds', PASSING), above('persistsForSeconds', PASSING)],
    contradicts: [is('accessKeyActive', true), is('retrySucceeded', true)],
    claims: 'aws-credential',
    hints: /deleted|inactive/i,
    next: ['listKeys', 'retry'],
  },
  {
    id: 'sts-secret-key-mismatch',
    stage: 'sts',
    family: 'aws-credentials',
    cause:
      'The secret access key is not the one of this access key id (cut off, changed by an encoding, of another key), or own signing code errs.',
    remedy:
      'Try the pair with "aws sts get-caller-identity": if that fails, create a new key; if it works, fix the signing code or use an SDK.',
    source: 'https://github.com/jrl84/amazon-sp-api/issues/155',
    when: said(/^(signaturedoesnotmatch|invalidsignature)$/, /signature we calculated does not match/, {
      notWords: /signature (expired|not yet current)/,
    }),
    byWords: 'likely',
    otherwise: 'a good secret with wrong signing is answered alike',
    claims: 'aws-credential',
    next: ['callerIdentity', 'keyFormat'],
  },
  {
    id: 'sts-key-whitespace',
    stage: 'sts',
    family: 'aws-credentials',
    cause:
      'A blank or a line break came along when the access key id was copied, so the Authorization header falls apart.',
    remedy: 'Store id and secret again without blanks, line breaks or quotes around them.',
    source: 'https://github.com/boto/boto3/issues/2280',
    when: said(/^incompletesignature$/, /not a valid key=value pair/),
    byWords: 'likely',
    otherwise: 'own code that builds the header wrongly is answered alike',
    contradicts: [is('accessKeyIdFormatValid', true)],
    claims: 'aws-credential',
    next: ['keyFormat'],
  },
  {
    id: 'sts-clock-skew',
    stage: 'sts',
    family: 'aws-credentials',
    cause: 'The clock of this machine is more than five minutes off, or local time was taken for UTC.',
    remedy: 'Let NTP set the clock and try again; own code has to take UTC and write it as YYYYMMDDTHHMMSSZ.',
    source: 'https://github.com/aws/aws-sdk-php/issues/537',
    when: [
      ...said(/^(requesttimetooskewed|requestinthefuture)$/, /signature (expired|not yet current)/),
      { service: AWS, code: /^requestexpired$/ },
    ],
    suggests: [
      own({ service: AWS, words: /signature (expired|not yet current)/ }),
      own({ service: AWS, code: /^(requesttimetooskewed|requestinthefuture)$/ }),
    ],
    proves: [above('clockOffsetSeconds', SKEW), below('clockOffsetSeconds', -SKEW)],
    contradicts: [all(below('clockOffsetSeconds', SKEW), above('clockOffsetSeconds', -SKEW))],
    claims: 'aws-credential',
    next: ['clock'],
  },
  {
    id: 'sts-assume-role-throttled',
    stage: 'quota',
    family: 'throttled',
    cause: 'Every call takes the role anew, and STS limits how often an account may.',
    remedy:
      'Keep the credentials of the role for the hour they live, or stop taking a role at all: SP-API does not look at it.',
    source: 'https://github.com/jlevers/selling-partner-api/issues/278',
    when: [
      { service: ['sts'], code: /^(throttl\w*|toomanyrequests|requestlimitexceeded)$/ },
      { service: ['sts'], words: /rate exceeded|too many requests/ },
    ],
    byWords: 'certain',
    next: ['retry'],
  },
  {
    id: 'sts-wrong-api-version',
    stage: 'sts',
    family: 'malformed-request',
    cause: 'The STS request names the version of the policy language (2012-10-17) as its API version.',
    remedy: 'Send Version=2011-06-15, or let an SDK make the request.',
    source: 'https://github.com/amzn/selling-partner-api-docs/issues/52',
    when: [
      {
        service: ['sts', 'iam', 'other'],
        words: /could not find operation [^.|]{0,80} for version/,
      },
    ],
    byWords: 'certain',
    next: ['requestSent'],
  },
  {
    id: 'aws-session-not-valid-in-region',
    stage: 'sts',
    family: 'aws-credentials',
    cause:
      'The session token is of version 1, and such tokens are not valid in regions that an account has to enable first.',
    remedy:
      'Get the session from a regional STS endpoint, or let the account issue version 2 tokens (iam:SetSecurityTokenServicePreferences, v2Token); check that the region is enabled.',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_enable-regions.html',
    when: UNKNOWN_KEY,
    needs: is('optInRegion', true),
    suggests: [all(is('optInRegion', true), SIGNED_ANSWER)],
    next: ['callerIdentity'],
  },
];
