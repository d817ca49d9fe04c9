import { is, type Rule, saw, works } from '../rule.ts';
import { denials, GRANTLESS_DENIALS, PARTNER_ANSWER } from './denial.ts';

const SP_API = ['sp-api'] as const;
const TOKEN = { service: SP_API, status: [401, 403] } as const;

/** What SP-API says about the token that came with a call. */
export const CALL_TOKEN_RULES: readonly Rule[] = [
  {
    id: 'call-access-token-header-missing',
    stage: 'call',
    family: 'lwa-token',
    cause: 'No readable header x-amz-access-token came with the call.',
    remedy:
      'Send x-amz-access-token as a header with every call (never in the query), and log the names of the headers that leave.',
    source: 'https://github.com/amzn/selling-partner-api-models/issues/945',
    when: [{ ...TOKEN, words: /access token is missing/ }],
    byWords: 'likely',
    otherwise: 'a proxy that drops the header, and a fault of Amazon, are answered alike',
    contradicts: [is('accessTokenHeaderSent', true)],
    next: ['requestSent'],
  },
  {
    id: 'call-access-token-malformed',
    stage: 'call',
    family: 'lwa-token',
    cause:
      'What was sent as access token is none: a refresh token, a part of one, one with quotes, or one whose authorization has just ended.',
    remedy:
      'Exchange the refresh token again and send exactly its access_token; when the exchange fails, its invalid_grant is the real error.',
    source: 'https://github.com/amzn/selling-partner-api-docs/issues/2147',
    when: [
      { ...TOKEN, words: /access token you provided is revoked, malformed or invalid|revoked, malformed/ },
    ],
    byWords: 'likely',
    otherwise: 'an authorization that has just ended is answered alike',
    next: ['tokenKind', 'freshToken'],
  },
  {
    id: 'call-access-token-expired',
    stage: 'call',
    family: 'lwa-token',
    cause: 'The access token is older than the hour it lives.',
    remedy:
      'Fetch a new one with the refresh token a few minutes before expires_in ends, and look for a cache that keeps it longer.',
    source: 'https://developer-docs.amazon.com/sp-api/docs/authorization-errors',
    when: [{ ...TOKEN, words: /access token[^|]{0,30}expired/ }],
    byWords: 'likely',
    otherwise: 'a clock of Amazon or a token of another application may be meant where it is fresh',
    contradicts: [{ fact: 'accessTokenAgeSeconds', below: 3000 }],
    next: ['freshToken'],
  },
  {
    id: 'call-seller-token-on-grantless-operation',
    stage: 'call',
    family: 'lwa-token',
    cause: 'The operation is grantless, and the token of a selling account was sent to it.',
    remedy:
      'Fetch a token with grant_type=client_credentials and the scope of the operation (sellingpartnerapi::notifications or sellingpartnerapi::client_credential:rotation), and use it for such operations only.',
    source: 'https://github.com/jrl84/amazon-sp-api/issues/20',
    when: GRANTLESS_DENIALS,
    proves: [
      is('tokenKind', 'seller'),
      is('tokenKind', 'rdt'),
      is('tokenKind', 'refresh'),
      saw(PARTNER_ANSWER),
    ],
    contradicts: [is('tokenKind', 'grantless')],
    next: ['tokenKind'],
  },
  {
    id: 'notif-create-subscription-denied',
    stage: 'call',
    family: 'lwa-token',
    cause:
      'createSubscription wants the token of the selling account, with the role behind the notification type; it got a grantless one or one without that role.',
    remedy:
      'Use the access token of the refresh token for subscriptions; if it is still denied, add the role and authorize again.',
    source: 'https://github.com/amzn/selling-partner-api-docs/issues/259',
    when: denials({ operation: /^createSubscription$/i }),
    proves: [is('tokenKind', 'grantless')],
    suggests: [works(/createDestination|getDestinations?/i), is('roleAddedAfterAuthorization', true)],
    next: ['tokenKind', 'roleDates'],
  },
  {
    id: 'call-token-header-lost-by-amazon',
    stage: 'call',
    family: 'amazon-fault',
    cause: 'The header was sent, and Amazon says that it is missing.',
    remedy:
      'Repeat with pauses. If it stays, open a case with the request ids, and look for a proxy after the point where the header was seen.',
    source: 'https://github.com/amzn/selling-partner-api-docs/issues/292',
    when: [{ ...TOKEN, words: /access token is missing/ }],
    needs: is('accessTokenHeaderSent', true),
    suggests: [is('accessTokenHeaderSent', true)],
    next: ['requestSent'],
  },
];
