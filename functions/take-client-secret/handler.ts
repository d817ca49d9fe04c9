import { systemClock } from '#shared/clients/clock.ts';
import { createExecutions } from '#shared/clients/executions.ts';
import { createLwa } from '#shared/clients/lwa.ts';
import { createParameterStore } from '#shared/clients/parameter-store.ts';
import { defineQueue } from '#shared/lambda/define-queue.ts';
import { environment } from '#shared/lambda/environment.ts';
import { takeClientSecret } from './take-client-secret.ts';

export const handler = defineQueue({
  run: takeClientSecret,
  services: {
    clock: systemClock,
    executions: createExecutions(environment.stateMachineArn()),
    lwa: createLwa(environment.lwaEndpoint()),
    parameters: createParameterStore({ keyArn: environment.kmsKeyArn() }),
  },
});
