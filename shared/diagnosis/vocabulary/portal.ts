import type { Meaning } from './meaning.ts';

const ERRORS = 'https://developer-docs.amazon.com/sp-api/docs/authorization-errors';
const services = ['console', 'other', 'sp-api', 'lwa'] as const;

/** Codes and words that a browser shows in Seller Central, Vendor Central and the Solution Provider Portal. */
const MEANINGS: readonly Meaning[] = [
  {
    id: 'portal-redirect-uri-mismatch',
    family: 'registration',
    sure: 'certain',
    codes: 'MD5101',
    cause: 'The redirect URI of the authorization is not one that is registered for the application.',
    remedy:
      'Add exactly this redirect URI to the application, or use a registered one. Publish the change of a published application.',
    source: ERRORS,
  },
  {
    id: 'portal-redirect-uri-malformed',
    family: 'registration',
    sure: 'certain',
    codes: 'MD5110',
    cause: 'The redirect URI has a fragment (#), which OAuth does not allow.',
    remedy: 'Register and use a redirect URI without a fragment.',
    source: ERRORS,
  },
  {
    id: 'portal-no-redirect-uri',
    family: 'registration',
    sure: 'certain',
    codes: 'MD9100 MD5100',
    cause: 'The application has no login URI or redirect URI, so the consent page cannot return to it.',
    remedy:
      'Private applications are authorized with the button Authorize. For the website workflow, register both URIs.',
    source: ERRORS,
  },
  {
    id: 'portal-mws-developer-blocked',
    family: 'registration',
    sure: 'likely',
    codes: 'MD9001 MD9010',
    cause: 'The application is a hybrid of MWS and SP-API, and the part of MWS is not valid any more.',
    remedy: 'Register the application for SP-API alone, and authorize it again.',
    source: ERRORS,
    otherwise: 'a region without developer id is answered alike',
  },
  {
    id: 'portal-not-primary-user',
    family: 'authorization',
    sure: 'certain',
    codes: 'SPDC8143',
    cause: 'The person who authorizes is not the primary user of the selling account.',
    remedy: 'Let the primary user of the account sign in and authorize.',
    source: ERRORS,
  },
  {
    id: 'portal-business-entity-unsupported',
    family: 'registration',
    sure: 'certain',
    words: [
      /(unsupported|no supported|not (a )?supported) business (entity|unit)|keine unterstützte geschäftseinheit/,
    ],
    codes: 'SPSA0404',
    cause:
      'The application is not registered for the business entity (seller or vendor) of the account that authorizes it.',
    remedy:
      'Tick the business entity of that account on the application, or authorize with an account of the other kind.',
    source: ERRORS,
  },
  {
    id: 'portal-vendor-group-lacks-role',
    family: 'authorization',
    sure: 'certain',
    codes: 'SPSA2043',
    cause:
      'The user or vendor group that authorizes lacks the role for managing applications in Vendor Central.',
    remedy: 'Let an administrator of the vendor group grant SPDS-VC-MYA, or authorize as an administrator.',
    source: ERRORS,
  },
  {
    id: 'portal-consent-limit',
    family: 'quota',
    sure: 'certain',
    codes: 'CONSENT_LIMIT_REACHED',
    cause: 'The application has as many authorizations as it may have.',
    remedy: 'Revoke authorizations that nobody uses, or publish the application.',
    source: 'https://developer-docs.amazon.com/sp-api/docs/application-authorization-limits',
  },
  {
    id: 'portal-fault',
    family: 'amazon-fault',
    sure: 'likely',
    words: [/something went wrong|we are sorry but we encountered an error|page is temporarily unavailable/],
    codes: 'SPDC00 SPDC0000 SPDC300 MD9999 MD4100',
    cause: 'The developer console failed and gives no reason.',
    remedy:
      'Try again in another browser an hour later; open a case with the code and the application id if it stays.',
    source: ERRORS,
    otherwise: 'an application that is not registered completely is answered alike',
  },
  {
    id: 'portal-code-unknown',
    family: 'registration',
    sure: 'possible',
    otherCodes: /^(md|sp[a-z]{2})\d{2,5}$/,
    weak: [/\b(md|sp[a-z]{2})\d{2,5}\b/],
    cause:
      'The portal refuses the authorization or the application with a code that its documentation does not explain.',
    remedy:
      'Compare status, type, URIs, business entity and roles of the application; give Amazon the code in a case.',
    source: ERRORS,
    otherwise: 'it may be a fault of the portal',
  },
];

export const PORTAL_MEANINGS: readonly Meaning[] = MEANINGS.map((one) => ({ services, ...one }));
