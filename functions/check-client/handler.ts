import { systemClock } from '#shared/clients/clock.ts';
import { createLwa } from '#shared/clients/lwa.ts';
import { defineStep } from '#shared/lambda/define-step.ts';
import { environment } from '#shared/lambda/environment.ts';
import { liveParameters } from '#shared/lambda/live-parameters.ts';
import { checkClient } from './check-client.ts';
import { Input, Output } from './schema.ts';

export const handler = defineStep({
  input: Input,
  output: Output,
  run: checkClient,
  services: {
    clock: systemClock,
    lwa: createLwa(environment.lwaEndpoint()),
    parameters: liveParameters(),
  },
});
