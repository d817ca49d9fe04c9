import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { holdsSecret } from '#shared/domain/holds-secret.ts';

const HEX = createHash('sha256').update('FAKE').digest('hex');
/** As Login with Amazon makes them: 345 characters of base64url after the bar. */
const TOKEN = `IwEBI${createHash('shake256', { outputLength: 255 }).update('FAKE').digest('base64url')}`;
const grouped = (text: string, size: number, between = ' ') =>
  text.match(new RegExp(`.{1,${size}}`, 'g'))?.join(between) ?? '';
const wide = (text: string) =>
  text.replace(/[!-~]/g, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0));

describe('what a person copied of a secret', () => {
  it.each([
    ['a token', `Atzr|${TOKEN}`],
    ['a token without its start', TOKEN],
    ['a token without its start, of letters and digits alone', TOKEN.replace(/[-_]/g, 'x')],
    ['a token without its start, wrapped', grouped(TOKEN, 76, '\n')],
    ['a token without its start, wrapped in a quoted mail', `> ${grouped(TOKEN, 76, '\n> ')}`],
    ['a token without its start, in groups', grouped(TOKEN, 10)],
    ['a token in base64', Buffer.from(TOKEN).toString('base64')],
    ['a token with another bar', `Atzr\u2502${TOKEN}`],
    ['a token in full-width letters', wide(`Atzr|${TOKEN}`)],
    ['a token with marks that nobody sees', `At\u200bzr|${TOKEN}`],
    ['a client secret', `amzn1.oa2-cs.v1.${HEX}`],
    ['a client secret in groups', grouped(`amzn1.oa2-cs.v1.${HEX}`, 10)],
    ['the second part of a client secret', HEX],
    ['the second part of a client secret in two lines', grouped(HEX, 32, '\n')],
    ['the second part of a client secret in groups', grouped(HEX, 4)],
  ])('is a secret: %s', (_, secret) => {
    expect([holdsSecret(secret), holdsSecret(`Amazon does not take ${secret} any more.`)]).toEqual([
      true,
      true,
    ]);
  });

  it('is a secret wherever it was wrapped', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 30, max: 120 }),
        fc.constantFrom('\n', '\r\n', ' ', '\n> '),
        (size, between) => holdsSecret(grouped(TOKEN, size, between)),
      ),
    );
  });
});

describe('what only looks like a secret from afar', () => {
  it.each([
    'a'.repeat(40),
    '0123456789abcdef0123456789abcdef01234567',
    'amzn1.sp.solution.01234567-89ab-cdef-0123-456789abcdef',
    'Amazon asked for a privacy policy, see https://sellercentral.amazon.com/sellingpartner/developerconsole',
    'arn:aws:states:us-east-1:111122223333:execution:sp-api-private-app-prod-create-private-app:Abc123',
    'https://sellercentral.amazon.de/cu/case-dashboard/view-case/Detail/12345678901/Messages/All/Sorted/By/Date/Descending/Page/2?x=1',
    'Refresh tokens start with Atzr| and client secrets do not: the guide is wrong.'.replace('Atzr|', 'Atzr'),
    'Amazon hat das Profil am 3. Mai abgelehnt, weil eine Datenschutzerklaerung fehlt; Fall 12345678901.',
    'See https://sellercentral.amazon.de/gp/help/G201648610?ref=Abc_12&language=de_DE&page=Privacy for the policy',
    'They want this from us: more text, less talk, with some help from your team, then they will sign',
  ])('is taken for none: %s', (text) => {
    expect(holdsSecret(text)).toBe(false);
  });
});
