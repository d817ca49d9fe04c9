import type { Equivalent } from './score.ts';

/** Mutants that were looked at and do the same as the source; they do not count. */
export const EQUIVALENTS: Equivalent[] = [
  ...['@'].map((text) => ({
    file: 'shared/diagnosis/reading/clean-text.ts',
    line: `['${text}', `,
    from: `'${text}'`,
    to: "''",
    why: 'It only saves the search of texts without one.',
  })),
  {
    file: 'shared/lambda/define-call.ts',
    line: 'resetKeys: true',
    from: 'true',
    to: 'false',
    why: 'No key is added to the log of a call, so none is left to be reset.',
  },
  {
    file: 'shared/domain/failure.ts',
    line: 'innermost(step, packed, levels - 1)',
    from: '-',
    to: '+',
    why: 'Each packing doubles the backslashes before it, so no cause is packed 50 times.',
  },
  {
    file: 'shared/tasks/record-submission.ts',
    line: "{ action: 'submitted' }",
    from: "'submitted'",
    to: "''",
    why: 'The mark of a submission is stored nowhere; it only has to differ from that of an answer.',
  },
];
