import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { jsonBytes, shortenToBytes } from '#shared/errors/fit-bytes.ts';

describe('a text in bytes', () => {
  it.each([
    ['plain', 'abc', 3],
    ['a quotation mark', '"', 2],
    ['a control character', '\u0001', 6],
    ['a letter of several bytes', '販', 3],
    ['an emoji', '🙂', 4],
  ])('%s takes what it takes in JSON', (_, text, bytes) => {
    expect(jsonBytes(text)).toBe(bytes);
  });

  it.each([
    ['abcdef', 6, 'abcdef'],
    ['abcdef', 5, 'ab…'],
    ['販売販売', 9, '販売…'],
    ['🙂🙂🙂', 8, '🙂…'],
    ['""""""', 7, '""…'],
    ['abcdef', 2, ''],
  ])('%s in %d bytes is %s', (text, bytes, short) => {
    expect(shortenToBytes(text, bytes)).toBe(short);
  });

  it('never takes more than it may, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), fc.nat(100), (text, bytes) => {
        expect(jsonBytes(shortenToBytes(text, bytes))).toBeLessThanOrEqual(bytes);
      }),
    );
  });
});
