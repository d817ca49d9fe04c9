/**
 * Puts every statemachines/<name>.machine.yml into the deployment, so that a machine's settings, rights and schedule
 * stand beside its flow. Read by serverless.yml.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const folder = import.meta.dirname;

const machines = readdirSync(folder)
  .filter((name) => name.endsWith('.machine.yml'))
  .map((name) => parse(readFileSync(join(folder, name), 'utf8')));

/** The state machines, by the camel-case form of their logical ids. */
export const stateMachines = Object.fromEntries(
  machines.map(({ machine }) => [machine.id.replace(/^[A-Z]/, (letter) => letter.toLowerCase()), machine]),
);

/** Their roles, log groups and all else that belongs to them. */
export const resources = {
  Resources: Object.assign({}, ...machines.map((machine) => machine.resources.Resources)),
  Outputs: Object.assign({}, ...machines.map((machine) => machine.resources.Outputs)),
};
