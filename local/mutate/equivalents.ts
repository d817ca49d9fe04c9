import type { Equivalent } from './score.ts';

/** Mutants that were looked at and do the same as the source; they do not count. */
export const EQUIVALENTS: Equivalent[] = [
  {
    file: 'shared/diagnosis/reading/clean-text.ts',
    from: "'@'",
    to: "''",
    why: 'It only saves the search of texts without one.',
  },
  {
    file: 'shared/tasks/turns.ts',
    from: '+',
    to: '-',
    why: 'A write that is not known to have counted is read again, and read as ours.',
  },
  {
    file: 'shared/lambda/define-call.ts',
    from: 'true',
    to: 'false',
    why: 'No key is added to the log of a call, so none is left to be reset.',
  },
];
