import { readFileSync } from 'node:fs';

/** In a checkout and in the packed program it is at the same place beside this folder. */
const RUNBOOK = new URL('../docs/runbook.md', import.meta.url);

/** A part of the runbook under one heading. */
export interface Section {
  /** Without its marks of Markdown. */
  heading: string;
  text: string;
}

/** The sections of the runbook in their order, those within a section included in it too. */
export function readRunbook(): Section[] {
  const lines = readFileSync(RUNBOOK, 'utf8').split('\n');
  const isCode = codeLines(lines);
  const levels = lines.map((line, i) => (isCode[i] ? 0 : (/^(#+) /.exec(line)?.[1] ?? '').length));
  return levels.flatMap((level, start) => {
    if (level < 2) return [];
    const end = levels.findIndex((other, i) => i > start && other > 0 && other <= level);
    return [
      {
        heading: (lines[start] ?? '').replace(/^#+ /, '').replaceAll('`', ''),
        text: lines
          .slice(start, end < 0 ? undefined : end)
          .join('\n')
          .trimEnd(),
      },
    ];
  });
}

/** Which lines are in a block of code, where `#` begins a comment. */
function codeLines(lines: readonly string[]): boolean[] {
  let inside = false;
  return lines.map((line) => {
    if (line.trim().startsWith('```')) inside = !inside;
    return inside;
  });
}

/**
 * The section for the words of a message: the first whose heading has them.
 * @param words in any case, such as `AwsDenied`
 */
export const findSection = (sections: readonly Section[], words: string): Section | undefined =>
  sections.find(({ heading }) => heading.toLowerCase().includes(words.trim().toLowerCase()));
