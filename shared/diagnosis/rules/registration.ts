import { above, is, type Rule, same, saw } from '../rule.ts';
import { PARTNER_ANSWER, PARTNER_DENIALS } from './denial.ts';

/** What goes wrong when developer and application are registered. */
export const REGISTRATION_RULES: readonly Rule[] = [
  {
    id: 'reg-developer-profile-not-approved',
    stage: 'registration',
    family: 'registration',
    cause: 'Amazon has not approved the developer profile yet, so no role of the application has an effect.',
    remedy:
      'Answer what the review asks in the Solution Provider Portal; until then only a sandbox application works.',
    source:
      'https://developer-docs.amazon.com/sp-api/docs/onboarding-step-7-register-your-first-production-application',
    when: PARTNER_DENIALS,
    proves: [is('profileStatus', /review|pending|request|reject|not.?approved|incomplete|draft|submitted/i)],
    contradicts: [
      is('profileStatus', /^approved|^true$/i),
      saw(PARTNER_ANSWER),
      is('otherAccountsWork'),
      is('otherOperationsWork'),
      is('sandbox'),
    ],
    hints: /under review|profile.{0,40}(review|not approved|pending)|registration.{0,40}review/i,
    next: ['profile'],
  },
  {
    id: 'reg-user-arn-registered-role-used',
    stage: 'registration',
    family: 'registration',
    historical: true,
    cause: 'The application was registered with the ARN of the user, and its calls are signed with the role.',
    remedy:
      'Register the role’s ARN (the old one stays good for 14 days), or sign as the user; better, drop signing: SP-API has not needed it since October 2023.',
    source: 'https://github.com/jrl84/amazon-sp-api/issues/175',
    when: PARTNER_DENIALS,
    proves: [is('userKeysWork', true), same('registeredArn', 'signingArn', false)],
    suggests: [is('registeredArn', /:user\//)],
    contradicts: [
      is('userKeysWork', false),
      same('registeredArn', 'signingArn', true),
      is('registeredArn', /:role\//),
      saw(PARTNER_ANSWER),
    ],
    hints: /user arn.{0,40}registered|registered.{0,60}user|:user\/|akia/i,
    next: ['appPage', 'signingIdentity'],
  },
  {
    id: 'reg-entity-lacks-execute-api',
    stage: 'registration',
    family: 'registration',
    historical: true,
    cause: 'The registered IAM identity has no policy that allows execute-api:Invoke.',
    remedy:
      'Attach the policy SellingPartnerAPI (execute-api:Invoke on arn:aws:execute-api:*:*:*) to the very identity that is registered.',
    source: 'https://github.com/amzn/selling-partner-api-docs/issues/391',
    when: PARTNER_DENIALS,
    proves: [is('executeApiAllowed', false)],
    contradicts: [
      is('executeApiAllowed', true),
      same('registeredArn', 'signingArn', false),
      is('userKeysWork', true),
      saw(PARTNER_ANSWER),
    ],
    hints: /execute-?api/i,
    next: ['appPage', 'signingIdentity'],
  },
  {
    id: 'reg-no-iam-arn-field',
    stage: 'registration',
    family: 'registration',
    cause: 'The form is right: SP-API has asked for no IAM ARN since 2 October 2023, only older guides do.',
    remedy:
      'Go on without IAM: client id, client secret and self-authorization are all there is. An AWS account is needed for notification queues only.',
    source:
      'https://developer-docs.amazon.com/sp-api/changelog/sp-api-will-no-longer-require-aws-iam-or-aws-signature-version-4',
    when: [
      {
        service: ['console', 'other', 'sp-api'],
        status: [0],
        words:
          /\b(no|without|missing|absent)\b[^|]{0,30}(option|field|input|place)[^|]{0,40}\b(iam|arn)\b|iam arn[^|]{0,40}(missing|absent|not shown|no longer)|form field absent/,
      },
    ],
    whenKnown: [is('iamArnFieldShown', false)],
    byWords: 'likely',
    otherwise: 'older applications still show the field',
    proves: [is('iamArnFieldShown', false)],
    contradicts: [is('iamArnFieldShown', true)],
    next: ['appPage'],
  },
  {
    id: 'auth-md1000-draft-oauth',
    stage: 'authorization',
    family: 'registration',
    cause: 'The consent page for published applications was opened for a draft.',
    remedy:
      'A private application is authorized with the button Authorize in the developer console; for a public one under test add version=beta to the consent address.',
    source: 'https://developer-docs.amazon.com/sp-api/docs/authorization-errors',
    when: [{ service: ['console', 'other', 'sp-api', 'lwa'], code: /^md1000$/ }],
    byWords: 'likely',
    otherwise: 'a wrong application id on the consent page is answered alike',
    proves: [is('applicationStatus', /draft/i)],
    contradicts: [is('applicationStatus', /published/i)],
    next: ['appPage'],
  },
  {
    id: 'auth-self-authorization-limit',
    stage: 'authorization',
    family: 'quota',
    cause: 'The private application has the ten self-authorizations it may have.',
    remedy:
      'Revoke those that nobody uses under Manage Authorizations, or make the application public. Tokens that exist keep working.',
    source: 'https://developer-docs.amazon.com/sp-api/docs/application-authorization-limits',
    when: [
      {
        service: ['console', 'other', 'sp-api'],
        words:
          /(maximum|limit)[^|]{0,60}self.?authori[sz]ation|self.?authori[sz]ations?[^|]{0,40}(limit|maximum|reached)/,
      },
    ],
    whenKnown: [above('selfAuthorizationCount', 9)],
    byWords: 'likely',
    otherwise: 'where fewer are listed, the page may be wrong',
    proves: [above('selfAuthorizationCount', 9)],
    contradicts: [{ fact: 'selfAuthorizationCount', below: 10 }],
    next: ['appPage'],
  },
];
