import { systemClock } from '#shared/clients/clock.ts';
import { createTopic } from '#shared/clients/topic.ts';
import { defineStep } from '#shared/lambda/define-step.ts';
import { environment } from '#shared/lambda/environment.ts';
import { liveParameters } from '#shared/lambda/live-parameters.ts';
import { recordResults } from './record-results.ts';
import { Input, Output } from './schema.ts';

export const handler = defineStep({
  input: Input,
  output: Output,
  run: recordResults,
  services: {
    clock: systemClock,
    parameters: liveParameters(),
    topic: createTopic(environment.topicArn(), { chat: environment.chat() }),
  },
});
