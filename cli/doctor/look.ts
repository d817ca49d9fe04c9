import { ExplainedError } from '#shared/errors/base.ts';
import { AwsDenied } from '#shared/errors/refused.ts';
import { type Finding, warning } from './finding.ts';

/** Looks at one thing. What may not be looked at is a finding too, so that everything else still is. */
export async function look(check: string, examine: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await examine();
  } catch (error) {
    if (!(error instanceof ExplainedError)) throw error;
    return [couldNotLook(check, error)];
  }
}

function couldNotLook(check: string, error: ExplainedError): Finding {
  const { action } = error.details;
  if (!(error instanceof AwsDenied))
    return warning(check, `Could not look: ${error.what}`, 'Run the command again in a minute.');
  return warning(
    check,
    `Could not look: needs ${action}.`,
    `Allow ${action} to the AWS identity you use, or choose another one with AWS_PROFILE. See docs/first-run.md.`,
  );
}
