import { systemClock } from '#shared/clients/clock.ts';
import { createGuard } from '#shared/clients/guard.ts';
import { createSubscriptions } from '#shared/clients/subscriptions.ts';
import { defineStep } from '#shared/lambda/define-step.ts';
import { environment } from '#shared/lambda/environment.ts';
import { liveParameters } from '#shared/lambda/live-parameters.ts';
import { liveTopic } from '#shared/lambda/live-topic.ts';
import { Input, Output } from './schema.ts';
import { subscribeAddress } from './subscribe-address.ts';

export const handler = defineStep({
  input: Input,
  output: Output,
  run: subscribeAddress,
  services: {
    clock: systemClock,
    guard: createGuard(),
    parameters: liveParameters(),
    subscriptions: createSubscriptions(environment.topicArn()),
    topic: liveTopic(),
    topicArn: environment.topicArn(),
  },
});
