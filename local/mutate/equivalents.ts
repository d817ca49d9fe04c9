import type { Equivalent } from './score.ts';

/** Mutants that were looked at and do the same as the source; they do not count. */
export const EQUIVALENTS: Equivalent[] = [
  // `line` is what stands around the text, `from` the text itself.
  ...[
    ["['(Service: ', ", "'(Service: '"],
    ["    'Error: ',", "'Error: '"],
    ["['HandlerErrorCode', ", "'HandlerErrorCode'"],
    ["    ':',", "':'"],
    ["['<Code>', ", "'<Code>'"],
    ["['<', ", "'<'"],
    ["['://', ", "'://'"],
    ["['|', ", "'|'"],
    ["['@', ", "'@'"],
    ["['/', ", "'/'"],
    ["    '.',", "'.'"],
    ["['-', ", "'-'"],
    ['["\'", ', '"\'"'],
    ["['\"', ", "'\"'"],
    ["['`', ", "'`'"],
  ].map(([line = '', from = '']) => ({
    file: 'shared/diagnosis/reading/clean-text.ts',
    line,
    from,
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
  {
    file: 'shared/health/calendar.ts',
    line: "language: 'EN'",
    from: "'EN'",
    to: "''",
    why: 'The library writes EN where no language is given.',
  },
];
