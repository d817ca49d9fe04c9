import { systemClock } from '#shared/clients/clock.ts';
import { defineStep } from '#shared/lambda/define-step.ts';
import { environment } from '#shared/lambda/environment.ts';
import { liveParameters } from '#shared/lambda/live-parameters.ts';
import { liveTopic } from '#shared/lambda/live-topic.ts';
import { createMetrics } from '#shared/lambda/metrics.ts';
import { recordHealth } from './record-health.ts';
import { Input, Output } from './schema.ts';

export const handler = defineStep({
  input: Input,
  output: Output,
  run: recordHealth,
  services: {
    clock: systemClock,
    metrics: createMetrics(environment.installation()),
    parameters: liveParameters(),
    topic: liveTopic(),
  },
});
