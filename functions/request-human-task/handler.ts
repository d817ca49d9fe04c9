import { systemClock } from '#shared/clients/clock.ts';
import { createLwa } from '#shared/clients/lwa.ts';
import { createTaskTokens } from '#shared/clients/task-tokens.ts';
import { defineStep } from '#shared/lambda/define-step.ts';
import { environment } from '#shared/lambda/environment.ts';
import { liveParameters } from '#shared/lambda/live-parameters.ts';
import { liveTopic } from '#shared/lambda/live-topic.ts';
import { requestHumanTask } from './request-human-task.ts';
import { Input, Output } from './schema.ts';

export const handler = defineStep({
  input: Input,
  output: Output,
  run: requestHumanTask,
  services: {
    clock: systemClock,
    pageUrl: environment.pageUrl(),
    lwa: createLwa(environment.lwaEndpoint()),
    parameters: liveParameters(),
    taskTokens: createTaskTokens(),
    topic: liveTopic(),
  },
});
