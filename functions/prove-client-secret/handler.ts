import { createLwa } from '#shared/clients/lwa.ts';
import { createParameterStore } from '#shared/clients/parameter-store.ts';
import { createTopic } from '#shared/clients/topic.ts';
import { defineStep } from '#shared/lambda/define-step.ts';
import { environment } from '#shared/lambda/environment.ts';
import { proveClientSecret } from './prove-client-secret.ts';
import { Input, Output } from './schema.ts';

export const handler = defineStep({
  input: Input,
  output: Output,
  run: proveClientSecret,
  services: {
    lwa: createLwa(environment.lwaEndpoint()),
    parameters: createParameterStore(),
    topic: createTopic(environment.topicArn(), { chat: environment.chat() }),
  },
});
