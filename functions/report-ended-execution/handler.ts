import { createParameterStore } from '#shared/clients/parameter-store.ts';
import { createTopic } from '#shared/clients/topic.ts';
import { defineStep } from '#shared/lambda/define-step.ts';
import { environment } from '#shared/lambda/environment.ts';
import { reportEndedExecution } from './report-ended-execution.ts';
import { Input, Output } from './schema.ts';

export const handler = defineStep({
  input: Input,
  output: Output,
  run: reportEndedExecution,
  services: {
    parameters: createParameterStore(),
    topic: createTopic(environment.topicArn(), { chat: environment.chat() }),
  },
});
