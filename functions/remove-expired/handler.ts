import { systemClock } from '#shared/clients/clock.ts';
import { defineStep } from '#shared/lambda/define-step.ts';
import { liveParameters } from '#shared/lambda/live-parameters.ts';
import { removeExpired } from './remove-expired.ts';
import { Input, Output } from './schema.ts';

export const handler = defineStep({
  input: Input,
  output: Output,
  run: removeExpired,
  services: { clock: systemClock, parameters: liveParameters() },
});
