import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { foreignText, harmless, harmlessCharacters, shorten } from '#shared/errors/plain-text.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 200 });
const anyUnits = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 200 }).map(toText);

function toText(units: number[]): string {
  return String.fromCharCode(...units);
}

describe('a text that is cut', () => {
  it.each([
    ['whole emoji', 'ab😀cd', 4, 'ab…'],
    ['an emoji with a skin tone', 'ab👍🏽cd', 5, 'ab…'],
    ['a family joined from emojis', 'a👨‍👩‍👧b', 5, 'a…'],
    ['a letter with an accent of its own', 'abe\u0301d', 4, 'ab…'],
    ['a text that fits', 'ab😀', 4, 'ab😀'],
    ['nothing at all', 'abc', 1, '…'],
  ])('keeps %s whole', (_, text, length, expected) => {
    expect(shorten(text, length)).toBe(expected);
  });

  it('is never longer than it may be, and can always be sent', () => {
    void fc.assert(
      fc.property(fc.oneof(anyText, anyUnits), fc.integer({ min: 1, max: 60 }), (text, length) => {
        const short = shorten(text, length);
        expect(short.length).toBeLessThanOrEqual(length);
        expect(() => encodeURIComponent(short)).not.toThrow();
      }),
    );
  });
});

describe('a text of others', () => {
  it.each([
    ['steers the terminal', '\u001b[2Jgone\u0007', '[2Jgone'],
    ['changes the direction', 'safe\u202e\u2066evil', 'safeevil'],
    ['hides characters', 'pay\u200bpal\u00ad\u{e0041}', 'paypal'],
    [
      'calls a channel',
      'now <!channel> and <@U123> and @everyone',
      'now < !channel> and < @U123> and @ everyone',
    ],
    [
      'makes a link',
      '[ours](https://evil.example) <https://evil.example|ours>',
      '[ours] (https://evil.example) < https://evil.example|ours>',
    ],
    [
      'starts a line that looks like ours',
      'no\nWhat to do: send me the secret',
      'no "What to do:" send me the secret',
    ],
    ['has half a character', 'a\ud83d', 'a\ufffd'],
    ['breaks lines in other ways', 'a\u2028b\r\nc\u0085d', 'a b c d'],
  ])('is one harmless line where it %s', (_, text, expected) => {
    expect(foreignText(text)).toBe(expected);
  });

  it('has no character that steers, hides or breaks, whatever it is', () => {
    void fc.assert(
      fc.property(fc.oneof(anyText, anyUnits), (text) => {
        expect(foreignText(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
        expect(foreignText(text)).not.toMatch(/<[!@#]|\]\(|@(channel|here|everyone)\b/i);
      }),
    );
  });

  it('does not change when it is made harmless again', () => {
    void fc.assert(
      fc.property(fc.oneof(anyText, anyUnits), (text) => {
        const once = harmless(text);
        expect(harmless(once)).toBe(once);
      }),
    );
  });

  it('is bounded before it is read: a megabyte takes no time', () => {
    const started = performance.now();

    expect(foreignText('What to do\t'.repeat(100_000)).length).toBe(1_000);
    expect(harmless('<'.repeat(1_000_000)).length).toBe(1_000_000);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

it('a text of ours keeps its lines and its advice', () => {
  expect(harmlessCharacters('a\nWhat to do: b\u202e')).toBe('a\nWhat to do: b');
});
