import { above, all, below, type Rule } from '../rule.ts';

const SIGNED = { service: ['sp-api'], status: [400, 403] } as const;

/** Signature errors of the time when SP-API checked signatures. */
export const SIGNING_RULES: readonly Rule[] = [
  {
    id: 'sign-wrong-region-in-scope',
    stage: 'signing',
    family: 'wrong-endpoint',
    historical: true,
    cause: 'The credential scope names another AWS region than the endpoint stands for.',
    remedy: 'Sign for us-east-1 on na, eu-west-1 on eu and us-west-2 on fe, wherever your own server is.',
    source: 'https://github.com/saleweaver/python-amazon-sp-api/issues/5',
    when: [{ ...SIGNED, words: /credential should be scoped to a valid region/ }],
    byWords: 'certain',
    next: ['signingIdentity'],
  },
  {
    id: 'sign-canonical-request-mismatch',
    stage: 'signing',
    family: 'malformed-request',
    historical: true,
    cause: 'What was sent is not what was signed.',
    remedy:
      'Compare your canonical request with the one in the answer; sort and percent-encode the query once, sign the final address, and let nothing rewrite it.',
    source: 'https://github.com/amzn/selling-partner-api-docs/issues/966',
    when: [{ ...SIGNED, words: /signature we calculated does not match/ }],
    byWords: 'certain',
    next: ['canonicalString'],
  },
  {
    id: 'sign-clock-skew',
    stage: 'signing',
    family: 'aws-credentials',
    historical: true,
    cause: 'x-amz-date is more than five minutes away from Amazon’s clock.',
    remedy: 'Take UTC, let NTP set the clock, and take the time after tokens were fetched, not before.',
    source: 'https://github.com/amzn/selling-partner-api-models/issues/2602',
    when: [{ ...SIGNED, words: /signature (expired|not yet current)/ }],
    byWords: 'likely',
    otherwise: 'a request that waited too long before it was sent is answered alike',
    contradicts: [all(below('clockOffsetSeconds', 240), above('clockOffsetSeconds', -240))],
    next: ['clock'],
  },
  {
    id: 'sign-security-token-invalid',
    stage: 'signing',
    family: 'aws-credentials',
    historical: true,
    cause: 'Access key id and session token of the signature are unknown or not of the same session.',
    remedy:
      'Sign with IAM keys, never with LWA ids, take all three values from one fresh AssumeRole, and drop old sessions.',
    source: 'https://github.com/amzn/selling-partner-api-docs/issues/1506',
    when: [{ ...SIGNED, words: /security token included in the request is invalid/ }],
    byWords: 'certain',
    next: ['signingIdentity'],
  },
  {
    id: 'sign-session-token-expired',
    stage: 'signing',
    family: 'aws-credentials',
    historical: true,
    cause: 'The session of the role ended after its hour and was not renewed.',
    remedy:
      'Renew the credentials of the role before their Expiration, and take them when they are used, not at start-up.',
    source: 'https://github.com/ericcj/amz_sp_api/issues/35',
    when: [{ ...SIGNED, words: /security token included in the request is expired|expiredtoken/ }],
    byWords: 'certain',
    next: ['signingIdentity'],
  },
  {
    id: 'sign-authorization-header-malformed',
    stage: 'signing',
    family: 'malformed-request',
    historical: true,
    cause:
      'The value of the Authorization header was put together wrongly, with its own name or other headers in it.',
    remedy:
      'Send each header for itself, the value beginning with AWS4-HMAC-SHA256; without signing send x-amz-access-token and no Authorization header.',
    source: 'https://github.com/amzn/selling-partner-api-docs/issues/836',
    when: [{ ...SIGNED, words: /not a valid key=value pair/ }],
    byWords: 'certain',
    next: ['requestSent'],
  },
];
