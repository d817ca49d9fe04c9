import { describe, expect, it } from '@jest/globals';
import { securityControls, securityLines } from '#shared/domain/security-answers.ts';

const givenOf = (pages?: boolean) =>
  securityControls(pages)
    .map(({ given }) => given)
    .join(' ');

describe('the answers to the security questions', () => {
  it.each([
    [true, true, false],
    [false, false, true],
    [undefined, true, true],
  ])('say what is reachable from the internet, with pages %p', (pages, open, closed) => {
    const given = givenOf(pages);

    expect(given).not.toMatch(/no open ports/i);
    expect(given.includes('One HTTPS address, for task pages, is reachable')).toBe(open);
    expect(given.includes('Nothing accepts connections from the internet.')).toBe(closed);
  });

  it('are whole sentences, with each subject once', () => {
    const controls = securityControls(true);

    expect(new Set(controls.map(({ subject }) => subject)).size).toBe(controls.length);
    expect(
      controls.filter(({ given = '.', yours }) => !/\.$/.test(given) || !/^[A-Z].*\.$/.test(yours)),
    ).toEqual([]);
  });

  it('mark in the terminal what is for the company to decide', () => {
    expect(securityLines().filter((line) => !/^[A-Z][^:]+: .*\[If true: [^\]]+\.\]$/.test(line))).toEqual([]);
  });
});
