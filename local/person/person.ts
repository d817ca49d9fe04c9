import { taskName, type WaitingTask } from '#shared/domain/human-task.ts';
import { instructionsFor } from '#shared/domain/instructions.ts';
import { listTasks } from '#shared/tasks/task-store.ts';
import { createVisitor, type Visitor } from '../seller-central/visitor.ts';
import type { LocalStack } from '../stack/local-stack.ts';

/** Plays the person: does what a waiting task asks for on Amazon's pages, and answers it. */
export interface Person {
  /** Answers what waits now; returns the names of the tasks that were answered. Rejects when one could not be, after the others. */
  answerWaiting(): Promise<string[]>;
}

/** How a person hands in the answers of a task. */
export type Answer = (
  stack: LocalStack,
  task: WaitingTask,
  answers: Record<string, string>,
) => Promise<unknown>;

/**
 * A person who owns one application and answers every task at once.
 * @param answer by the task's page, by the command line, or as a test likes
 */
export function createPerson(stack: LocalStack, appName: string, answer: Answer): Person {
  const { parameters } = stack;
  const visitor = createVisitor();
  const brought = new Map<string, Record<string, string>>();
  /** What was brought back for a task once is entered again where the page did not take it. */
  const bring = async (task: WaitingTask) => {
    const key = [task.execution, taskName(task), task.rejections].join(' ');
    const known = brought.get(key) ?? (await doAtAmazon(stack, visitor, task));
    brought.set(key, known);
    return known;
  };
  return {
    answerWaiting: async () => {
      const tasks = await listTasks({ parameters }, appName);
      const failures: unknown[] = [];
      for (const task of tasks)
        await bring(task)
          .then((answers) => answer(stack, task, answers))
          .catch((error) => failures.push(error));
      if (failures.length > 0) throw failures[0];
      return tasks.map(taskName);
    },
  };
}

/** What a person does in Seller or Vendor Central for a task, and brings back from there. */
export async function doAtAmazon(
  { sellerCentral }: Pick<LocalStack, 'sellerCentral'>,
  visitor: Visitor,
  task: WaitingTask,
): Promise<Record<string, string>> {
  const { url = '' } = instructionsFor(task, sellerCentral.endpoint).central;
  const { appName: name, sandbox, roleArn } = task;
  if (task.kind === 'confirm-removal') return { appName: name };
  if (task.kind === 'request-data-access') {
    await visitor.submitProfile(url, ROLES);
    await visitor.approveProfile(url);
    return {};
  }
  if (task.kind === 'register-queue') {
    await visitor.registerQueue(url, task.queue?.arn ?? '');
    return {};
  }
  if (task.kind === 'self-authorize') return { refreshToken: await visitor.authorize(url, name) };
  const app = { name, sandbox, sellingPartner: 'both' as const, roles: ROLES, ...(roleArn && { roleArn }) };
  return { ...(await visitor.registerApplication(url, app)) };
}

/** Enough for the test call of sellers and of vendors. */
const ROLES = ['Selling Partner Insights', 'Amazon Fulfillment'];
