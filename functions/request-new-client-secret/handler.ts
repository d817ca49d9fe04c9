import { systemClock } from '#shared/clients/clock.ts';
import { createLwa } from '#shared/clients/lwa.ts';
import { createSpApi } from '#shared/clients/sp-api.ts';
import { defineStep } from '#shared/lambda/define-step.ts';
import { environment } from '#shared/lambda/environment.ts';
import { liveParameters } from '#shared/lambda/live-parameters.ts';
import { requestNewClientSecret } from './request-new-client-secret.ts';
import { EXAMPLE, Input, Output } from './schema.ts';

export const handler = defineStep({
  input: Input,
  output: Output,
  example: EXAMPLE,
  run: requestNewClientSecret,
  services: {
    clock: systemClock,
    lwa: createLwa(environment.lwaEndpoint()),
    parameters: liveParameters(),
    spApi: createSpApi(),
    spApiEndpoint: environment.spApiEndpoint(),
    clientSecretQueueArn: environment.clientSecretQueueArn(),
  },
});
