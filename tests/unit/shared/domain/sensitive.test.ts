import { Console } from 'node:console';
import { Writable } from 'node:stream';
import { format, inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { Sensitive } from '#shared/domain/sensitive.ts';

const SECRET = 'FAKE_CLIENT_SECRET';
const secret = new Sensitive(SECRET);

function consoleText(print: (log: Console) => void): string {
  let text = '';
  const stream = new Writable({
    write: (chunk, _, done) => {
      text += String(chunk);
      done();
    },
  });
  print(new Console(stream));
  return text;
}

describe('a secret', () => {
  it('is given by reveal alone', () => {
    const value = secret.reveal();

    expect(value).toBe(SECRET);
    expect(Object.keys(secret)).toEqual([]);
  });

  it.each<[string, string, string]>([
    ['String()', String(secret), '[redacted]'],
    ['a template', `${secret}`, '[redacted]'],
    ['concatenation', `x${String(secret)}`, 'x[redacted]'],
    ['JSON', JSON.stringify({ secret }), '{"secret":"[redacted]"}'],
    ['nested JSON', JSON.stringify([[secret]]), '[["[redacted]"]]'],
    ['inspect', inspect(secret), '[redacted]'],
    ['nested inspect', inspect({ a: [{ secret }] }, { depth: 9 }), '{ a: [ { secret: [redacted] } ] }'],
    ['inspect with hidden fields', inspect(secret, { showHidden: true }), '[redacted]'],
    ['format %s', format('%s', secret), '[redacted]'],
    ['format %o', format('%o', { secret }), '{ secret: [redacted] }'],
    ['format %j', format('%j', secret), '"[redacted]"'],
    ['console.log', consoleText((log) => log.log({ secret })), '{ secret: [redacted] }\n'],
    ['an array as text', [secret, secret].join(), '[redacted],[redacted]'],
    ['an error message', new Error(`bad: ${secret}`).message, 'bad: [redacted]'],
  ])('prints as [redacted] in %s', (_, printed, expected) => {
    expect(printed).toBe(expected);
  });

  it('does not travel in copies', () => {
    const copies = [structuredClone({ secret }), { ...secret }, Object.assign({}, secret)];

    expect(inspect(copies, { depth: 9, showHidden: true })).not.toContain(SECRET);
  });

  it('stays hidden where Node asks no object how to print it', () => {
    const printed = consoleText((log) => log.dir(secret, { showHidden: true }));

    expect(printed).not.toContain(SECRET);
  });
});
