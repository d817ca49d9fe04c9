import { type Clock, systemClock } from '#shared/clients/clock.ts';
import { createGuard } from '#shared/clients/guard.ts';
import { createLwa } from '#shared/clients/lwa.ts';
import { createParameterStore } from '#shared/clients/parameter-store.ts';
import { createSpApi } from '#shared/clients/sp-api.ts';
import { createTaskTokens } from '#shared/clients/task-tokens.ts';
import { type AnswerNeeds, answerTask } from '#shared/tasks/answer-task.ts';
import type { LocalStack } from '../stack/local-stack.ts';
import type { Answer } from './person.ts';

/** The services with which a person's answers are accepted, as an administrator. */
export function answeringServices(
  {
    engine,
    amazon,
    installation,
    kmsKeyArn: keyArn,
  }: Pick<LocalStack, 'amazon' | 'engine' | 'installation' | 'kmsKeyArn'>,
  clock: Clock = systemClock,
): AnswerNeeds {
  return {
    clock,
    guard: createGuard(),
    lwa: createLwa(amazon.lwaEndpoint),
    parameters: createParameterStore({ ...engine.clientConfig, installation, keyArn }),
    spApi: createSpApi(),
    spApiEndpoint: amazon.spApiEndpoint,
    taskTokens: createTaskTokens(engine.clientConfig),
    who: async () => 'the administrator',
  };
}

/** Answers with the shared code, in this process: quicker than the command line. */
export const answerByCode =
  (clock?: Clock): Answer =>
  (stack, task, answers) =>
    answerTask(answeringServices(stack, clock), task, answers);
