import type { Confidence } from '../domain/health.ts';
import type { Family } from './families.ts';

/** A root cause that the evidence supports, or what the error means where no cause is sure. */
export interface Cause {
  /** Id of the rule or of the meaning, or `unknown`. */
  id: string;
  family: Family | 'unknown';
  confidence: Confidence;
  cause: string;
  remedy: string;
  source: string;
}

export interface Diagnosis {
  /** Of the first cause: who can act, and what kind of thing to do. */
  family: Family | 'unknown';
  /** Surest first, of equally sure ones the most special. */
  causes: Cause[];
  /** What to look at to tell them apart, cheapest first. */
  next: string[];
}
