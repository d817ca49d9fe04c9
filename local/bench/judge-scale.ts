import type { CheckFigures } from './check-figures.ts';
import { MOST_EVENTS, MOST_PAYLOAD_BYTES } from './history-figures.ts';

/**
 * How much more an authorization may cost than with a tenth of them. Times are told and not judged: other load of the machine
 * and what the emulator keeps of earlier executions slow them.
 */
export const BOUNDS = { counts: 1.05, memory: 1.5 };

/** What is not as promised about one check. */
export function judgeCheck(row: CheckFigures): string[] {
  const { authorizations, applications, calls, largestPayloadBytes, mostEvents } = row;
  const wrong = (is: boolean, text: string) => (is ? [`${authorizations} authorizations: ${text}`] : []);
  return [
    ...wrong(row.good !== applications, `${row.good} of ${applications} applications are found to work`),
    // Every account was called with a token of its own exchange, so as many exchanges as accounts are one for each.
    ...wrong(row.verified !== authorizations, `only ${row.verified} were called`),
    ...wrong(calls.exchanges !== authorizations, `${calls.exchanges} token exchanges`),
    ...wrong(calls.clientProofs !== applications, `${calls.clientProofs} proofs of a client`),
    ...wrong(calls.spApi !== authorizations, `${calls.spApi} calls to SP-API`),
    ...wrong(calls.throttled > 0, `${calls.throttled} calls were throttled`),
    ...wrong(largestPayloadBytes > MOST_PAYLOAD_BYTES, `a payload of ${largestPayloadBytes} bytes`),
    ...wrong(mostEvents > MOST_EVENTS, `a history of ${mostEvents} events`),
  ];
}

/**
 * Whether a check grows in proportion, and its memory not at all.
 * @param rows of applications with the same number of authorizations each, ascending
 */
export function judgeGrowth(rows: CheckFigures[]): string[] {
  return rows.slice(1).flatMap((row, i) => grown(rows[i] as CheckFigures, row));
}

function grown(before: CheckFigures, row: CheckFigures): string[] {
  const each = (figure: (row: CheckFigures) => number) =>
    figure(row) / row.authorizations / (figure(before) / before.authorizations);
  const ratios: [string, number, number][] = [
    ['transitions for each', each(({ transitions }) => transitions), BOUNDS.counts],
    ['invocations for each', each(({ invocations }) => invocations), BOUNDS.counts],
    ['AWS calls for each', each(({ awsCalls }) => sum(awsCalls)), BOUNDS.counts],
    ['memory of a Lambda', (row.peakMiB ?? 0) / (before.peakMiB ?? 1), BOUNDS.memory],
  ];
  return ratios
    .filter(([, ratio, bound]) => ratio > bound)
    .map(
      ([what, ratio, bound]) =>
        `${row.authorizations} authorizations: ${what} is ${ratio.toFixed(2)} times that with ${before.authorizations}, more than ${bound}`,
    );
}

/** All calls together. */
export const sum = (counts: Record<string, number>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);
