import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { unwrapValue } from '#shared/domain/unwrap-value.ts';
import { checkAnswer } from '#shared/tasks/answer-fields.ts';

const TOKEN = 'Atzr|IwEBIFAKE_token-0+/=x';
const SECRET = `amzn1.oa2-cs.v1.${'0a'.repeat(32)}`;

const WRAPPINGS: Record<string, (value: string) => string> = {
  'quotation marks': (value) => `"${value}"`,
  'single quotation marks': (value) => `'${value}'`,
  'typographic quotation marks': (value) => `“${value}”`,
  'a name': (value) => `SP_API_TOKEN=${value}`,
  'an exported name': (value) => `export TOKEN="${value}"`,
  'a JSON field': (value) => `"refresh_token": "${value}",`,
  'a name with a colon': (value) => `Refresh token: ${value}`,
  'blanks around': (value) => `  ${value} \n`,
  'a line break inside': (value) => `${value.slice(0, 12)}\r\n${value.slice(12)}`,
  'invisible characters': (value) => `\u{feff}${value.slice(0, 8)}\u{200b}${value.slice(8)}\u{2060}`,
  'a backslash at the end': (value) => `${value}\\`,
};

describe('a value that was copied with something around it', () => {
  it.each(Object.keys(WRAPPINGS))('is found in %s', (name) => {
    for (const value of [TOKEN, SECRET]) {
      expect(unwrapValue(WRAPPINGS[name]?.(value) ?? '').value).toBe(value);
    }
  });

  it.each([
    ['URL encoding', TOKEN.replace('|', '%7C').replace('+', '%2B')],
    ['a backslash before the bar', TOKEN.replace('|', '\\|')],
    ['a backslash where a line was continued', `${TOKEN.slice(0, 12)}\\${TOKEN.slice(12)}`],
  ])('is found in %s', (words, typed) => {
    const { value, removed } = unwrapValue(typed);

    expect(value).toBe(TOKEN);
    expect(removed.join()).toContain(words.split(' ')[0] === 'URL' ? 'URL encoding' : 'backslashes');
  });

  it('is found in any two wrappings, one in the other', () => {
    const names = fc.constantFrom(...Object.keys(WRAPPINGS));
    fc.assert(
      fc.property(names, names, (inner, outer) => {
        // A name in front of a name is no wrapping that people make.
        fc.pre(!(/name|field/.test(inner) && /name|field/.test(outer)));
        const typed = WRAPPINGS[outer]?.(WRAPPINGS[inner]?.(SECRET) ?? '') ?? '';

        expect(unwrapValue(typed).value).toBe(SECRET);
      }),
    );
  });

  it('is left as it is where nothing is around it', () => {
    expect([TOKEN, SECRET].map(unwrapValue)).toEqual([
      { value: TOKEN, removed: [] },
      { value: SECRET, removed: [] },
    ]);
  });

  it('never makes anything fail', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(unwrapValue(unwrapValue(text).value).value).toBe(unwrapValue(text).value);
      }),
    );
  });
});

describe('an answer', () => {
  it('says what was taken off, and is tried', () => {
    expect(checkAnswer('refreshToken', `"${TOKEN}"`)).toEqual({
      doubt: 'was copied with quotation marks; that is taken off, and the rest is tried',
    });
  });

  it.each([
    ['', 'is missing'],
    ['" "', 'holds nothing but quotation marks, blanks or a name'],
    ['Atzr|', 'ends after Atzr|; copy the whole token'],
    ['Atzr|ab*cd', 'has a character at position 8 of 10 that no refresh token has; copy it again'],
    [
      'something',
      'must start with Atzr|; this has 9 characters and starts otherwise. Copy it again, or authorize again if it is no longer shown',
    ],
  ])('says exactly what is wrong with its form: %s', (typed, problem) => {
    expect(checkAnswer('refreshToken', typed)).toEqual({ problem });
  });
});
