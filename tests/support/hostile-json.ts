const LEVELS = 20_000;
const NESTED = `${'['.repeat(LEVELS)}${']'.repeat(LEVELS)}`;
const NESTED_OBJECTS = `${'{"a":'.repeat(LEVELS)}1${'}'.repeat(LEVELS)}`;

/** Values that JSON can hold where a text, a number or an object belongs. */
export const HOSTILE_JSON: [string, string][] = [
  ['an object that cannot become a text', '{"toString":1}'],
  ['an object without anything', '{"__proto__":null,"valueOf":1,"toString":null}'],
  ['a prototype', '{"__proto__":{"polluted":true}}'],
  ['20,000 levels of lists', NESTED],
  ['20,000 levels of objects', NESTED_OBJECTS],
  ['a number', '12345'],
  ['a huge number', '1e400'],
  ['a truth', 'true'],
  ['a list', '[1,"a",null]'],
  ['nothing', 'null'],
  ['a control character', '"\\u0000\\u202e"'],
];
