import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { note, print, printJson } from '../../../cli/output.ts';

const written: string[] = [];
for (const stream of [process.stdout, process.stderr])
  jest.spyOn(stream, 'write').mockImplementation((text) => written.push(String(text)) > 0);
afterEach(() => {
  written.length = 0;
});

const ESC = String.fromCharCode(27);

describe('what the commands print', () => {
  it('keeps its colours and lines, and leaves out what steers a terminal or misleads a reader', () => {
    print(`${ESC}[1mbold${ESC}[22m ${ESC}[2Jgone\u202e`, 'second');
    note('to\u200bgether\u0007');

    expect(written).toEqual([`${ESC}[1mbold${ESC}[22m  [2Jgone\nsecond\n`, 'together \n']);
  });

  it('is JSON that says the same, with such characters escaped', () => {
    const value = { text: `a\u202eb\u200b${ESC}`, emoji: '😀', tag: '\u{e0041}' };

    printJson(value);

    expect(written.join('')).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
    expect(JSON.parse(written.join(''))).toEqual(value);
  });
});
