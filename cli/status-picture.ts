import type { CheckedDay } from '#shared/domain/health-history.ts';
import {
  type Credential,
  daysLeftText,
  type Overview,
  shortDay,
  urgencyOf,
} from '#shared/domain/overview.ts';
import { shortTime } from '#shared/domain/times.ts';
import type { Style } from './output.ts';
import { paint, type Screen } from './screen.ts';
import { wrap } from './wrap.ts';

/** So many days of the history are drawn: a row that fits a narrow terminal. */
const DRAWN_DAYS = 30;
const LONGEST_BAR = 20;
const SHORTEST_BAR = 8;
/** How far lines below the name of an application are indented, and those below a label. */
const INDENT = 2;
const BELOW_LABEL = 4;

const COLOURS = { fine: 'green', soon: 'yellow', now: 'red', unknown: 'dim' } as const;
const STATES = {
  ready: 'green',
  failed: 'red',
  waiting: 'yellow',
  'set-up': 'yellow',
  removing: 'yellow',
} as const;
const STATE_WORDS = { 'set-up': 'being set up', waiting: 'waiting for a person' } as const;

/** A line of an application: what it is about, something drawn, and words. */
interface Row {
  label: string;
  drawn?: string;
  text: string;
  style?: Style;
}

/**
 * Draws the applications: their credentials with the days left as bars, the last check, and who acts next.
 * @param again options that lead to the same deployment
 */
export function drawOverviews(overviews: readonly Overview[], again: string, screen: Screen): string[] {
  const rows = overviews.map((one) => rowsOf(one, again, screen));
  const widest = Math.max(0, ...rows.flat().map(({ label }) => label.length));
  return overviews.flatMap((one, i) => [
    ...(i > 0 ? [''] : []),
    ...heading(one, screen),
    ...(rows[i] ?? []).flatMap((row) => draw(row, widest, screen)),
  ]);
}

function heading({ appName, state, since }: Overview, screen: Screen): string[] {
  const words = state === 'waiting' || state === 'set-up' ? STATE_WORDS[state] : state;
  const text = `${words}${since ? ` since ${shortTime(since)}` : ''}`;
  const name = paint(screen, 'bold', appName);
  const shown = (line: string) => line.replace(words, paint(screen, STATES[state], words));
  if (appName.length + 2 + text.length <= screen.width) return [`${name}  ${shown(text)}`];
  const lines = wrap(text, screen.width - INDENT);
  return [name, ...lines.map((line) => `${' '.repeat(INDENT)}${shown(line)}`)];
}

function rowsOf(overview: Overview, again: string, screen: Screen): Row[] {
  const { appName, credentials, health, checkedAt, causes, history, next } = overview;
  const days = history.slice(-DRAWN_DAYS);
  const commands = next?.task ? [`spapi task show ${appName}/${next.task}${again}`] : [];
  return [
    ...credentials.map((one) => credentialRow(one, screen)),
    ...(health && checkedAt
      ? [
          {
            label: 'last check',
            text: [health, shortTime(checkedAt)].join(', '),
            style: health === 'good' ? ('green' as const) : ('red' as const),
          },
        ]
      : []),
    ...causes.map(({ check, error }) => ({ label: '', text: `${check}: ${error}`, style: 'red' as const })),
    ...(days.some(({ state }) => state !== 'not-checked')
      ? [{ label: `last ${DRAWN_DAYS} days`, drawn: drawDays(days, screen), text: lastFailure(days) }]
      : []),
    ...(next ? [{ label: 'next to act', text: `${next.who}: ${next.what}` }] : []),
    ...commands.map((text) => ({ label: '', text })),
  ];
}

function credentialRow(credential: Credential, screen: Screen): Row {
  const { name, daysLeft, ofDays, automatic } = credential;
  const style = COLOURS[urgencyOf(credential)];
  const replaced = automatic && daysLeft !== undefined ? ', replaced automatically' : '';
  const text = `${daysLeftText(credential)}${replaced}`;
  if (daysLeft === undefined) return { label: name, text, style };
  const length = screen.width >= 72 ? LONGEST_BAR : SHORTEST_BAR;
  const share = Math.min(1, Math.max(0, daysLeft / ofDays));
  // Something that still works has a bar that can be seen.
  const full = daysLeft > 0 ? Math.max(1, Math.round(share * length)) : 0;
  const [filled, empty] = screen.rich ? ['█', '░'] : ['#', '-'];
  const drawn = `${paint(screen, style, filled.repeat(full))}${paint(screen, 'dim', empty.repeat(length - full))}`;
  return { label: name, drawn, text };
}

/** A sign for each day, oldest first. */
function drawDays(days: readonly CheckedDay[], screen: Screen): string {
  const signs = screen.rich
    ? { good: '■', bad: '✗', 'not-checked': '·' }
    : { good: '=', bad: 'x', 'not-checked': '.' };
  const colours = { good: 'green', bad: 'red', 'not-checked': 'dim' } as const;
  return days.map(({ state }) => paint(screen, colours[state], signs[state])).join('');
}

function lastFailure(days: readonly CheckedDay[]): string {
  const bad = days.filter(({ state }) => state === 'bad');
  const last = bad.at(-1);
  if (!last) return 'no failed check';
  const many = bad.length === 1 ? '1 day with a failed check' : `${bad.length} days with a failed check`;
  return `${many}, last ${shortDay(last.day)}${last.failure ? `: ${last.failure}` : ''}`;
}

/** In columns where they fit, otherwise the label on a separate line, so that no word is broken. */
function draw(row: Row, widest: number, screen: Screen): string[] {
  const { width } = screen;
  const { label, drawn, text, style } = row;
  const at = INDENT + widest + 2;
  const isWide = width - at >= 40;
  const left = isWide ? at : BELOW_LABEL;
  const first = isWide ? `${' '.repeat(INDENT)}${label.padEnd(widest + 2)}` : ' '.repeat(BELOW_LABEL);
  const above = isWide || !label ? [] : [`${' '.repeat(INDENT)}${label}`];
  const drawnLength = drawn ? lengthOf(drawn) + 2 : 0;
  const lines = wrap(text, width - left, drawnLength);
  const shown = lines.map((line) => (style && line ? paint(screen, style, line) : line));
  const [head = '', ...rest] = shown;
  return [
    ...above,
    `${first}${drawn ? `${drawn}${head ? '  ' : ''}` : ''}${head}`.trimEnd(),
    ...rest.map((line) => `${' '.repeat(left)}${line}`),
  ];
}

const ESCAPE = String.fromCharCode(27);
const lengthOf = (text: string): number =>
  text.replaceAll(new RegExp(`${ESCAPE}\\[\\d{1,2}m`, 'g'), '').length;
