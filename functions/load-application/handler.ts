import { systemClock } from '#shared/clients/clock.ts';
import { createParameterStore } from '#shared/clients/parameter-store.ts';
import { defineStep } from '#shared/lambda/define-step.ts';
import { loadApplication } from './load-application.ts';
import { Input, Output } from './schema.ts';

export const handler = defineStep({
  input: Input,
  output: Output,
  run: loadApplication,
  services: { clock: systemClock, parameters: createParameterStore() },
});
