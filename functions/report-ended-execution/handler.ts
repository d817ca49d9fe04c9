import { createTopic } from '#shared/clients/topic.ts';
import { defineStep } from '#shared/lambda/define-step.ts';
import { environment } from '#shared/lambda/environment.ts';
import { liveParameters } from '#shared/lambda/live-parameters.ts';
import { reportEndedExecution } from './report-ended-execution.ts';
import { Input, Output } from './schema.ts';

export const handler = defineStep({
  input: Input,
  output: Output,
  run: reportEndedExecution,
  services: {
    parameters: liveParameters(),
    topic: createTopic(environment.topicArn(), { chat: environment.chat() }),
  },
});
