import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { TASK_KINDS, TASK_STATES } from '#shared/domain/human-task.ts';

it.each(TASK_KINDS)('the task %s is a state of its machine, of the same name', (kind) => {
  const { state, machine, title } = TASK_STATES[kind];
  const { States } = parse(readFileSync(`statemachines/${machine}.asl.yaml`, 'utf8'));
  // A state may stand in a Map of another one.
  const places = JSON.stringify(States).split(`"${state}":{`);

  expect(state.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()).toBe(kind);
  expect(places).toHaveLength(2);
  expect(title).toMatch(/^[A-Z][a-z]+ /);
});
