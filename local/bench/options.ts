export const PARTS = ['start', 'functions', 'diagnosis', 'check'] as const;
export type Part = (typeof PARTS)[number];

/** What is measured, and how often. */
export interface BenchOptions {
  runs: number;
  parts: readonly Part[];
  /** Numbers of authorizations, ascending. */
  sizes: number[];
}

/**
 * Reads the options of the command.
 * @throws Error that says what is wrong
 */
export function readBenchOptions(values: {
  runs: string;
  only?: string | undefined;
  authorizations: string;
}): BenchOptions {
  const runs = positive('--runs', values.runs);
  const sizes = values.authorizations.split(',').map((text) => positive('--authorizations', text));
  const only = PARTS.find((part) => part === values.only);
  if (values.only !== undefined && !only) throw new Error(`--only takes ${PARTS.join(', ')}.`);
  return { runs, parts: only ? [only] : PARTS, sizes: sizes.toSorted((a, b) => a - b) };
}

function positive(option: string, text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new Error(`${option} takes whole numbers from 1, not "${text}".`);
}
