import type { Deployed, Subject } from '../deployed.ts';
import { type Finding, ok, problem, warning } from '../finding.ts';

const deploy = ({ stage, region }: Subject) => `npm run deploy -- --stage ${stage} --region ${region}`;

const events = ({ stackName, region }: Subject) =>
  `aws cloudformation describe-stack-events --stack-name ${stackName} --region ${region}`;

/** Whether the stack is there, complete, and of the version of this command line. */
export function checkStack(stack: Deployed | undefined, subject: Subject): Finding[] {
  const { stackName, region } = subject;
  if (!stack)
    return [
      problem(
        'stack',
        `There is no stack ${stackName} in ${region}.`,
        `Deploy it: ${deploy(subject)}. If you deployed it with another stage or region, give that: --stage, --region.`,
      ),
    ];
  return [stateOf(stack, subject), versionOf(stack, subject)];
}

function stateOf({ stackName, status }: Deployed, subject: Subject): Finding {
  if (status.endsWith('_IN_PROGRESS') || status === 'UPDATE_ROLLBACK_COMPLETE') {
    const running = status.endsWith('_IN_PROGRESS');
    return warning(
      'stack',
      `${stackName} is ${status}: ${running ? 'it is being changed' : 'the last deployment failed, and the one before it is active'}.`,
      running ? 'Wait until it is complete, then run this command again.' : `See why: ${events(subject)}`,
    );
  }
  if (/^(CREATE|UPDATE|IMPORT)_COMPLETE$/.test(status)) return ok('stack', `${stackName} is ${status}.`);
  return problem(
    'stack',
    `${stackName} is ${status}.`,
    `See why: ${events(subject)}. Then deploy it again: ${deploy(subject)}`,
  );
}

function versionOf({ outputs: { Version } }: Deployed, subject: Subject): Finding {
  const { version } = subject;
  if (Version === version) return ok('version', `The stack and this command line have version ${version}.`);
  return problem(
    'version',
    `The stack has ${Version ? `version ${Version}` : 'a version older than this check'}, this command line has ${version}.`,
    `Deploy this version: ${deploy(subject)}, with the --param options of the last deployment. Or use the command line of the stack's version.`,
  );
}
