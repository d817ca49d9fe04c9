import { type Deployed, ofType, type StackResource, type Subject } from '../deployed.ts';
import { type Finding, ok, problem } from '../finding.ts';
import type { DoctorServices } from '../services.ts';

/** What the rules of the stack are for, by the name in the template. */
function purposeOf({ name }: StackResource): { does: string; without: string } {
  if (/^SendHealthLink/.test(name))
    return {
      does: 'Links to the health page are sent on a schedule',
      without: 'No links to the health page are sent',
    };
  if (/Schedule/.test(name))
    return {
      does: 'The credentials are checked on a schedule',
      without: 'The credentials are not checked, so nobody learns when one expires',
    };
  return {
    does: 'Executions that end unexpectedly are reported',
    without: 'Executions that end unexpectedly are not reported',
  };
}

/** Whether the rules that start the checks, and that report what nothing else reports, are on. */
export async function checkSchedule(
  { ruleState }: Pick<DoctorServices, 'ruleState'>,
  stack: Deployed,
  { region }: Subject,
): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const rule of ofType(stack, 'AWS::Events::Rule')) {
    const { does, without } = purposeOf(rule);
    // The id of a rule of another bus than the default one would have the bus before it.
    const name = rule.id.split('|').at(-1) ?? '';
    const state = await ruleState(name);
    if (state?.startsWith('ENABLED')) found.push(ok('schedule', `${does}.`));
    else if (state === undefined)
      found.push(
        problem(
          'schedule',
          `${without}: the rule ${name} was deleted.`,
          'Undo it by hand, or remove the applications and the stack and deploy again: a deployment does not notice it.',
        ),
      );
    else
      found.push(
        problem(
          'schedule',
          `${without}: the rule ${name} is off.`,
          `Turn it on: aws events enable-rule --name ${name} --region ${region}`,
        ),
      );
  }
  return found;
}
