import type { Symptom } from '../rule.ts';

/** Words of a 403 that say more than "denied"; with them it is another rule's. */
const SPECIAL =
  /access token|lwa secret|marketplaces? (you provided|[^.|]{0,30}not valid)|security token|signature|credential|key=value|missing ?authentication ?token|do(es)? not have access|<html|signed/;

/** The 403 that says nothing, with empty details: by its sentence, by its code, by its status. */
const PLAIN = { service: ['sp-api'], status: [401, 403], notWords: SPECIAL, noDetails: true } as const;
export const PLAIN_DENIALS: readonly Symptom[] = [
  { ...PLAIN, words: /access to (the )?requested resource is denied/ },
  { ...PLAIN, code: /^(unauthorized|forbidden|accessdenied|notauthorized)$/ },
  { ...PLAIN, statusTells: true },
];

/** One of these with further conditions. */
export const denials = (more: Symptom): Symptom[] => PLAIN_DENIALS.map((one) => ({ ...one, ...more }));

const GRANTLESS = (known: { grantless: boolean }) => known.grantless;
/** Operations that take a grantless token. Source: developer-docs.amazon.com/sp-api/docs/grantless-operations */
export const GRANTLESS_DENIALS = denials({ called: GRANTLESS });
const GRANTLESS_NAMES =
  /^(createDestination|deleteDestination|getDestinations?|getSubscriptionById|deleteSubscriptionById|rotateApplicationClientSecret|getShipmentTracking)$/i;

/** The same for operations that a selling partner's token is for. */
export const PARTNER_DENIALS = denials({ notOperation: GRANTLESS_NAMES });

/** A good answer to a selling partner's token. */
export const PARTNER_ANSWER: Symptom = { service: ['sp-api'], notOperation: GRANTLESS_NAMES, answer: 'good' };
