import { createHash } from 'node:crypto';
import { ofType, type Template } from './template.ts';

const md5 = (text: string) => createHash('md5').update(text).digest('hex');

/**
 * Changes the names that the framework makes from what a release has placeholders in: those of the variables in the
 * definitions of the state machines, and long names of rules.
 * Source: serverless-step-functions, compileStateMachines.js; osls, events/event-bridge/utils.js
 */
export function remakeNames(template: Template): Template {
  for (const { Properties } of ofType(template, 'AWS::StepFunctions::StateMachine'))
    Properties.DefinitionString = withNamedVariables(Properties.DefinitionString);
  return withShortRules(template);
}

interface Definition {
  'Fn::Sub': [string, Record<string, { 'Fn::Sub'?: string }>];
}

function withNamedVariables({ 'Fn::Sub': [text, variables] }: Definition): Definition {
  const names = new Map(
    Object.entries(variables).map(([name, value]) => [
      name,
      value['Fn::Sub'] === undefined ? name : md5(JSON.stringify(value)),
    ]),
  );
  const named = Object.entries(variables).map(([name, value]) => [names.get(name) ?? name, value]);
  const changed = text.replace(/\$\{([0-9a-f]{32})\}/g, (_, name) => `\${${names.get(name) ?? name}}`);
  return { 'Fn::Sub': [changed, Object.fromEntries(named)] };
}

/** Source: docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html, API_Target.html */
const LONGEST = 64;

function shortened(name: string, suffix: string): string {
  if (name.length <= LONGEST) return name;
  return `${name.slice(0, 31 - suffix.length)}${md5(name)}-${suffix}`;
}

function withShortRules(template: Template): Template {
  const names = new Map<string, string>();
  for (const { Properties } of ofType(template, 'AWS::Events::Rule')) {
    const suffix = /-(rule-\d+)$/.exec(Properties.Name ?? '')?.[1];
    if (!suffix) continue;
    const name = shortened(Properties.Name, suffix);
    names.set(Properties.Name, name);
    names.set(`${Properties.Name}-target`, shortened(`${name}-target`, 'target'));
  }
  const text = JSON.stringify(template, (_, value) => names.get(value) ?? value);
  return JSON.parse(text);
}
