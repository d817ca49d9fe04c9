import { createRequire } from 'node:module';
import type { checkSync } from 'recheck';
import type { FoundRegex } from './find-regexes.ts';

/** What the tool says: `safe` is proven linear, `unknown` is not proven in time, as bounded repetitions mostly are not. */
export interface Judged {
  status: 'safe' | 'vulnerable' | 'unknown';
  complexity: string;
}

/**
 * Whether an expression has to be written another way. The tool also calls bounded repetitions vulnerable: these are
 * attacked by the unit test instead.
 */
export const mustChange = ({ source }: FoundRegex, { status }: Judged): boolean =>
  status === 'vulnerable' && /[^\\][*+]|\{\d+,\}/.test(source);

// The build in plain JavaScript: the others are programs of one platform each.
const load = createRequire(import.meta.url);

/** Judges a regular expression with recheck. @param timeout in milliseconds */
export function judgeRegex({ source, flags }: FoundRegex, timeout = 10_000): Judged {
  const recheck: { checkSync: typeof checkSync } = load('recheck/lib/browser.js');
  const judged = recheck.checkSync(source, flags, { timeout });
  const complexity = 'complexity' in judged ? judged.complexity.summary : '';
  return { status: judged.status, complexity };
}
