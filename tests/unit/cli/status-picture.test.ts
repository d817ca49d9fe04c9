import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { lastDays } from '#shared/domain/health-history.ts';
import type { Overview } from '#shared/domain/overview.ts';
import { type Screen, screenOf } from '../../../cli/screen.ts';
import { drawOverviews } from '../../../cli/status-picture.ts';
import { wrap } from '../../../cli/wrap.ts';

const NOW = new Date('2027-01-31T06:00:00.000Z');
const OVERVIEW: Overview = {
  appName: 'acme-orders',
  state: 'ready',
  since: '2027-01-01T00:00:00.000Z',
  health: 'bad',
  checkedAt: '2027-01-31T06:00:00.000Z',
  causes: [{ check: 'CheckClient', error: 'ClientSecretRejected', remedy: 'Rotate it.' }],
  credentials: [
    {
      name: 'client secret',
      expiresAt: '2027-04-16T00:00:00.000Z',
      daysLeft: 75,
      ofDays: 180,
      automatic: true,
    },
    { name: 'access key', expiresAt: '2027-02-03T00:00:00.000Z', daysLeft: 3, ofDays: 90, automatic: false },
    { name: 'authorization us', ofDays: 365, automatic: false },
  ],
  next: {
    who: 'the primary user of the developer account',
    what: 'Register the queue for client secrets',
    task: 'register-queue',
  },
  history: lastDays(
    [
      { day: '2027-01-29', state: 'good' },
      { day: '2027-01-30', state: 'bad', failure: 'CheckClient: ClientSecretRejected' },
    ],
    NOW,
  ),
};
const PLAIN: Screen = { width: Number.POSITIVE_INFINITY, rich: false };
const draw = (screen: Screen, overviews = [OVERVIEW]) => drawOverviews(overviews, ' --stage prod', screen);

describe('the picture of an application', () => {
  it('is plain ASCII without a terminal, with all that a terminal shows', () => {
    expect(draw(PLAIN)).toEqual([
      'acme-orders  ready since 2027-01-01 00:00 UTC',
      '  client secret     ########------------  75 days left (16 Apr 2027), replaced automatically',
      '  access key        #-------------------  3 days left (3 Feb 2027)',
      '  authorization us  end not known yet',
      '  last check        bad, 2027-01-31 06:00 UTC',
      '                    CheckClient: ClientSecretRejected',
      `  last 30 days      ${'.'.repeat(27)}=x.  1 day with a failed check, last 30 Jan 2027: CheckClient: ClientSecretRejected`,
      '  next to act       the primary user of the developer account: Register the queue for client secrets',
      '                    spapi task show acme-orders/register-queue --stage prod',
    ]);
  });

  it('has colours and blocks on a terminal, and says the same', () => {
    const coloured = draw({ width: 200, rich: true });
    const words = (lines: string[]) =>
      lines.map((line) => stripVTControlCharacters(line).replace(/[█░■✗·#=x.-]{8,}/g, '*'));

    expect(words(coloured)).toEqual(words(draw(PLAIN)));
    expect(coloured[1]).toContain('\u001b[32m████████\u001b[39m');
    expect(coloured[2]).toContain('\u001b[31m█\u001b[39m');
  });

  it.each([24, 30, 40, 60, 71])('wraps between words on a terminal of %i columns', (width) => {
    const lines = draw({ width, rich: false });
    const tooLong = lines.filter((line) => line.length > width && /\S\s+\S/.test(line.trim()));
    const squeezed = (all: string[]) => all.join(' ').replaceAll(/[#-]{8,}|\s+/g, '');

    expect(tooLong).toEqual([]);
    expect(squeezed(lines)).toBe(squeezed(draw(PLAIN)));
  });
});

describe('the width of the screen', () => {
  it('is that of a terminal, and without bound for a file', () => {
    expect(screenOf({ isTTY: true, columns: 57 })).toEqual({ width: 57, rich: false });
    expect(screenOf({ isTTY: false, columns: 57 })).toEqual({ width: Number.POSITIVE_INFINITY, rich: false });
  });
});

describe('a text that is wrapped', () => {
  it('keeps long words whole, and leaves room on its first line', () => {
    expect(wrap('a bc defghijkl m', 6)).toEqual(['a bc', 'defghijkl', 'm']);
    expect(wrap('abcd ef', 6, 4)).toEqual(['', 'abcd', 'ef']);
    expect(wrap('', 6)).toEqual(['']);
  });
});
