import { createHash } from 'node:crypto';
import ical, { ICalAlarmType, ICalCalendarMethod, ICalEventTransparency } from 'ical-generator';
import type { DueDate } from '../domain/due-dates.ts';

/** A calendar reminds people this long before a due date, in seconds. */
const REMIND_SECONDS = 14 * 86_400;

/**
 * Due dates as a calendar file. An event keeps its UID when its date moves, so that a later file updates the earlier one.
 * @param installation the root of the parameters, so that the events of two deployments stay apart
 * Source: RFC 5545
 */
export function calendarOf(due: readonly DueDate[], installation: string, now: Date): string {
  const calendar = ical({
    prodId: { company: 'sp-api-private-app', product: 'Due dates', language: 'EN' },
    name: 'SP-API due dates',
    method: ICalCalendarMethod.PUBLISH,
    scale: 'GREGORIAN',
  });
  for (const { appName, credential, at, what } of due) {
    const summary = `${appName}: ${credential} is due`;
    const event = calendar.createEvent({
      id: uidOf([installation, appName, credential]),
      stamp: now,
      // A whole day, the same one in any time zone.
      start: new Date(at.slice(0, 10)),
      timezone: 'UTC',
      allDay: true,
      summary,
      description: what,
      transparency: ICalEventTransparency.TRANSPARENT,
    });
    event.createAlarm({ type: ICalAlarmType.display, triggerBefore: REMIND_SECONDS, description: summary });
  }
  // The library leaves the last line open; every line ends. Source: RFC 5545, section 3.1
  return `${calendar}\r\n`;
}

function uidOf(parts: string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  return `${hash.slice(0, 32)}@sp-api-private-app`;
}
