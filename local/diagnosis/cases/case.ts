import type { GivenEvidence } from '#shared/diagnosis/evidence.ts';

/** A failure from the field, as evidence. */
export interface DiagnosisCase {
  id: string;
  evidence: GivenEvidence;
  /** The evidence without the fact that decides, where one does. */
  undecided?: { without: string[]; candidates: string[]; next: RegExp };
  historical?: true;
}
