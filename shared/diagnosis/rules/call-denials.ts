import { WITHOUT_MARKETPLACE } from '../operations.ts';
import { all, is, type Rule, same, saw, works } from '../rule.ts';
import { PARTNER_ANSWER, PARTNER_DENIAL } from './denial.ts';

const ANSWERED_HERE = saw(PARTNER_ANSWER, 'same region');
const ANSWERED_ELSEWHERE = saw(PARTNER_ANSWER, 'another region');
/** Something else of the same token works here: the account, its region and its profile are in order. */
const OTHERS_WORK = [ANSWERED_HERE, is('otherOperationsWork')];
const VENDOR = /vendor|^(getPurchaseOrders?(Status)?)$/i;
const SELLER =
  /marketplaceParticipations|getOrders?$|getAccount|catalog|listings|getReports?|feeds|inventory|finances|\/(sellers|orders|fba)\//i;
const MISMATCH = [
  all(is('sellingPartner', /vendor/i), is('apiFamily', /seller/i)),
  all(is('sellingPartner', /seller/i), is('apiFamily', /vendor/i)),
];
const KINDS_MATCH = [
  all(is('sellingPartner', /vendor/i), is('apiFamily', /vendor/i)),
  all(is('sellingPartner', /seller/i), is('apiFamily', /seller/i)),
];
const OTHER_FAMILY = [
  all(is('apiFamily', /seller/i), works(VENDOR)),
  all(is('apiFamily', /vendor/i), works(SELLER)),
  is('otherFamilyWorks', true),
];
const SAME_FAMILY = [
  all(is('apiFamily', /seller/i), saw({ service: ['sp-api'], operation: SELLER, answer: 'good' })),
  all(is('apiFamily', /vendor/i), saw({ service: ['sp-api'], operation: VENDOR, answer: 'good' })),
];
const WITH_MARKETPLACE = { ...PARTNER_DENIAL, notOperation: WITHOUT_MARKETPLACE };
const PROBABLE_PARAMETERS = {
  service: ['sp-api'],
  status: [400],
  code: /InvalidInput/i,
  words: /marketplace/i,
} as const;
const INVALID_FOR_REGION = {
  service: ['sp-api'],
  status: [400, 403],
  words: /marketplaces? .{0,30}not valid for/i,
} as const;

/** The 403 with empty details: eight causes that only other observations tell apart. */
export const CALL_DENIAL_RULES: readonly Rule[] = [
  {
    id: 'call-missing-role',
    stage: 'call',
    cause: 'The application has no data access role that covers this operation.',
    remedy:
      'Have the role approved in the developer profile if it is not, tick it on the application, save, authorize again and use the new refresh token.',
    source: 'https://developer-docs.amazon.com/sp-api/docs/roles-faq',
    when: [PARTNER_DENIAL],
    proves: [is('roleOnApplication', false), is('roleApproved', false)],
    contradicts: [
      is('roleOnApplication', true),
      is('otherAccountsWork'),
      same('tokenRegion', 'endpointRegion', false),
      ANSWERED_ELSEWHERE,
      ...MISMATCH,
    ],
    hints:
      /role (is )?(not ticked|unticked|not offered|missing|not approved)|lacks.{0,20}role|missing role|page shows the role unticked/i,
    next: ['roles', 'otherOperation'],
  },
  {
    id: 'call-role-added-token-not-renewed',
    stage: 'call',
    cause: 'The role was added after the refresh token was made; a refresh token keeps the roles of its day.',
    remedy:
      'Authorize again, replace the refresh token wherever it is stored or cached, and fetch a new access token.',
    source: 'https://github.com/amzn/selling-partner-api-docs/issues/1315',
    when: [PARTNER_DENIAL],
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
    cause: 'The refresh token was made in another region than the endpoint; each region has its own.',
    remedy:
      'Call the endpoint of the region where the account was authorized, or authorize the account of this region and use its own refresh token.',
    source: 'https://github.com/amzn/selling-partner-api-models/issues/4825',
    when: [PARTNER_DENIAL],
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
    cause:
      'The account does not sell in the marketplace that the call names; in the Far East each country is an account of its own.',
    remedy:
      'Use ids that getMarketplaceParticipations lists for this token, look for a default that a library adds, and authorize each account of the Far East by itself.',
    source: 'https://github.com/amzn/selling-partner-api-docs/issues/2384',
    when: [WITH_MARKETPLACE, PROBABLE_PARAMETERS],
    whenKnown: [is('marketplaceParticipates', false)],
    proves: [
      all(is('marketplaceParticipates', false), same('marketplaceRegion', 'endpointRegion', true)),
      is('marketplaceParticipates', false),
    ],
    contradicts: [
      is('marketplaceParticipates', true),
      same('marketplaceRegion', 'endpointRegion', false),
      same('tokenRegion', 'endpointRegion', false),
      saw(INVALID_FOR_REGION),
    ],
    hints:
      /does not sell|not (list|participat)\w*|certain marketplace|default marketplace|participations? (lack|without)/i,
    next: ['participations'],
  },
  {
    id: 'call-marketplace-not-in-endpoint-region',
    stage: 'call',
    cause: 'The marketplace belongs to another region than the endpoint.',
    remedy:
      'Call the endpoint of the marketplace: na for US, CA, MX, BR; fe for JP, AU, SG; eu for all others.',
    source: 'https://github.com/amzn/selling-partner-api-models/issues/5126',
    when: [INVALID_FOR_REGION, WITH_MARKETPLACE, PROBABLE_PARAMETERS],
    proves: [saw(INVALID_FOR_REGION), same('marketplaceRegion', 'endpointRegion', false)],
    contradicts: [same('marketplaceRegion', 'endpointRegion', true)],
    hints: /marketplace.{0,40}(another|other|different) region/i,
    next: ['tokenRegion', 'participations'],
  },
  {
    id: 'call-vendor-seller-mismatch',
    stage: 'call',
    cause: 'A vendor’s token was used for a seller API, or a seller’s for a vendor API.',
    remedy:
      'Call the APIs of the account’s own kind (for a vendor getPurchaseOrders); where both are needed, register the application for both and authorize both accounts.',
    source: 'https://github.com/amzn/selling-partner-api-models/issues/4958',
    when: [PARTNER_DENIAL],
    proves: MISMATCH,
    suggests: OTHER_FAMILY,
    contradicts: [...KINDS_MATCH, ...SAME_FAMILY, ANSWERED_ELSEWHERE],
    hints: /vendor (credential|token|account|central|app)|whole (api )?family|account type/i,
    next: ['accountKind', 'otherFamily'],
  },
  {
    id: 'call-seller-account-deactivated',
    stage: 'call',
    cause: 'The selling account itself is inactive, suspended or no longer on a Professional plan.',
    remedy:
      'Open Account Health in Seller Central, do what it asks and return to a Professional plan; the credentials need no change.',
    source: 'https://github.com/amzn/selling-partner-api-docs/issues/1258',
    when: [PARTNER_DENIAL],
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
];
