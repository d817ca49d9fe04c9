import { systemClock } from '#shared/clients/clock.ts';
import { createDeadLetters } from '#shared/clients/dead-letters.ts';
import { createExecutions } from '#shared/clients/executions.ts';
import { createLwa } from '#shared/clients/lwa.ts';
import { defineQueue } from '#shared/lambda/define-queue.ts';
import { environment } from '#shared/lambda/environment.ts';
import { liveParameters } from '#shared/lambda/live-parameters.ts';
import { liveTopic } from '#shared/lambda/live-topic.ts';
import { takeClientSecret } from './take-client-secret.ts';

export const handler = defineQueue({
  run: takeClientSecret,
  services: {
    clock: systemClock,
    deadLetters: createDeadLetters(environment.deadLetterQueueUrl()),
    executions: createExecutions(environment.stateMachineArn()),
    lwa: createLwa(environment.lwaEndpoint()),
    parameters: liveParameters(),
    rotateDaysBefore: environment.rotateDaysBefore(),
    topic: liveTopic(),
  },
});
