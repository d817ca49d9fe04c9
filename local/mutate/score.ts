import type { Mutant } from './find-mutants.ts';
import type { Verdict } from './try-mutant.ts';

export interface Tried {
  mutant: Mutant;
  verdict: Verdict;
}

/** A mutant that nobody can notice, because the program does the same with it. */
export interface Equivalent {
  file: string;
  /** What stands in the line of the mutant, so that no other of the file is meant. */
  line: string;
  from: string;
  to: string;
  why: string;
}

/** Whether an equivalent names this mutant. */
export const isSame = (mutant: Mutant, known: Equivalent): boolean =>
  (['file', 'from', 'to'] as const).every((name) => known[name] === mutant[name]) &&
  mutant.code.includes(known.line);

/** The mutants that count. */
export const counted = (mutants: Mutant[], equivalents: Equivalent[]): Mutant[] =>
  mutants.filter((mutant) => !equivalents.some((known) => isSame(mutant, known)));

const shorten = (text: string) => (text.length > 70 ? `${text.slice(0, 67)}...` : text).replaceAll('\n', ' ');

/** One line for each mutant that no test noticed, the files with most of them first, and the score. */
export function reportLines(tried: Tried[]): string[] {
  const left = tried.filter(({ verdict }) => verdict !== 'noticed');
  const byFile = Map.groupBy(left, ({ mutant }) => mutant.file);
  const lines = [...byFile.values()]
    .toSorted((a, b) => b.length - a.length)
    .flat()
    .map(
      ({ mutant, verdict }) =>
        `${mutant.file}:${mutant.line}  ${verdict}: ${shorten(mutant.from)} -> ${shorten(mutant.to)}`,
    );
  const judged = tried.filter(({ verdict }) => verdict !== 'not judged').length;
  const noticed = tried.length - left.length;
  const percent = judged === 0 ? 0 : (100 * noticed) / judged;
  const others =
    judged < tried.length ? `, ${tried.length - judged} not judged: their tests fail without them` : '';
  return [...lines, `${noticed} of ${judged} mutants noticed: ${percent.toFixed(1)} %${others}`];
}
