import { createHash } from 'node:crypto';
import type { DueDate } from './due-dates.ts';

/** A line has at most 75 octets. Source: RFC 5545, section 3.1 */
const MOST_OCTETS = 75;
/** A calendar reminds people so many days before. */
const REMIND_DAYS = 14;

/**
 * Due dates as a calendar file. An event keeps its UID when its date moves, so that a later file updates the earlier one.
 * @param installation the root of the parameters, so that the events of two deployments stay apart
 * Source: RFC 5545
 */
export function calendarOf(due: readonly DueDate[], installation: string, now: Date): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//sp-api-private-app//Due dates//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    'X-WR-CALNAME:SP-API due dates',
    ...due.flatMap((one) => eventOf(one, installation, now)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function eventOf({ appName, credential, at, what }: DueDate, installation: string, now: Date): string[] {
  const uid = createHash('sha256')
    .update(JSON.stringify([installation, appName, credential]))
    .digest('hex');
  const summary = `${appName}: ${credential} is due`;
  return [
    'BEGIN:VEVENT',
    `UID:${uid.slice(0, 32)}@sp-api-private-app`,
    `DTSTAMP:${now.toISOString().replace(/[-:]|\.\d+/g, '')}`,
    // A whole day: the end of an event without one is that of its day.
    `DTSTART;VALUE=DATE:${at.slice(0, 10).replaceAll('-', '')}`,
    `SUMMARY:${escaped(summary)}`,
    `DESCRIPTION:${escaped(what)}`,
    'TRANSP:TRANSPARENT',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `TRIGGER:-P${REMIND_DAYS}D`,
    `DESCRIPTION:${escaped(summary)}`,
    'END:VALARM',
    'END:VEVENT',
  ];
}

/** Source: RFC 5545, section 3.3.11 */
const escaped = (text: string): string =>
  text.replace(/[\\;,]/g, (sign) => `\\${sign}`).replace(/\r\n|[\r\n]/g, '\\n');

/** Breaks a line where it is too long, never within a character; a space begins what follows. */
function folded(line: string): string {
  const parts: string[] = [''];
  let octets = 0;
  for (const character of line) {
    const more = Buffer.byteLength(character);
    if (octets + more > MOST_OCTETS) {
      parts.push('');
      // The space that begins the line.
      octets = 1;
    }
    parts[parts.length - 1] += character;
    octets += more;
  }
  return parts.join('\r\n ');
}
