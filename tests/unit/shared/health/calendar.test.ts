import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import ICAL from 'ical.js';
import type { DueDate } from '#shared/domain/due-dates.ts';
import { calendarOf } from '#shared/health/calendar.ts';

const NOW = new Date('2027-01-31T06:07:08.900Z');
const due = (changes: Partial<DueDate> = {}): DueDate => ({
  appName: 'acme-orders',
  credential: 'client secret',
  at: '2027-04-16T23:59:00.000Z',
  daysLeft: 75,
  what: 'Rotate it; then, read C:\\new.\nAgain.',
  ...changes,
});
const calendar = (...dates: DueDate[]) => calendarOf(dates, '/sp-api', NOW);

/** The events, as a parser that does not know us reads them. */
const eventsIn = (text: string) =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((one) => {
    const event = new ICAL.Event(one);
    const { uid, summary, description, startDate } = event;
    const [alarm] = one.getAllSubcomponents('valarm');
    return {
      ...{ uid, summary, description, day: startDate.toString(), allDay: startDate.isDate },
      stamp: String(one.getFirstPropertyValue('dtstamp')),
      alarm: String(alarm?.getFirstPropertyValue('trigger')),
    };
  });

describe('the calendar of due dates', () => {
  it('is read by a parser of RFC 5545 as a whole day with a reminder', () => {
    expect(eventsIn(calendar(due()))).toEqual([
      {
        uid: expect.stringMatching(/^[0-9a-f]{32}@sp-api-private-app$/),
        summary: 'acme-orders: client secret is due',
        description: 'Rotate it; then, read C:\\new.\nAgain.',
        day: '2027-04-16',
        allDay: true,
        stamp: '2027-01-31T06:07:08Z',
        alarm: '-P14D',
      },
    ]);
  });

  it('has lines of at most 75 octets that end in CRLF, whatever the words are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300, size: 'max' }), (words) => {
        const what = words.replace(/[\p{Cc}]/gu, ' ');
        const text = calendar(due({ what }));
        const lines = text.split('\r\n');

        expect(lines.filter((line) => Buffer.byteLength(line) > 75 || /[\r\n]/.test(line))).toEqual([]);
        expect(lines.at(-1)).toBe('');
        expect(eventsIn(text)[0]?.description ?? '').toBe(what);
      }),
      { numRuns: 200 },
    );
  });

  it('keeps the UID of an event when its date moves; that of another credential or deployment differs', () => {
    const uid = (text: string) => eventsIn(text)[0]?.uid;
    const first = uid(calendar(due()));

    expect(uid(calendar(due({ at: '2027-09-01T00:00:00.000Z' })))).toBe(first);
    expect(uid(calendar(due({ credential: 'access key' })))).not.toBe(first);
    expect(uid(calendarOf([due()], '/sp-api-test', NOW))).not.toBe(first);
  });

  it('is for all calendars, and no time of the day is blocked', () => {
    const lines = calendar(due()).split('\r\n');

    expect(lines).toEqual(
      expect.arrayContaining([
        'VERSION:2.0',
        'PRODID:-//sp-api-private-app//Due dates//EN',
        'CALSCALE:GREGORIAN',
        'METHOD:PUBLISH',
        'X-WR-CALNAME:SP-API due dates',
        'TRANSP:TRANSPARENT',
        'ACTION:DISPLAY',
      ]),
    );
  });

  it('takes a line break in a name for text', () => {
    const [event] = eventsIn(calendar(due({ credential: 'a\rBEGIN:VEVENT\r\nEND:VEVENT' })));

    expect(event?.summary).toBe('acme-orders: a\nBEGIN:VEVENT\nEND:VEVENT is due');
  });

  it('without a due date is a calendar without events', () => {
    expect(eventsIn(calendar())).toEqual([]);
  });
});
