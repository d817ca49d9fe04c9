import { systemClock } from '#shared/clients/clock.ts';
import { defineStep } from '#shared/lambda/define-step.ts';
import { environment } from '#shared/lambda/environment.ts';
import { liveParameters } from '#shared/lambda/live-parameters.ts';
import { loadApplication } from './load-application.ts';
import { Input, Output } from './schema.ts';

export const handler = defineStep({
  input: Input,
  output: Output,
  run: loadApplication,
  services: {
    clock: systemClock,
    parameters: liveParameters(),
    rotateDaysBefore: environment.rotateDaysBefore(),
  },
});
