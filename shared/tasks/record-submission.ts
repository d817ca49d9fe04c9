import type { WaitingTask } from '../domain/human-task.ts';
import { type ActNeeds, actOnTask } from './act-on-task.ts';
import type { Answered } from './close-task.ts';
import { recordOutcome } from './task-outcome.ts';

/**
 * Keeps that a developer profile was submitted to Amazon, whose review the task waits for.
 * @returns nothing while the task still waits
 * @throws ApplicationBusy, and what Parameter Store throws
 */
export const recordSubmission = (services: ActNeeds, asked: WaitingTask): Promise<Answered | undefined> =>
  actOnTask(services, asked, { action: 'submitted' }, async ({ task, who, stored }) => {
    // An answer says more.
    if (!stored) await recordOutcome(services, task, 'submitted', { by: who });
    return undefined;
  });
