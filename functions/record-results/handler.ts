import { systemClock } from '#shared/clients/clock.ts';
import { defineStep } from '#shared/lambda/define-step.ts';
import { liveParameters } from '#shared/lambda/live-parameters.ts';
import { liveTopic } from '#shared/lambda/live-topic.ts';
import { recordResults } from './record-results.ts';
import { Input, Output } from './schema.ts';

export const handler = defineStep({
  input: Input,
  output: Output,
  run: recordResults,
  services: {
    clock: systemClock,
    parameters: liveParameters(),
    topic: liveTopic(),
  },
});
