import type { Equivalent } from './score.ts';

/** Mutants that were looked at and do the same as the source; they do not count. */
export const EQUIVALENTS: Equivalent[] = [];
