import { GRANTLESS } from '../operations.ts';
import type { Symptom } from '../rule.ts';

/** Words of a 403 that say more than "denied"; with them it is another rule's. */
const SPECIAL =
  /access token|LWA secret|marketplaces you provided|security token|signature|Credential|key=value|MissingAuthenticationToken/i;

/** The 403 that says nothing: empty details. */
export const PLAIN_DENIAL: Symptom = {
  service: ['sp-api'],
  status: [403],
  code: /^(Unauthorized|Forbidden|AccessDenied|403)$/i,
  words: /Access to (the )?requested resource is denied|^(Unauthorized|Forbidden|AccessDenied|403)$/i,
  notWords: SPECIAL,
  noDetails: true,
};

/** The same for operations that a selling partner's token is for. */
export const PARTNER_DENIAL: Symptom = { ...PLAIN_DENIAL, notOperation: GRANTLESS };

/** A good answer to a selling partner's token. */
export const PARTNER_ANSWER: Symptom = { service: ['sp-api'], notOperation: GRANTLESS, answer: 'good' };
