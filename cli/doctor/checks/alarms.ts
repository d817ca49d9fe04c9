import { type Deployed, ofType, type Subject } from '../deployed.ts';
import { type Finding, ok, problem } from '../finding.ts';
import type { Alarm, DoctorServices } from '../services.ts';

/** Whether the alarms of the stack tell anybody when they go off. */
export async function checkAlarms(
  { alarms }: Pick<DoctorServices, 'alarms'>,
  stack: Deployed,
  { region }: Subject,
): Promise<Finding[]> {
  const names = ofType(stack, 'AWS::CloudWatch::Alarm').map(({ id }) => id);
  const found = await alarms(names);
  const topic = stack.outputs.TopicArn ?? '';
  const missing = names.filter((name) => !found.some((alarm) => alarm.name === name));
  const off = found.filter(({ actionsEnabled }) => !actionsEnabled);
  const silent = found.filter(({ actions, actionsEnabled }) => actionsEnabled && actions.length === 0);
  const list = (all: Alarm[]) => all.map(({ name }) => name).join(' ');
  const problems = [
    ...(missing.length > 0
      ? [
          problem(
            'alarms',
            `Deleted: ${missing.join(', ')}.`,
            'Undo it by hand: a deployment does not notice it.',
          ),
        ]
      : []),
    ...(off.length > 0
      ? [
          problem(
            'alarms',
            `The actions of these alarms are off, so they tell nobody: ${list(off)}`,
            `Turn them on: aws cloudwatch enable-alarm-actions --alarm-names ${list(off)} --region ${region}`,
          ),
        ]
      : []),
    ...(silent.length > 0
      ? [
          problem(
            'alarms',
            `These alarms have no action, so they tell nobody: ${list(silent)}`,
            `Open each in the CloudWatch console, choose Edit, and add a notification to ${topic}. A deployment does not notice it.`,
          ),
        ]
      : []),
  ];
  if (problems.length > 0) return problems;
  const elsewhere = found.filter(({ actions }) => !actions.includes(topic)).length;
  return [
    ok(
      'alarms',
      `All ${found.length} alarms tell the topic${elsewhere > 0 ? `, but for ${elsewhere} that tell something else` : ''}.`,
    ),
  ];
}
