import { DAY } from '../durations.ts';
import { all, below, is, own, type Rule, same, saw } from '../rule.ts';
import { denials, PARTNER_ANSWER, PARTNER_DENIALS } from './denial.ts';

/** Operations whose whole answer is personal data. Source: developer-docs.amazon.com/sp-api/docs/tokens-api */
const ALWAYS_RESTRICTED =
  /^(getOrderAddress|getOrderBuyerInfo|getOrderItemsBuyerInfo|getOrderRegulatedInfo)$/;
const ANSWERED_HERE = saw(PARTNER_ANSWER, 'same region');
const ANSWERED_ELSEWHERE = saw(PARTNER_ANSWER, 'another region');
/** Something else of the same token works here: the account, its region and its profile are in order. */
const OTHERS_WORK = [ANSWERED_HERE, is('otherOperationsWork')];
const answered = (account: 'seller' | 'vendor') =>
  saw({ service: ['sp-api'], called: (known) => known.account === account, answer: 'good' });
const MISMATCH = [
  all(is('sellingPartner', /vendor/i), is('apiFamily', /^seller$/i)),
  all(is('sellingPartner', /seller/i), is('apiFamily', /^vendor$/i)),
];
const KINDS_MATCH = [
  all(is('sellingPartner', /vendor/i), is('apiFamily', /vendor/i)),
  all(is('sellingPartner', /seller/i), is('apiFamily', /seller/i)),
];
const OTHER_FAMILY = [
  all(is('apiFamily', /seller/i), answered('vendor')),
  all(is('apiFamily', /vendor/i), answered('seller')),
  is('otherFamilyWorks', true),
];
const SAME_FAMILY = [
  all(is('apiFamily', /seller/i), answered('seller')),
  all(is('apiFamily', /vendor/i), answered('vendor')),
];
const WITH_MARKETPLACE = denials({ called: (known) => known.marketplaces && !known.grantless });
const PROBABLE_PARAMETERS = {
  service: ['sp-api'],
  status: [400],
  code: /^invalidinput$/,
  words: /\bmarketplaces?\b/,
} as const;
const INVALID_FOR_REGION = {
  service: ['sp-api'],
  status: [400, 403],
  words: /marketplaces? [^|]{0,30}not valid for/,
} as const;

/** The 403 with empty details: causes that only other observations tell apart. */
export const CALL_DENIAL_RULES: readonly Rule[] = [
  {
    id: 'call-missing-role',
    stage: 'call',
    family: 'authorization',
    cause: 'The application has no data access role that covers this operation.',
    remedy:
      'Have the role approved in the developer profile if it is not, tick it on the application, save, authorize again and use the new refresh token.',
    source: 'https://developer-docs.amazon.com/sp-api/docs/roles-faq',
    when: PARTNER_DENIALS,
    proves: [is('roleOnApplication', false), is('roleApproved', false)],
    contradicts: [
      is('roleOnApplication', true),
      is('otherAccountsWork'),
      same('tokenRegion', 'endpointRegion', false),
      ANSWERED_ELSEWHERE,
      ...MISMATCH,
    ],
    names: 'roles',
    hints:
      /role (is )?(not ticked|unticked|not offered|missing|not approved)|lacks.{0,20}role|missing role|page shows the role unticked/i,
    next: ['roles', 'otherOperation'],
  },
  {
    id: 'call-role-added-token-not-renewed',
    stage: 'call',
    family: 'authorization',
    cause: 'The role was added after the refresh token was made.',
    remedy:
      'Authorize again, replace the refresh token wherever it is stored or cached, and fetch a new access token.',
    source: 'https://github.com/amzn/selling-partner-api-docs/issues/1315',
    when: PARTNER_DENIALS,
    proves: [
      is('roleAddedAfterAuthorization', true),
      all(is('roleOnApplication', true), is('newRefreshTokenHelps', true)),
    ],
    suggests: [is('newRefreshTokenHelps', true)],
    contradicts: [
      is('roleAddedAfterAuthorization', false),
      is('roleOnApplication', false),
      is('roleApproved', false),
      is('newRefreshTokenHelps', false),
      same('tokenRegion', 'endpointRegion', false),
      ANSWERED_ELSEWHERE,
      ...MISMATCH,
    ],
    hints:
      /(before|older|predates).{0,40}role|role.{0,60}(added|after|ticked yet|visible and ticked)|re-?authori/i,
    next: ['roles', 'roleDates'],
  },
  {
    id: 'call-refresh-token-of-other-region',
    stage: 'call',
    family: 'wrong-endpoint',
    cause: 'The refresh token was made in another region than the endpoint; each region has its own.',
    remedy:
      'Call the endpoint of the region where the account was authorized, or authorize the account of this region and use its own refresh token.',
    source: 'https://github.com/amzn/selling-partner-api-models/issues/4825',
    when: PARTNER_DENIALS,
    proves: [
      same('tokenRegion', 'endpointRegion', false),
      ANSWERED_ELSEWHERE,
      is('worksInRegion', /^(NA|EU|FE|true)$/i),
    ],
    contradicts: [
      same('tokenRegion', 'endpointRegion', true),
      is('allRegionsDenied', true),
      is('newRefreshTokenHelps', false),
      ...OTHERS_WORK,
    ],
    hints: /(other|another|different|wrong) region|one regional endpoint/i,
    next: ['tokenRegion', 'otherRegions'],
  },
  {
    id: 'call-seller-not-in-marketplace',
    stage: 'call',
    family: 'authorization',
    cause:
      'The account does not sell in the marketplace that the call names; in the Far East each country is an account of its own.',
    remedy:
      'Use ids that getMarketplaceParticipations lists for this token, look for a default that a library adds, and authorize each account of the Far East by itself.',
    source: 'https://github.com/amzn/selling-partner-api-docs/issues/2384',
    when: [...WITH_MARKETPLACE, PROBABLE_PARAMETERS],
    whenKnown: [is('marketplaceParticipates', false)],
    proves: [
      all(is('marketplaceParticipates', false), same('marketplaceRegion', 'endpointRegion', true)),
      is('marketplaceParticipates', false),
    ],
    contradicts: [
      is('marketplaceParticipates', true),
      same('marketplaceRegion', 'endpointRegion', false),
      same('tokenRegion', 'endpointRegion', false),
      own(INVALID_FOR_REGION),
    ],
    hints:
      /does not sell|not (list|participat)\w*|certain marketplace|default marketplace|participations? (lack|without)/i,
    next: ['participations'],
  },
  {
    id: 'call-marketplace-not-in-endpoint-region',
    stage: 'call',
    family: 'wrong-endpoint',
    cause: 'The marketplace belongs to another region than the endpoint.',
    remedy:
      'Call the endpoint of the marketplace: na for US, CA, MX, BR; fe for JP, AU, SG; eu for all others.',
    source: 'https://github.com/amzn/selling-partner-api-models/issues/5126',
    when: [INVALID_FOR_REGION, ...WITH_MARKETPLACE, PROBABLE_PARAMETERS],
    proves: [own(INVALID_FOR_REGION), same('marketplaceRegion', 'endpointRegion', false)],
    contradicts: [same('marketplaceRegion', 'endpointRegion', true)],
    hints: /marketplace.{0,40}(another|other|different) region/i,
    next: ['tokenRegion', 'participations'],
  },
  {
    id: 'call-vendor-seller-mismatch',
    stage: 'call',
    family: 'authorization',
    cause: 'A vendor’s token was used for a seller API, or a seller’s for a vendor API.',
    remedy:
      'Call the APIs of the account’s own kind (for a vendor getPurchaseOrders); where both are needed, register the application for both and authorize both accounts.',
    source: 'https://github.com/amzn/selling-partner-api-models/issues/4958',
    when: PARTNER_DENIALS,
    proves: MISMATCH,
    suggests: [...OTHER_FAMILY, all(is('sellingPartner', /vendor/i), is('apiFamily', /probably seller/i))],
    contradicts: [is('apiFamily', 'both'), ...KINDS_MATCH, ...SAME_FAMILY, ANSWERED_ELSEWHERE],
    hints: /vendor (credential|token|account|central|app)|whole (api )?family|account type/i,
    next: ['accountKind', 'otherFamily'],
  },
  {
    id: 'call-seller-account-deactivated',
    stage: 'call',
    family: 'authorization',
    cause: 'The selling account itself is inactive, suspended or no longer on a Professional plan.',
    remedy:
      'Open Account Health in Seller Central, do what it asks and return to a Professional plan; the credentials need no change.',
    source: 'https://github.com/amzn/selling-partner-api-docs/issues/1258',
    when: PARTNER_DENIALS,
    proves: [
      is('accountActive', false),
      is('accountStatus', /deactiv|inactive|suspend|individual|closed|verification|at risk/i),
    ],
    suggests: [is('otherAccountsWork', true)],
    contradicts: [
      is('accountActive', true),
      is('accountStatus', /^(active|healthy|good|normal)$/i),
      ...OTHERS_WORK,
    ],
    hints: /deactivat|suspend|inactive|individual plan|other accounts/i,
    next: ['accountHealth', 'otherAccount'],
  },
  {
    id: 'call-operation-removed',
    stage: 'call',
    family: 'wrong-operation',
    cause:
      'Amazon has removed this version of the operation; calls to it fail, often like those without a role.',
    remedy: 'Call the operation that replaces it.',
    source: 'https://developer-docs.amazon.com/sp-api/docs/sp-api-deprecations',
    when: [
      ...denials({ called: (known) => known.removed !== undefined }),
      {
        service: ['sp-api'],
        status: [400, 403, 404, 410],
        called: (known) => known.removed !== undefined,
        code: /^(invalidinput|notfound|unauthorized|resourcenotfound|unsupportedoperation)$/,
      },
    ],
    byWords: 'likely',
    otherwise: 'before the day of the removal the same answer has the causes of any denied call',
    contradicts: [is('beforeRemoval')],
    names: 'successor',
    next: ['requestSent'],
  },
  {
    id: 'call-needs-restricted-token',
    stage: 'call',
    family: 'lwa-token',
    cause:
      'The operation answers personal data and takes a restricted data token, not an ordinary access token.',
    remedy:
      'Call createRestrictedDataToken for exactly this method and path, and send the restrictedDataToken as x-amz-access-token.',
    source: 'https://developer-docs.amazon.com/sp-api/docs/tokens-api',
    when: denials({
      called: ({ operations }) =>
        operations.length > 0 && operations.every((one) => ALWAYS_RESTRICTED.test(one.operation)),
    }),
    suggests: [all(is('tokenKind', 'seller'), ANSWERED_HERE)],
    contradicts: [is('tokenKind', 'rdt')],
    next: ['tokenKind'],
  },
  {
    id: 'call-approved-moments-ago',
    stage: 'call',
    family: 'not-yet',
    cause:
      'Amazon approved the profile, the role or the application moments ago; it takes effect within a day.',
    remedy: 'Wait until the next day and repeat. If the role is new, authorize again before that.',
    source: 'https://developer-docs.amazon.com/sp-api/docs/roles-faq',
    when: PARTNER_DENIALS,
    needs: below('approvedAgoSeconds', DAY),
    suggests: [below('approvedAgoSeconds', DAY)],
    next: ['profile'],
  },
];
