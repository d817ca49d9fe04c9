import { readFileSync } from 'node:fs';

/** The runbook, and what its steps lead to. */
export const RUNBOOK_FILES = ['runbook.md', 'rotation-client-secret.md'];

/** A part of a document under one heading. */
export interface Section {
  file: string;
  /** Without its marks of Markdown. */
  heading: string;
  text: string;
}

/** The sections of the runbook in their order, those within a section included in it too; then those it leads to. */
export const readRunbook = (): Section[] => RUNBOOK_FILES.flatMap(readSections);

function readSections(file: string): Section[] {
  // In a checkout and in the packed program they are at the same place beside this folder.
  const lines = readFileSync(new URL(`../docs/${file}`, import.meta.url), 'utf8').split('\n');
  const isCode = codeLines(lines);
  const levels = lines.map((line, i) => (isCode[i] ? 0 : (/^(#+) /.exec(line)?.[1] ?? '').length));
  return levels.flatMap((level, start) => {
    if (level < 2) return [];
    const end = levels.findIndex((other, i) => i > start && other > 0 && other <= level);
    const text = lines.slice(start, end < 0 ? undefined : end).join('\n');
    return [{ file, heading: withoutMarks(lines[start] ?? ''), text: text.trimEnd() }];
  });
}

const withoutMarks = (heading: string): string => heading.replace(/^#+ /, '').replaceAll('`', '');

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

/** The text of a section, its links to others as the commands that print them. */
export const followable = ({ file, text }: Section, sections: readonly Section[]): string =>
  text.replace(
    /\[([^[\]]+)\]\(([\w-]+\.md)?#([\w-]+)\)/g,
    (link, label: string, other: string | undefined, anchor: string) => {
      const to = sections.find((one) => one.file === (other ?? file) && anchorOf(one.heading) === anchor);
      return to ? `${label} (spapi runbook "${to.heading}")` : link;
    },
  );

/** The anchor that GitHub makes of a heading. */
export const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');
