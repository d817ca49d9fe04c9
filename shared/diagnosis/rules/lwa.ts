import { DAY } from '../durations.ts';
import { above, below, is, type Rule, saw } from '../rule.ts';

const LWA = ['lwa'] as const;
const BAD_CLIENT = {
  service: LWA,
  status: [400, 401],
  code: /invalid_client/i,
  words: /invalid_client|Client authentication failed/i,
} as const;
const BAD_GRANT = {
  service: LWA,
  status: [400, 401],
  code: /invalid_grant/i,
  words: /invalid_grant|invalid grant parameter/i,
} as const;
/** The sentence about revocation; Amazon says it of made-up tokens too, so it proves nothing. */
const REVOKED_SENTENCE = /may have revoked/i;
const CLIENT_PROVEN = saw({ service: LWA, operation: /client_credentials/i, answer: 'good' });
const EXCHANGED = saw({ service: LWA, operation: /refresh_token|token/i, answer: 'good' });
/** An authorization is given for a year. */
const YEAR = 364 * DAY;

/** What Login with Amazon says about clients and grants. */
export const LWA_RULES: readonly Rule[] = [
  {
    id: 'lwa-client-secret-wrong',
    stage: 'lwa',
    cause:
      'Client id and client secret do not belong together: another application’s, cut off, quoted, or no LWA secret at all.',
    remedy:
      'Copy both again from "LWA credentials > View" of one application (a secret begins with amzn1.oa2-cs.v1.), without quotes or blanks.',
    source: 'https://github.com/jrl84/amazon-sp-api/issues/228',
    when: [BAD_CLIENT],
    proves: [is('clientIdFormatValid', false)],
    suggests: [is('refreshTokenWorkedBefore', false), below('clientSecretAgeDays', 180 * DAY)],
    contradicts: [CLIENT_PROVEN, EXCHANGED],
    hints: /never worked|edited|another app|other app|wrong secret|quoted|truncated/i,
    next: ['secretAge', 'tokenHistory', 'proveClient'],
  },
  {
    id: 'lwa-refresh-token-malformed',
    stage: 'lwa',
    cause:
      'The refresh token is not whole or is no refresh token: cut off, changed by an encoding, or an access token.',
    remedy:
      'Authorize once more, copy the new token from Atzr| to its end, and send the form URL-encoded (| becomes %7C).',
    source: 'https://github.com/amzn/selling-partner-api-docs/issues/268',
    when: [BAD_GRANT],
    proves: [is('refreshTokenFormatValid', false)],
    suggests: [is('refreshTokenWorkedBefore', false), saw({ ...BAD_GRANT, notWords: REVOKED_SENTENCE })],
    contradicts: [is('refreshTokenWorkedBefore', true), EXCHANGED],
    hints: /never worked|truncat|cut off|line break|%7C|encod|Atza|malformed/i,
    next: ['tokenFormat', 'tokenHistory'],
  },
  {
    id: 'lwa-authorization-expired-one-year',
    stage: 'authorization',
    cause: 'The authorization was given a year ago and has run out.',
    remedy:
      'Authorize again in Manage Your Apps, store the new refresh token with its date, and plan the next renewal at 330 days.',
    source: 'https://github.com/amzn/selling-partner-api-docs/issues/2968',
    when: [BAD_GRANT],
    proves: [above('authorizationAgeDays', YEAR)],
    contradicts: [
      below('authorizationAgeDays', YEAR),
      is('refreshTokenFormatValid', false),
      is('refreshTokenWorkedBefore', false),
      is('authorizationRevoked', true),
      EXCHANGED,
    ],
    hints: /36\d days|year|expired|renew/i,
    next: ['authorizationAge'],
  },
  {
    id: 'lwa-authorization-revoked',
    stage: 'authorization',
    cause: 'Somebody removed the authorization in Seller or Vendor Central.',
    remedy: 'Find out who did and why, then authorize again and store the new refresh token.',
    source: 'https://developer-docs.amazon.com/sp-api/docs/authorization-errors',
    when: [BAD_GRANT],
    proves: [is('authorizationRevoked', true)],
    contradicts: [
      is('authorizationRevoked', false),
      above('authorizationAgeDays', YEAR),
      is('refreshTokenFormatValid', false),
      is('refreshTokenWorkedBefore', false),
      EXCHANGED,
    ],
    hints: /removed|revoked by|disabled/i,
    next: ['authorizationAge', 'tokenHistory'],
  },
  {
    id: 'lwa-refresh-token-of-another-client',
    stage: 'lwa',
    cause: 'The refresh token was made for another application than the client id that presents it.',
    remedy:
      'Use client id, secret and refresh token of one and the same application; a new application has to be authorized for itself.',
    source: 'https://github.com/jrl84/amazon-sp-api/issues/34',
    when: [
      {
        service: LWA,
        notOperation: /client_credentials/i,
        status: [400, 401],
        code: /unauthorized_client/i,
        words: /unauthorized_client|Not authorized for requested operation/i,
      },
    ],
    unmistakable: true,
    contradicts: [EXCHANGED],
    next: ['tokenHistory'],
  },
  {
    id: 'lwa-body-encoding-mismatch',
    stage: 'lwa',
    cause: 'The body is encoded otherwise than its Content-Type says, so LWA finds no grant_type in it.',
    remedy:
      'Send application/x-www-form-urlencoded with a URL-encoded text (URLSearchParams, http_build_query), or JSON as application/json.',
    source: 'https://github.com/amzn/selling-partner-api-models/issues/706',
    when: [
      {
        service: LWA,
        status: [400],
        code: /unsupported_grant_type/i,
        words: /unsupported_grant_type|grant type is not supported/i,
      },
    ],
    unmistakable: true,
    contradicts: [is('bodyMatchesContentType', true)],
    next: ['requestSent'],
  },
  {
    id: 'lwa-invalid-scope',
    stage: 'lwa',
    cause: 'The scope is none that SP-API knows.',
    remedy:
      'Write sellingpartnerapi::notifications or sellingpartnerapi::client_credential:rotation, letter by letter; the migration scope is gone.',
    source: 'https://github.com/amzn/selling-partner-api-docs/issues/622',
    when: [
      {
        service: LWA,
        status: [400],
        code: /invalid_scope/i,
        words: /invalid_scope|invalid parameter : scope/i,
      },
    ],
    unmistakable: true,
    contradicts: [CLIENT_PROVEN],
    next: ['requestSent'],
  },
];
