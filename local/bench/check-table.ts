import { availableParallelism } from 'node:os';
import type { CheckFigures } from './check-figures.ts';
import { MOST_EVENTS, MOST_PAYLOAD_BYTES } from './history-figures.ts';
import { BOUNDS, sum } from './judge-scale.ts';

const COLUMNS: [string, (row: CheckFigures) => string][] = [
  ['authorizations', ({ authorizations }) => String(authorizations)],
  ['applications', ({ applications }) => String(applications)],
  ['executions', ({ executions }) => String(executions)],
  ['Lambda', ({ invocations }) => String(invocations)],
  ['LWA', ({ calls }) => String(calls.exchanges + calls.clientProofs)],
  ['SP-API', ({ calls }) => String(calls.spApi)],
  ['AWS', ({ awsCalls }) => String(sum(awsCalls))],
  ['transitions', ({ transitions }) => String(transitions)],
  ['each', ({ transitions, authorizations }) => (transitions / authorizations).toFixed(2)],
  ['seconds', ({ seconds }) => seconds.toFixed(1)],
  ['ms each', ({ seconds, authorizations }) => ((1000 * seconds) / authorizations).toFixed(0)],
  ['peak MiB', ({ peakMiB }) => peakMiB?.toFixed(0) ?? '-'],
  ['payload', ({ largestPayloadBytes }) => String(largestPayloadBytes)],
  ['events', ({ mostEvents }) => String(mostEvents)],
  ['USD', ({ usd }) => usd.toFixed(5)],
];

const widthOf = (title: string) => Math.max(title.length, 5);
const line = (cells: string[]) =>
  cells.map((cell, i) => cell.padStart(widthOf(COLUMNS[i]?.[0] ?? ''))).join('  ');

export const CHECK_HEADING = `
One check of all applications, ten authorizations each at most, on the local stack with warm Lambda processes. Calls to LWA and
SP-API are counted by the stand-in, calls to AWS are those of Lambdas. Payload: bytes of the largest input or output of a state
(limit ${MOST_PAYLOAD_BYTES.toLocaleString('en')}); events: of the longest history, as AWS counts them (limit ${MOST_EVENTS.toLocaleString('en')}). From a size to the next, counts for
each authorization may grow ${BOUNDS.counts} times, the largest Lambda process ${BOUNDS.memory} times. Seconds are not judged.

${line(COLUMNS.map(([title]) => title))}`;

export const checkRow = (row: CheckFigures): string => line(COLUMNS.map(([, text]) => text(row)));

/** What the check started, and whose the time is. */
export function checkNotes(rows: CheckFigures[]): string {
  const last = rows.at(-1);
  if (!last) return '';
  const { started, billedSeconds, seconds } = last;
  const others =
    started.executions === 0
      ? 'The last check started no other machine.'
      : `Not in these counts: ${started.executions} executions of other machines that the last check started: ${started.transitions} transitions,
${started.invocations} invocations, USD ${started.usd.toFixed(5)}; their AWS calls are counted.`;
  return `
${others}
The time is mostly the emulator's: ${billedSeconds.toFixed(0)} s of Lambda in ${seconds.toFixed(0)} s, on ${availableParallelism()} cores that the Lambda processes share with the
embedded AWS (one Python process) and the stand-in. On AWS each has its own, and Amazon takes longer to answer.`;
}
