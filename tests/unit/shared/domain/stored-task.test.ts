import { describe, expect, it } from '@jest/globals';
import { WaitingTask } from '#shared/domain/human-task.ts';
import { readStored } from '#shared/domain/stored-json.ts';
import { packTask } from '#shared/domain/stored-task.ts';
import { aTask } from '../../../support/a-task.ts';

const token = 't'.repeat(2048);
const read = (task: WaitingTask) => readStored(WaitingTask, packTask(task));

describe('a stored task', () => {
  it('is the task as it is', () => {
    const task = aTask('request-data-access', { reason: 'é'.repeat(500), token });

    expect(read(task)).toEqual(task);
  });

  it('has a shorter reason where it would not fit', () => {
    const task = aTask('register-queue', { reason: '販'.repeat(2000), token });

    const { reason = '', ...rest } = read(task) as WaitingTask;

    expect({ ...rest, reason: task.reason }).toEqual(task);
    expect(reason).toMatch(/^販{300,}…$/);
  });

  it('says how much of the plan of a removal is left out', () => {
    const line = (kind: string, i: number) => `${kind} ${i} ${'x'.repeat(180)}`;
    const deletes = Array.from({ length: 5 }, (_, i) => line('user', i));
    const keeps = Array.from({ length: 10 }, (_, i) => line('role', i));
    const task = aTask('confirm-removal', { removal: { deletes, keeps, graceSeconds: 60 }, token });

    const { removal } = read(task) as WaitingTask;

    expect(removal?.deletes).toEqual(deletes);
    expect(removal?.keeps).toEqual([...keeps.slice(0, 3), 'and 7 more']);
  });
});
