import { note } from './output.ts';

/** Commands whose output is data even without --json. */
const DATA = ['call', 'token'];

/**
 * Says how to get rid of the lines that `npm run` prints on standard output before the program starts, where another
 * program reads that output. Nothing that the program does can take them back.
 * @param words what was typed
 * @param settings the environment, and whether a person reads the output
 * Source: docs.npmjs.com/cli/using-npm/logging (silent)
 */
export function warnOfBanner(
  words: readonly string[],
  { env, isTerminal }: { env: NodeJS.ProcessEnv; isTerminal: boolean },
): void {
  const isData = words.includes('--json') || words.some((word) => DATA.includes(word));
  const banner = env.npm_lifecycle_event === 'spapi' && env.npm_config_loglevel !== 'silent';
  if (isData && banner && !isTerminal)
    note(
      'npm has printed its own lines before this output. For programs: npx spapi …, or npm run --silent spapi -- …',
    );
}
