import { DAY, HOUR, MINUTE } from './durations.ts';
import type { Facts } from './fact-table.ts';
import type { Seen } from './read-observations.ts';

/** How people and log lines say that a queue stays silent. */
export const NOTHING_CAME =
  /\bno [^.]{0,40}(message|notification)s?\b|nothing (is |was |has been )?(delivered|arriv|receiv)|not (been )?delivered|queue (is |stays |remains )?empty|no message arrives/i;

const UNCHANGED =
  /(nothing|not|without|no) (was |were |has been |have been |has |have |been |any )?chang|no code change|worked (fine |well |without problems )?for (the last |some |many |several )?(days|weeks|months|years|\d)|(others?|everyone|everybody|all (users|sellers|developers))[^.]{0,30}(report|see|have|face|confirm)[^.]{0,20}same|all users at once/i;

const NUMBERS = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];
const SPAN = String.raw`(\d{1,4}|an?|half an|${NUMBERS.join('|')}|fifteen|twenty|thirty|a few|several) (second|minute|min|hour|day)s?`;
const UNITS: Record<string, number> = { second: 1, min: MINUTE, minute: MINUTE, hour: HOUR, day: DAY };
const OTHERS: Record<string, number> = {
  a: 1,
  an: 1,
  'half an': 0.5,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  'a few': 3,
  several: 5,
};

const AFTER_SUBSCRIPTION = new RegExp(
  `${SPAN} (?:after|since)[^.]{0,30}(?:subscri|creat)|(?:subscri|creat)[^.]{0,30}?${SPAN} ago`,
  'i',
);
const APPROVED = new RegExp(
  `(?:approved|registered|published|granted)[^.]{0,30}?${SPAN} ago|${SPAN} after[^.]{0,30}(?:approv|registr)`,
  'i',
);
const JUST_APPROVED =
  /just (been )?(approved|registered|granted)|(approved|registered) (today|this morning|a moment ago)/i;

function spanIn(text: string, pattern: RegExp): number | undefined {
  const [, a, b, c, d] = text.match(pattern) ?? [];
  const [count, unit] = a ? [a, b] : [c, d];
  if (!count || !unit) return undefined;
  const word = count.toLowerCase();
  const number = NUMBERS.includes(word) ? NUMBERS.indexOf(word) : (OTHERS[word] ?? Number(word));
  return number * (UNITS[unit.toLowerCase()] ?? 1);
}

/** The few things that people's words say plainly become facts; what was given as a fact is not overwritten. */
export function readNotes(notes: readonly string[], seen: readonly Seen[], facts: Facts): void {
  const text = notes.join('. ');
  if (UNCHANGED.test(text)) facts.workedUnchanged ??= true;
  if (seen.some(({ ok }) => ok) && NOTHING_CAME.test(text)) facts.messageArrived ??= false;
  const since = spanIn(text, AFTER_SUBSCRIPTION);
  if (since !== undefined && /subscri/i.test(text)) facts.subscriptionAgeSeconds ??= since;
  const approved = spanIn(text, APPROVED) ?? (JUST_APPROVED.test(text) ? MINUTE : undefined);
  if (approved !== undefined) facts.approvedAgoSeconds ??= approved;
}
