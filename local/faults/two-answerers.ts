import { taskName, type WaitingTask } from '#shared/domain/human-task.ts';
import { answerAtOnce } from '../person/answer-at-once.ts';
import { findLink } from '../person/answer-by-page.ts';
import type { Answer } from '../person/person.ts';
import type { LocalStack } from '../stack/local-stack.ts';

/** What two people have answered together so far. */
export interface TwoAnswerers {
  answer: Answer;
  /** What went wrong: two different answers to one task that were both taken. */
  violations: string[];
}

/**
 * Two people who send different valid answers to every task at the same moment, on its page: another client, another
 * refresh token.
 * @param onLink is told the link before it is opened
 */
export function twoAnswerers(onLink: (appName: string, link: string) => void): TwoAnswerers {
  const violations: string[] = [];
  const rivals = new Map<string, Record<string, string>>();
  return {
    violations,
    answer: async (stack, task, answers) => {
      const name = `${task.appName}/${taskName(task)}`;
      const link = await findLink(stack, name, task.execution);
      onLink(task.appName, link);
      const key = `${task.execution} ${name}`;
      const pair = rivals.get(key) ?? (await rivalOf(stack, task, answers));
      rivals.set(key, pair);
      const mine = task.kind === 'self-authorize' ? await tokenOf(stack, task) : answers;
      const told = await answerAtOnce(link, [mine, pair]);
      const taken = told.filter(({ status }) => status === 200).length;
      const differ = JSON.stringify(mine) !== JSON.stringify(pair);
      if (differ && taken > 1) violations.push(`two different answers to ${name} were taken`);
      if (taken === 0) throw new Error(`${name} answered ${told.map(({ status }) => status).join(' and ')}`);
    },
  };
}

const tokens = new Map<string, string>();

/** A refresh token of the client that is stored: of two registrations at once either may have been taken. */
async function tokenOf(
  stack: LocalStack,
  task: WaitingTask,
  whose = 'mine',
): Promise<Record<string, string>> {
  const { lwa } = stack.parameters.paths.of(task.appName);
  const { [lwa.clientId]: clientId = '' } = await stack.parameters.get([lwa.clientId]);
  const key = `${clientId} ${whose}`;
  const known = tokens.get(key);
  const refreshToken =
    known ??
    stack.amazon.world.authorize({
      clientId,
      region: 'NA',
      sellingPartner: 'seller',
      marketplaces: ['ATVPDKIKX0DER'],
    });
  tokens.set(key, refreshToken);
  return { refreshToken };
}

async function rivalOf(
  stack: LocalStack,
  task: WaitingTask,
  answers: Record<string, string>,
): Promise<Record<string, string>> {
  if (task.kind === 'self-authorize') return tokenOf(stack, task, 'theirs');
  if (task.kind !== 'register-application') return answers;
  const { applicationId, clientId, clientSecret } = stack.amazon.world.registerApplication({
    name: `${task.appName} rival`,
    ...(task.roleArn && { roleArn: task.roleArn }),
  });
  return { applicationId, clientId, clientSecret };
}
