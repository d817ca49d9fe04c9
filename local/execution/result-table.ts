import type { DemoResult } from './results.ts';

const RESULTS: Record<number, string> = {
  1: 'config',
  2: 'developer-profile',
  3: 'iam/user-arn, policy-arn, role-arn, verification',
  4: 'iam/assume-role-test',
  5: 'lwa/client-id, client-secret',
  6: 'authorizations/us/refresh-token',
  7: 'authorizations/us/details',
  8: 'authorizations/us/verified, summary',
};

/** The outcome of a demo as text: the eight steps, the parameters, and what is not as promised. */
export function resultTable({ status, seconds, steps, parameters, problems }: DemoResult): string {
  const width = Math.max(...parameters.map(({ name }) => name.length), 1);
  return [
    '',
    'Step  Tutorial step                   State        Seconds  Result in Parameter Store',
    ...steps.map(
      ({ step, title, state, seconds: took }) =>
        `${String(step).padStart(4)}  ${title.padEnd(30)}  ${state.padEnd(11)}  ${took.toFixed(1).padStart(7)}  ${RESULTS[step]}`,
    ),
    '',
    'Parameters written',
    ...parameters.map(({ name, type }) => `  ${name.padEnd(width)}  ${type}`),
    '',
    ...problems.map((problem) => `NOT AS PROMISED: ${problem}`),
    `${status} after ${seconds.toFixed(1)} s`,
  ].join('\n');
}
