import { styleText } from 'node:util';
import { harmlessCharacters } from '#shared/errors/plain-text.ts';
import { ownCommands } from './own-commands.ts';

export type Style = 'bold' | 'dim' | 'green' | 'red' | 'yellow';

/** Colours text where the terminal shows colours; elsewhere the text stays as it is. */
export function styled(style: Style, text: string): string {
  return styleText(style, text, { stream: process.stdout });
}

/** What may be printed: harmless characters, the colours of {@link styled}, and our commands as they run here. */
const printable = (lines: string[]): string =>
  ownCommands(lines.join('\n'))
    .split(COLOUR)
    .map((part, i) => (i % 2 ? part : harmlessCharacters(part)))
    .join('');

const COLOUR = new RegExp(`(${String.fromCharCode(27)}\\[\\d{1,2}m)`);

/** Prints lines to standard output. */
export function print(...lines: string[]): void {
  process.stdout.write(`${printable(lines)}\n`);
}

/** Says something beside the result, on standard error. */
export function note(...lines: string[]): void {
  process.stderr.write(`${printable(lines)}\n`);
}

/** Shows on a terminal how far something is, in place of what was shown before; an empty text ends it. */
export function showProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
}

/** Prints one JSON document, whose characters a terminal can show: the others are escaped. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2).replace(NOT_SHOWN, escaped)}\n`);
}

const NOT_SHOWN = /[^\n\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}]/gu;

const escaped = (character: string): string =>
  character.replace(/[\s\S]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Rows below their headings, each column as wide as its longest cell. */
export function table(headings: string[], rows: string[][]): string[] {
  const all = [headings, ...rows];
  const widths = headings.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const line = (row: string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [styled('bold', line(headings)), ...rows.map(line)];
}
