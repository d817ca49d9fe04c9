import { describe, expect, it } from '@jest/globals';
import { readFacts } from '#shared/diagnosis/read-facts.ts';

const readAs = (name: string, value: unknown) => Object.values(readFacts({ [name]: value }).facts)[0];

describe('a fact is read', () => {
  it.each([true, 'true', 'YES', ' y ', 1, '1', 'ok', 'allowed', 'Active', 'enforced'])(
    'as true: %j',
    (value) => {
      expect(readAs('userExists', value)).toBe(true);
      expect(readAs('userMissing', value)).toBe(false);
    },
  );

  it.each([
    false,
    'false',
    'No',
    'n',
    0,
    '0',
    'none',
    'denied',
    'implicitDeny',
    'explicitDeny',
    'inactive',
    'missing',
    'absent',
    'NoSuchEntityException',
  ])('as false: %j', (value) => {
    expect(readAs('userExists', value)).toBe(false);
    expect(readAs('userMissing', value)).toBe(true);
  });

  it.each(['perhaps', '', {}, [true]])('as words where it is neither: %j', (value) => {
    expect(readFacts({ userExists: value }).facts).toEqual({});
  });

  it.each([
    ['a list', ['DE', 'FR'], ['DE', 'FR']],
    ['a text', 'DE, FR;IT  ES', ['DE', 'FR', 'IT', 'ES']],
    [
      "Amazon's objects",
      [{ marketplace: { id: 'A1', name: 'x' } }, { marketplaceId: 'A2' }, { name: 'x' }],
      ['A1', 'A2'],
    ],
  ])('as a list: %s', (_, value, expected) => {
    expect(readAs('participations', value)).toEqual(expected);
  });

  it.each<[unknown, number | undefined]>([
    [2, 2],
    ['2', 2],
    [0, 0],
    [['AKIA1', 'AKIA2'], 2],
    ['', undefined],
    [true, undefined],
    ['many', undefined],
  ])('as a number: %j', (value, expected) => {
    expect(readAs('accessKeyCount', value)).toBe(expected);
  });

  it.each([
    ['roleCreatedAt', '2026-01-01', '2026-01-01'],
    ['roleCreatedAt', 'last week', undefined],
    ['roleCreatedAt', 5, undefined],
    ['accountId', 'any text', 'any text'],
    ['accountId', 111122223333, undefined],
  ])('%s as a date or a text: %j', (name, value, expected) => {
    expect(readAs(name, value)).toBe(expected);
  });

  it.each<[string, unknown, number | undefined]>([
    ['persistsForSeconds', 5, 5],
    ['persistsForSeconds', '5', 5],
    ['persistsForSeconds', true, 3600],
    ['persistsForSeconds', false, undefined],
    ['accessKeyAgeSeconds', true, undefined],
    ['persistsForMinutes', 5, 300],
    ['persists_for_hours', 2, 7200],
    ['persistsForDays', 1, 86_400],
    ['persistsFor', '5 sec', 5],
    ['persistsFor', '5 min', 300],
    ['persistsFor', '> 5 m', 300],
    ['persistsFor', '~2h', 7200],
    ['persistsFor', '1.5 hours', 5400],
    ['persistsFor', '2d', 172_800],
    ['persistsFor', '3 days', 259_200],
    ['persistsForMinutes', '3 days', 259_200],
    ['accessKeyAgeMinutes', 2, 120],
    ['clientSecretAgeDays', 2, 172_800],
    ['persistsFor', 'long', undefined],
    ['persistsFor', '2026-01-01', undefined],
  ])('as a duration in seconds: %s %j', (name, value, expected) => {
    expect(readAs(name, value)).toBe(expected);
  });
});

describe('a name', () => {
  it.each(['user_exists', 'USER EXISTS', 'iam.userExists', 'theUserExists'])('is known as %s', (name) => {
    expect(readFacts({ [name]: true })).toEqual({ facts: { userExists: true }, words: '' });
  });

  it.each(['noUserExists', 'unUserExists', 'withoutUserExists', 'not_userExists'])(
    'that is denied is another fact: %s',
    (name) => {
      expect(readFacts({ [name]: true }).facts).toEqual({});
    },
  );

  it('that ends in another is one only where it is true or false', () => {
    expect(readFacts({ theAccountIdOfMine: 'x', myRegisteredArn: 'x' }).facts).toEqual({});
  });

  it('inside another fact is known by itself', () => {
    expect(readFacts({ iam: { user: { userExists: false } } }).facts).toEqual({ userExists: false });
  });

  it('given twice counts as the first in the order of the alphabet', () => {
    expect(readFacts({ userMissing: true, iamUserExists: true }).facts).toEqual({ userExists: true });
  });
});

describe('what no name fits', () => {
  it('is kept as words, in the order of the names', () => {
    expect(readFacts({ weather: 'rain', mood: 'good', nothing: null, none: undefined })).toEqual({
      facts: {},
      words: expect.stringMatching(/mood.*good.*; .*weather.*rain/),
    });
  });

  it('is cut after 2,000 characters', () => {
    const { words } = readFacts({ a: 'x'.repeat(3_000), b: 'y' });

    expect(words).toHaveLength(2_000);
  });
});
