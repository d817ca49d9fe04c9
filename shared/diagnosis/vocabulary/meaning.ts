import type { Confidence } from '../../domain/health.ts';
import type { Family } from '../families.ts';
import type { Service } from '../reading/read-call.ts';

/** Whose credential a cause says is missing, unknown, wrong or ended: a good answer with it says otherwise. */
export type Claim = 'aws-credential' | 'lwa-client' | 'refresh-token';

/** What an error means before anything else is known: its family, and what to do. */
export interface Meaning {
  id: string;
  family: Family;
  /** How sure the family is by these words alone: `certain` only where they have no other meaning. */
  sure: Confidence;
  /** Who may say it; without it anybody. */
  services?: readonly Service[];
  /** Words of the error, in lower case. */
  words?: readonly RegExp[];
  /** Codes, in any spelling, separated by blanks. */
  codes?: string;
  /** Codes by their form, in the one spelling, where no vocabulary has them. */
  otherCodes?: RegExp;
  /** Words that are looked at only where no code is known. */
  weak?: readonly RegExp[];
  /** Statuses that say it where nothing else does. */
  status?: readonly number[];
  /** Only a page of HTML says it, or only an answer that is none. */
  page?: boolean;
  /** Only where no answer came. */
  unanswered?: true;
  claims?: Claim;
  cause: string;
  remedy: string;
  source: string;
  /** What else the same words may mean; needed where they are not certain. */
  otherwise?: string;
}
