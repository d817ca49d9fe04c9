import { describe, expect, it } from '@jest/globals';
import {
  checkApplicationId,
  checkClientId,
  checkClientSecret,
  checkRefreshToken,
  type Finding,
} from '#shared/domain/lwa-formats.ts';

const CLIENT_ID = `amzn1.application-oa2-client.${'0f'.repeat(16)}`;
const APPLICATION_ID = 'amzn1.sp.solution.00000000-1111-2222-3333-444444444444';
const OLD_APPLICATION_ID = 'amzn1.sellerapps.app.00000000-1111-2222-3333-444444444444';
const SECRET = `amzn1.oa2-cs.v1.${'0f'.repeat(32)}`;
const OLD_SECRET = 'aZ09'.repeat(16);
const REFRESH_TOKEN = `Atzr|${'FAKE-refresh_token'.repeat(20)}`;
const UNTIDY = 'contains a space, a line break or a quotation mark; copy it again';

type Case = [string, string, Finding];
const titled = (cases: Case[]) => cases;

describe('a client id', () => {
  it.each(
    titled([
      ['as Amazon writes it', CLIENT_ID, {}],
      [
        'in capitals',
        CLIENT_ID.toUpperCase().replace('AMZN1.APPLICATION-OA2-CLIENT', 'amzn1.application-oa2-client'),
        {},
      ],
      [
        'that is the application id',
        APPLICATION_ID,
        {
          problem:
            'this is the application id; the client id is behind "View" in the column "LWA credentials" and starts with amzn1.application-oa2-client.',
        },
      ],
      [
        'that is an older application id',
        OLD_APPLICATION_ID,
        { problem: expect.stringContaining('this is the application id') as unknown as string },
      ],
      ['that is the secret', SECRET, { problem: 'this looks like a secret or a token, not the client id' }],
      ['with a line break', `${CLIENT_ID}\n`, { problem: UNTIDY }],
      ['in quotes', `"${CLIENT_ID}"`, { problem: UNTIDY }],
      [
        'of an unknown form',
        'amzn2.client.1',
        { doubt: 'does not look like amzn1.application-oa2-client.…' },
      ],
    ]),
  )('%s', (_, value, finding) => {
    expect(checkClientId(value)).toEqual(finding);
  });
});

describe('a client secret', () => {
  it.each(
    titled([
      ['as Amazon writes it', SECRET, {}],
      ['in the older form', OLD_SECRET, {}],
      ['that is the client id', CLIENT_ID, { problem: 'this is the client id, not the client secret' }],
      [
        'that is a refresh token',
        REFRESH_TOKEN,
        { problem: 'this is a refresh token, not the client secret' },
      ],
      ['with a space', `${SECRET} `, { problem: UNTIDY }],
      ['cut off', SECRET.slice(0, -1), { doubt: 'does not look like amzn1.oa2-cs.v1.…' }],
    ]),
  )('%s', (_, value, finding) => {
    expect(checkClientSecret(value)).toEqual(finding);
  });
});

describe('an application id', () => {
  it.each(
    titled([
      ['as Amazon writes it', APPLICATION_ID, {}],
      ['in the older form', OLD_APPLICATION_ID, {}],
      [
        'that is the client id',
        CLIENT_ID,
        { problem: 'this is the client id; the application id starts with amzn1.sp.solution.' },
      ],
      ['with a tab', `${APPLICATION_ID}\t`, { problem: UNTIDY }],
      ['of an unknown form', 'amzn1.other', { doubt: 'does not look like amzn1.sp.solution.…' }],
    ]),
  )('%s', (_, value, finding) => {
    expect(checkApplicationId(value)).toEqual(finding);
  });
});

describe('a refresh token', () => {
  it.each(
    titled([
      ['as Amazon writes it', REFRESH_TOKEN, {}],
      ['of 2048 characters', `Atzr|${'a'.repeat(2043)}`, {}],
      [
        'of 2049 characters',
        `Atzr|${'a'.repeat(2044)}`,
        { problem: 'is longer than the 2048 characters of a refresh token' },
      ],
      [
        'that is an access token',
        'Atza|FAKE',
        { problem: 'this is an access token; the refresh token starts with Atzr|' },
      ],
      ['that is the secret', SECRET, { problem: 'this is the client secret, not the refresh token' }],
      ['broken over two lines', 'Atzr|FAKE\nFAKE', { problem: UNTIDY }],
      [
        'with the typing error of the 2021 guide',
        'Aztr|FAKE',
        {
          problem:
            'must start with Atzr|; this has 9 characters and starts otherwise. Copy it again, or authorize again if it is no longer shown',
        },
      ],
      ['without its content', 'Atzr|', { problem: 'ends after Atzr|; copy the whole token' }],
    ]),
  )('%s', (_, value, finding) => {
    expect(checkRefreshToken(value)).toEqual(finding);
  });
});

describe('what is kept in plain text', () => {
  const secrets = [
    `amzn1.oa2-cs.v1.${'0'.repeat(64)}`,
    'amzn1.oa2-cs.v1.cut',
    'Atzr|refresh',
    'Atza|access',
    'a1'.repeat(32),
    'Atzr%7Crefresh',
    Buffer.from('Atzr|refresh').toString('base64'),
    Buffer.from('amzn1.oa2-cs.v1.0').toString('base64'),
    'abcdeFGHIJ0123456789abcde/GHIJ012345678+',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.x',
  ];

  it.each(secrets)('takes no secret for a client id or an application id: %s', (value) => {
    expect(checkClientId(value)).toEqual({
      problem: 'this looks like a secret or a token, not the client id',
    });
    expect(checkApplicationId(value)).toEqual({
      problem: 'this looks like a secret or a token, not the application id',
    });
  });
});
