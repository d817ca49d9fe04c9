import type { Subject } from '../deployed.ts';
import { type Finding, ok, problem } from '../finding.ts';
import type { DoctorServices } from '../services.ts';

/**
 * A creation calls for up to ten selling accounts at a time, the check for five applications, and the pages answer one
 * request with each function.
 */
const NEEDED = 16;

/** The quota "Concurrent executions" of Lambda. Source: docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const QUOTA = 'L-B99A9384';

/** Whether the account may run enough functions at a time. New accounts start with ten. */
export async function checkConcurrency(
  { freeConcurrency }: Pick<DoctorServices, 'freeConcurrency'>,
  { region }: Subject,
): Promise<Finding[]> {
  const free = await freeConcurrency();
  if (free >= NEEDED) return [ok('concurrency', `Up to ${free} functions of the account can run at a time.`)];
  return [
    problem(
      'concurrency',
      `Only ${free} functions of the account can run at a time; this stack runs up to ${NEEDED}. Pages fail and steps are delayed when the limit is reached.`,
      `Ask AWS for more, free of charge: aws service-quotas request-service-quota-increase --service-code lambda --quota-code ${QUOTA} --desired-value 1000 --region ${region}. Or reserve less concurrency for other functions.`,
    ),
  ];
}
