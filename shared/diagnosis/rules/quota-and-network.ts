import { plainCode } from '../reading/codes.ts';
import { is, type Rule, type Symptom } from '../rule.ts';
import { NETWORK_MEANINGS } from '../vocabulary/network.ts';

const THROTTLED = [
  { service: ['sp-api'], status: [429], code: /^(quotaexceeded|toomanyrequests)$/ },
  { service: ['sp-api'], status: [429], words: /exceeded your quota|too many requests/ },
  { service: ['sp-api'], status: [429], statusTells: true },
] as const;

/** Connections to Amazon that break, by all words for it; a name or a certificate says more by itself. */
const CUT_OFF: readonly Symptom[] = NETWORK_MEANINGS.filter(({ id }) =>
  ['net-tls', 'net-refused', 'net-timeout', 'net-cut'].includes(id),
).flatMap(({ words = [], codes = '' }) => {
  const unanswered = { service: ['lwa', 'sp-api'], status: [0] } as const;
  const code = new RegExp(`^(${codes.split(/\s+/).map(plainCode).join('|')})$`);
  return [{ ...unanswered, code }, ...words.map((one) => ({ ...unanswered, words: one }))];
});

/** Rate limits of SP-API, and networks that do not let calls through. */
export const QUOTA_AND_NETWORK_RULES: readonly Rule[] = [
  {
    id: 'quota-exceeded-burst',
    stage: 'quota',
    family: 'throttled',
    cause: 'More calls came than the token bucket of this operation, account and application holds.',
    remedy:
      'Wait at least 1/rate (62 s for getMarketplaceParticipations), back off with growing pauses, keep the answer, and call the operation seldom.',
    source: 'https://developer-docs.amazon.com/sp-api/docs/usage-plans-and-rate-limits',
    when: THROTTLED,
    proves: [is('belowPublishedRate', false)],
    contradicts: [is('belowPublishedRate', true)],
    hints: /loop|burst|polling|workers/i,
    next: ['callRate'],
  },
  {
    id: 'quota-exceeded-below-published-rate',
    stage: 'quota',
    family: 'throttled',
    cause:
      'A second limit, or another consumer of the same application, uses the quota up although these calls stay below the published rate.',
    remedy:
      'Stop every other copy and worker of the application and measure alone; when 429 stays, open a case with the request ids.',
    source: 'https://github.com/amzn/selling-partner-api-models/issues/4686',
    when: THROTTLED,
    proves: [is('belowPublishedRate', true)],
    contradicts: [is('belowPublishedRate', false)],
    hints: /below|first call|one call per|every \d+ s|other consumer|another worker|second limit/i,
    next: ['callRate'],
  },
  {
    id: 'net-lwa-or-spapi-unreachable',
    stage: 'network',
    family: 'network',
    cause: 'HTTPS to Amazon does not get through this network: blocked, intercepted, or unstable.',
    remedy:
      'Open api.amazon.com, sellingpartnerapi-na, -eu and -fe.amazon.com and the STS and IAM endpoints; set the proxy and its CA, keep TLS 1.2 or later, and lower the number of parallel calls.',
    source: 'https://github.com/amzn/selling-partner-api-docs/issues/165',
    when: CUT_OFF,
    byWords: 'certain',
    next: ['otherHost'],
  },
  {
    id: 'net-page-instead-of-answer',
    stage: 'network',
    family: 'network',
    cause: 'Something on the way answered with a page in Amazon’s place: a proxy, a firewall, a gateway.',
    remedy:
      'Let HTTPS to api.amazon.com and sellingpartnerapi-na, -eu and -fe.amazon.com through untouched, and check that the endpoints of the deployment are Amazon’s.',
    source: 'https://github.com/amzn/selling-partner-api-docs/issues/165',
    when: [{ service: ['lwa', 'sp-api'], page: true, notWords: /header field|request target|unavailable/ }],
    proves: [is('requestHasBody', false)],
    contradicts: [is('requestHasBody', true)],
    next: ['otherHost', 'requestSent'],
  },
];
