import { DAY } from '../durations.ts';
import { above, below, is, type Rule, saw } from '../rule.ts';

const EXPIRED = {
  service: ['sp-api', 'lwa'],
  status: [400, 401, 403],
  words: /(lwa|client) secret[^|]{0,40}expired/,
} as const;
/** The same error as for a wrong secret. */
const BAD_CLIENT = [
  { service: ['lwa'], status: [400, 401], code: /^invalidclient$/ },
  { service: ['lwa'], status: [400, 401], words: /client authentication failed/ },
] as const;
/** A client secret lives so long. Source: the SP-API changelog on the rotation deadline. */
const LIFE = 180 * DAY;

/** A client secret ends after 180 days. */
export const SECRET_EXPIRY_RULES: readonly Rule[] = [
  {
    id: 'lwa-secret-expired-180-days',
    stage: 'rotation',
    family: 'lwa-credentials',
    cause: 'The LWA client secret is more than 180 days old, and its deadline has passed.',
    remedy:
      'Rotate it in the developer console (primary user), store the new one and fetch a new access token; authorizations stay as they are.',
    source:
      'https://developer-docs.amazon.com/sp-api/changelog/urgent-login-with-amazon-rotation-deadline-is-may-22-2023',
    when: [EXPIRED, ...BAD_CLIENT],
    proves: [above('clientSecretAgeDays', LIFE - 1), is('secretRotated', false)],
    contradicts: [
      below('clientSecretAgeDays', LIFE),
      is('secretRotated', true),
      above('secretRotatedAgo', -1),
      is('accessTokenOlderThanRotation', true),
      is('clientIdFormatValid', false),
      is('refreshTokenWorkedBefore', false),
      saw({ service: ['lwa'], operation: /client_credentials/i, answer: 'good' }),
    ],
    hints: /180 days|deadline|past date/i,
    next: ['secretAge', 'rotationDone'],
  },
  {
    id: 'lwa-secret-expired-persists-after-rotation',
    stage: 'rotation',
    family: 'lwa-credentials',
    cause:
      'The secret was rotated, but the call uses an access token made with the old one, or another application was rotated.',
    remedy:
      'Drop cached access tokens, compare the client id and the new expiry date in the console, try again for up to an hour, then open a support case.',
    source: 'https://github.com/amzn/selling-partner-api-models/issues/4489',
    when: [EXPIRED],
    proves: [
      is('accessTokenOlderThanRotation', true),
      is('secretRotated', true),
      above('secretRotatedAgo', -1),
    ],
    contradicts: [is('secretRotated', false), above('clientSecretAgeDays', LIFE - 1)],
    hints: /rotated|after rotation|cached/i,
    next: ['rotationDone', 'freshToken'],
  },
];
