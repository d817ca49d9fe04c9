import { describe, expect, it } from '@jest/globals';
import type { DueDate } from '#shared/domain/due-dates.ts';
import type { Credential, Overview } from '#shared/domain/overview.ts';
import { healthPage } from '#shared/web/pages/health.ts';
import { timeline, timelineText } from '#shared/web/pictures.ts';
import { documentOf } from '../../../../support/pages/views.ts';

const AT = '2027-01-03T10:20:30.000Z';
const anOverview = (changes: Partial<Overview> = {}): Overview => ({
  appName: 'acme',
  state: 'ready',
  causes: [],
  credentials: [],
  history: [],
  ...changes,
});
const aDueDate = (daysLeft: number): DueDate => ({
  appName: 'acme',
  credential: 'client secret',
  at: AT,
  daysLeft,
  what: 'It ends.',
});
const page = (overviews: Overview[], due: DueDate[] = []) =>
  documentOf(healthPage({ overviews, due, now: AT, expiresAt: AT, calendar: 'due.ics' }));
const textsOf = (document: ReturnType<typeof page>, selector: string) =>
  document.querySelectorAll(selector).map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim());
const NEXT = { who: 'Somebody', what: 'Register the application.' };

describe('an application', () => {
  it.each<[Partial<Overview>, string]>([
    [{ health: 'bad' }, 'alert'],
    [{ state: 'failed' }, 'alert'],
    [{ state: 'failed', health: 'good' }, 'alert'],
    [{ health: 'good' }, 'good'],
    [{}, 'attention'],
    [{ state: 'waiting' }, 'attention'],
  ])('%j has the colour %s', (changes, tone) => {
    const [, own] = page([anOverview(changes)]).querySelectorAll('section');

    expect(own?.getAttribute('class')).toBe(tone);
  });

  it.each<[Partial<Overview>, string]>([
    [{ state: 'ready' }, 'Ready. Not checked yet.'],
    [{ state: 'ready', since: AT }, 'Ready since 2027-01-03 10:20 UTC. Not checked yet.'],
    [{ state: 'failed' }, 'The last execution failed. Not checked yet.'],
    [{ state: 'waiting' }, 'Waits for a person. Not checked yet.'],
    [{ state: 'set-up' }, 'Being set up. Not checked yet.'],
    [{ state: 'removing' }, 'Being removed. Not checked yet.'],
    [{ checkedAt: AT, health: 'good' }, 'Ready. Last check: all credentials work, 2027-01-03 10:20 UTC.'],
    [{ checkedAt: AT, health: 'bad' }, 'Ready. Last check: something fails, 2027-01-03 10:20 UTC.'],
  ])('%j is shown as: %s', (changes, text) => {
    expect(textsOf(page([anOverview(changes)]), 'section p')[1]).toBe(text);
  });

  it.each<[Partial<Credential>, string]>([
    [{ daysLeft: 20, automatic: true }, ', replaced automatically'],
    [{ daysLeft: 20, automatic: false }, ''],
    [{ automatic: true }, ''],
  ])('has a credential %j%s', (changes, end) => {
    const credential = { name: 'client secret', ofDays: 180, automatic: false, ...changes };
    const [text = ''] = textsOf(page([anOverview({ credentials: [credential] })]), 'tr');

    expect(text.startsWith('client secret')).toBe(true);
    expect(text.includes(', replaced automatically')).toBe(end !== '');
  });

  it('shows what fails, and its bad days, the newest first', () => {
    const causes = [{ check: 'CheckClient', error: 'ClientSecretRejected', remedy: 'Fix it.' }];
    const history: Overview['history'] = [
      { day: '2027-01-01', state: 'bad', failure: 'CheckClient' },
      { day: '2027-01-02', state: 'good' },
      { day: '2027-01-03', state: 'bad' },
    ];

    expect(textsOf(page([anOverview({ causes, history })]), 'section li')).toEqual([
      'CheckClient: ClientSecretRejected. Fix it.',
      '3 Jan 2027',
      '1 Jan 2027: CheckClient',
    ]);
    expect(textsOf(page([anOverview()]), 'section li, table, details')).toEqual([]);
  });

  it('that fails comes first, then one that waits for a person', () => {
    const overviews = [
      anOverview({ appName: 'fine', health: 'good' }),
      anOverview({ appName: 'waits', next: NEXT }),
      anOverview({ appName: 'fails', health: 'bad' }),
    ];

    expect(textsOf(page(overviews), 'h2').slice(1)).toEqual(['fails', 'waits', 'fine']);
  });
});

it.each([
  [199, 0],
  [200, 0],
  [201, 1],
])('of %d applications %d are counted only', (count, left) => {
  const overviews = Array.from({ length: count }, () => anOverview());

  const text = page(overviews).textContent;

  expect(text.match(/And (\d+) more\. All are/)?.[1]).toBe(left ? String(left) : undefined);
});

it.each([
  [0, 0],
  [50, 0],
  [51, 1],
])('of %d due dates %d are counted only', (count, left) => {
  const document = page(
    [anOverview()],
    Array.from({ length: count }, () => aDueDate(3)),
  );

  expect(document.querySelectorAll('section li')).toHaveLength(count - left);
  expect(document.textContent.includes('which the calendar file has')).toBe(left > 0);
  expect(document.textContent.match(/And (\d+) more, which/)?.[1]).toBe(left ? String(left) : undefined);
  expect(document.querySelectorAll('a[href="due.ics"]')).toHaveLength(count > 0 ? 1 : 0);
});

it.each([
  [-1, 'over'],
  [0, 'over'],
  [1, 'in 1 day'],
  [2, 'in 2 days'],
])('what is due in %d days is due: %s', (daysLeft, text) => {
  expect(textsOf(page([anOverview()], [aDueDate(daysLeft)]), 'section li')).toEqual([
    `3 Jan 2027 (${text}), acme: It ends.`,
  ]);
});

it.each<[Overview[], string, string]>([
  [[], 'No application yet', ''],
  [[anOverview()], 'Nobody has to act', 'good'],
  [[anOverview({ next: NEXT })], 'Who has to act', 'attention'],
])('it says first who has to act', (overviews, title, tone) => {
  const [first] = page(overviews).querySelectorAll('section');

  expect([first?.querySelector('h2')?.textContent, first?.getAttribute('class') ?? '']).toEqual([
    title,
    tone,
  ]);
});

it.each([
  [{ ...NEXT }, 'acme: Somebody. Register the application.'],
  [
    { ...NEXT, task: 'register-application' as const },
    'acme: Somebody. Register the application. The message about this task has its link.',
  ],
])('who has to act is told what to do: %j', (next, text) => {
  expect(textsOf(page([anOverview({ next })]), 'section li')).toEqual([text]);
});

describe('the row of days', () => {
  const day = (state: 'good' | 'bad' | 'not-checked') => ({ day: '2027-01-03', state });

  it.each([
    [[], 'Good on 0 days, failed on 0 days, not checked on 0 days.'],
    [[day('good')], 'Good on 1 day, failed on 0 days, not checked on 0 days.'],
    [
      [day('bad'), day('bad'), day('not-checked')],
      'Good on 0 days, failed on 2 days (last 3 Jan 2027), not checked on 1 day.',
    ],
  ])('is told in words', (days, text) => {
    expect(timelineText(days)).toBe(text);
  });

  it('has one bar for days in a row of the same state, which its height shows', () => {
    const days = [day('good'), day('good'), day('bad'), day('not-checked'), day('good')];

    const bars = [
      ...String(timeline(days)).matchAll(
        /<rect class="day-([a-z-]+)" x="(\d+)" y="(\d+)" width="(\d+)" height="(\d+)"/g,
      ),
    ];

    expect(bars.map(([, ...bar]) => bar.join(' '))).toEqual([
      'good 0 8 8 8',
      'bad 8 0 4 16',
      'not-checked 12 14 4 2',
      'good 16 8 4 8',
    ]);
  });
});
