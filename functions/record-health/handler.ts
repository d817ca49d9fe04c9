import { systemClock } from '#shared/clients/clock.ts';
import { createParameterStore } from '#shared/clients/parameter-store.ts';
import { createTopic } from '#shared/clients/topic.ts';
import { defineStep } from '#shared/lambda/define-step.ts';
import { environment } from '#shared/lambda/environment.ts';
import { createMetrics } from '#shared/lambda/metrics.ts';
import { recordHealth } from './record-health.ts';
import { Input, Output } from './schema.ts';

export const handler = defineStep({
  input: Input,
  output: Output,
  run: recordHealth,
  services: {
    clock: systemClock,
    metrics: createMetrics(),
    parameters: createParameterStore(),
    topic: createTopic(environment.topicArn(), { chat: environment.chat() }),
  },
});
