import { describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { invalidInput, listProblems } from '#shared/domain/problems.ts';

const Input = z.strictObject({
  name: z.string().check(z.minLength(3), z.maxLength(5), z.regex(/^[a-z]+$/, 'must be letters')),
  kind: z.optional(z.enum(['seller', 'vendor'])),
  mode: z.optional(z.union([z.literal('create'), z.number()])),
  inner: z.optional(z.object({ list: z.array(z.boolean()) })),
});
const problemsOf = (input: unknown) => listProblems(Input.safeParse(input).error?.issues ?? []);

describe('a problem', () => {
  it.each<[unknown, string[]]>([
    [{ name: 'acme' }, []],
    [{ name: 5 }, ['name: must be of type string']],
    [{ name: 'a' }, ['name: must be at least 3']],
    [{ name: 'acmeacme' }, ['name: must be at most 5']],
    [{ name: 'AAAA' }, ['name: must be letters']],
    [{ name: 'acme', kind: 'x' }, ['kind: must be seller or vendor']],
    [{ name: 'acme', mode: 'x' }, ['mode: must be create, adopt or none']],
    [{ name: 'acme', inner: { list: [true, 1] } }, ['inner.list.1: must be of type boolean']],
    [{ name: 'acme', a: 1, b: 2 }, ['input: has unknown field(s): a, b']],
    [
      { name: 'acme', 'Atzr|FAKE_REFRESH_TOKEN': 1 },
      ['input: has unknown field(s): (a name that looks like a secret)'],
    ],
    ['text', ['input: must be of type object']],
    [{ name: 5, kind: 'x' }, ['name: must be of type string', 'kind: must be seller or vendor']],
  ])('of %j is told without a value', (input, expected) => {
    expect(problemsOf(input)).toEqual(expected);
  });
});

it.each([
  [undefined, 'Correct the input and start again.'],
  [{ name: 'acme' }, 'Correct the input and start again, for example with {"name":"acme"}.'],
])('all problems are one error, with an input as it should be: %j', (example, remedy) => {
  const error = invalidInput(['a: b', 'c: d'], example);

  expect([error.what, error.remedy, error.details]).toEqual([
    'The input has 2 problem(s):\n- a: b\n- c: d',
    remedy,
    { problems: 2 },
  ]);
});
