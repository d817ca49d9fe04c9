import { createLwa } from '#shared/clients/lwa.ts';
import { defineStep } from '#shared/lambda/define-step.ts';
import { environment } from '#shared/lambda/environment.ts';
import { liveParameters } from '#shared/lambda/live-parameters.ts';
import { liveTopic } from '#shared/lambda/live-topic.ts';
import { proveClientSecret } from './prove-client-secret.ts';
import { Input, Output } from './schema.ts';

export const handler = defineStep({
  input: Input,
  output: Output,
  run: proveClientSecret,
  services: {
    lwa: createLwa(environment.lwaEndpoint()),
    parameters: liveParameters(),
    topic: liveTopic(),
  },
});
