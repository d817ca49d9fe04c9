import { DAY } from '../durations.ts';
import { above, all, below, is, type Rule } from '../rule.ts';

const LWA = ['lwa'] as const;
/** The code or the sentence: libraries keep one of them. */
const BAD_CLIENT = [
  { service: LWA, status: [400, 401], code: /^invalidclient$/ },
  { service: LWA, status: [400, 401], words: /client authentication failed|unsuccessful lwa token exchange/ },
] as const;
const REFUSED_GRANT = { service: LWA, status: [400, 401], notOperation: /client_?credentials/i } as const;
const BAD_GRANT = [
  { ...REFUSED_GRANT, code: /^invalidgrant$/, notWords: /parameter ?: ?code/ },
  { ...REFUSED_GRANT, words: /invalid grant parameter ?: ?refresh_token/ },
] as const;
/** Amazon's documents ask for a new authorization every year. */
const YEAR = 364 * DAY;

/** What Login with Amazon says about clients and grants. */
export const LWA_RULES: readonly Rule[] = [
  {
    id: 'lwa-client-secret-wrong',
    stage: 'lwa',
    family: 'lwa-credentials',
    cause:
      'Client id and client secret do not belong together: another application’s, cut off, quoted, or not an LWA secret.',
    remedy:
      'Copy both again from "LWA credentials > View" of one application (a secret begins with amzn1.oa2-cs.v1.), without quotes or blanks.',
    source: 'https://github.com/jrl84/amazon-sp-api/issues/228',
    when: BAD_CLIENT,
    claims: 'lwa-client',
    proves: [is('clientIdFormatValid', false)],
    suggests: [is('refreshTokenWorkedBefore', false), below('clientSecretAgeDays', 180 * DAY)],
    hints: /never worked|edited|another app|other app|wrong secret|quoted|truncated/i,
    next: ['secretAge', 'tokenHistory', 'proveClient'],
  },
  {
    id: 'lwa-refresh-token-malformed',
    stage: 'lwa',
    family: 'lwa-token',
    cause:
      'The refresh token is not whole or is no refresh token: cut off, changed by an encoding, or an access token.',
    remedy:
      'Authorize once more, copy the new token from Atzr| to its end, and send the form URL-encoded (| becomes %7C).',
    source: 'https://github.com/amzn/selling-partner-api-docs/issues/268',
    when: BAD_GRANT,
    claims: 'refresh-token',
    proves: [is('refreshTokenFormatValid', false)],
    suggests: [is('refreshTokenWorkedBefore', false)],
    contradicts: [is('refreshTokenWorkedBefore', true)],
    hints: /never worked|truncat|cut off|line break|%7C|encod|Atza|malformed/i,
    next: ['tokenFormat', 'tokenHistory'],
  },
  {
    id: 'lwa-authorization-expired-one-year',
    stage: 'authorization',
    family: 'authorization',
    cause: 'The authorization is more than a year old. Amazon’s documents ask for a new one every year.',
    remedy:
      'Authorize again under Manage Authorizations, store the new refresh token with its date, and plan the next renewal at 330 days.',
    source: 'https://github.com/amzn/selling-partner-api-docs/issues/2968',
    when: BAD_GRANT,
    claims: 'refresh-token',
    proves: [above('authorizationAgeDays', YEAR)],
    contradicts: [
      below('authorizationAgeDays', YEAR),
      is('refreshTokenFormatValid', false),
      is('refreshTokenWorkedBefore', false),
      is('authorizationRevoked', true),
    ],
    hints: /36\d days|year|expired|renew/i,
    next: ['authorizationAge'],
  },
  {
    id: 'lwa-authorization-revoked',
    stage: 'authorization',
    family: 'authorization',
    cause: 'Somebody removed the authorization in Seller or Vendor Central.',
    remedy: 'Find out who did and why, then authorize again and store the new refresh token.',
    source: 'https://developer-docs.amazon.com/sp-api/docs/authorization-errors',
    when: BAD_GRANT,
    claims: 'refresh-token',
    proves: [is('authorizationRevoked', true)],
    suggests: [all(is('refreshTokenWorkedBefore', true), below('authorizationAgeDays', YEAR))],
    contradicts: [
      is('authorizationRevoked', false),
      above('authorizationAgeDays', YEAR),
      is('refreshTokenFormatValid', false),
      is('refreshTokenWorkedBefore', false),
    ],
    hints: /removed|revoked by|disabled/i,
    next: ['authorizationAge', 'tokenHistory'],
  },
  {
    id: 'lwa-refresh-token-of-another-client',
    stage: 'lwa',
    family: 'lwa-credentials',
    cause: 'The refresh token belongs to a different client id.',
    remedy:
      'Compare the client id in "LWA credentials > View" with the stored one. If they differ, store client id, client secret and refresh token of one application.',
    source: 'https://github.com/jrl84/amazon-sp-api/issues/34',
    when: [
      {
        service: LWA,
        notOperation: /client_?credentials/i,
        status: [400, 401],
        code: /^unauthorizedclient$/,
      },
      { service: LWA, notOperation: /client_?credentials/i, words: /not authorized for requested operation/ },
    ],
    byWords: 'likely',
    otherwise: 'a grant type that the application may not use is answered alike',
    claims: 'refresh-token',
    next: ['tokenHistory'],
  },
  {
    id: 'lwa-body-encoding-mismatch',
    stage: 'lwa',
    family: 'malformed-request',
    cause: 'The body is encoded otherwise than its Content-Type says, so LWA finds no grant_type in it.',
    remedy:
      'Send application/x-www-form-urlencoded with a URL-encoded text (URLSearchParams, http_build_query), or JSON as application/json.',
    source: 'https://github.com/amzn/selling-partner-api-models/issues/706',
    when: [
      {
        service: LWA,
        status: [400],
        code: /^unsupportedgranttype$/,
      },
      { service: LWA, status: [400], words: /grant type is not supported/ },
    ],
    byWords: 'likely',
    otherwise: 'a grant type that is spelled wrongly is answered alike',
    contradicts: [is('bodyMatchesContentType', true)],
    next: ['requestSent'],
  },
  {
    id: 'lwa-invalid-scope',
    stage: 'lwa',
    family: 'malformed-request',
    cause: 'The scope is none that SP-API knows.',
    remedy:
      'Write sellingpartnerapi::notifications or sellingpartnerapi::client_credential:rotation, letter by letter; the migration scope is gone.',
    source: 'https://github.com/amzn/selling-partner-api-docs/issues/622',
    when: [
      {
        service: LWA,
        status: [400],
        code: /^invalidscope$/,
      },
      { service: LWA, status: [400], words: /parameter ?: ?scope/ },
    ],
    byWords: 'likely',
    otherwise: 'a scope that the application may not have is answered alike',
    next: ['requestSent'],
  },
];
