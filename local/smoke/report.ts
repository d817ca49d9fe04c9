import { table } from '../../cli/output.ts';
import { cleanCommand, type SmokeSession } from './session.ts';
import type { SmokeResult } from './smoke.ts';

/** The table of a trial, and what to do where something failed or is left. */
export function reportLines(
  session: Pick<SmokeSession, 'installation'>,
  { rows, clean }: SmokeResult,
): string[] {
  const cells = rows.map(({ step, seconds, result, detail }) => [
    step,
    result === 'skipped' ? '' : seconds.toFixed(1),
    result,
    result === 'failed' ? detail : detail.slice(0, 100),
  ]);
  const failed = rows.filter(({ result }) => result === 'failed');
  return [
    '',
    ...table(['STEP', 'SECONDS', 'RESULT', 'ANSWER'], cells),
    '',
    ...(clean
      ? [rows.at(-1)?.detail || 'Nothing was created.']
      : ['Something is left in the account. Delete it:', `  ${cleanCommand(session)}`]),
    ...(failed.length > 0 ? [`${failed.length} step(s) failed; the answer of AWS is in the table.`] : []),
  ];
}

/** What a trial does and costs, said before it begins. */
export function announcement({ installation, stackName }: SmokeSession, account: string): string[] {
  return [
    `This deploys ${stackName} to the account ${account}, region ${installation.region}, runs steps 1 to 4 of the tutorial with an`,
    'application of its own, and deletes everything again. It takes about 15 minutes.',
    'Cost: below USD 0.10 (state transitions, functions, a KMS key for some minutes, requests to S3, SNS and SQS).',
    'Other stages are not touched. Ctrl-C deletes everything too.',
  ];
}
