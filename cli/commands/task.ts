import type { Command } from 'commander';
import { addTaskComplete } from './task-complete.ts';
import { addTaskList } from './task-list.ts';
import { addTaskReject } from './task-reject.ts';
import { addTaskShow } from './task-show.ts';

/** Adds `task` with its commands. */
export function addTask(program: Command): void {
  const task = program.command('task').description('Shows and answers the tasks that wait for a person.');
  for (const add of [addTaskList, addTaskShow, addTaskComplete, addTaskReject]) add(task);
}
