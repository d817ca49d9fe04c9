import { systemClock } from '#shared/clients/clock.ts';
import { NotificationFailed } from '#shared/errors/broken.ts';
import { defineStep } from '#shared/lambda/define-step.ts';
import { liveParameters } from '#shared/lambda/live-parameters.ts';
import { liveTopic } from '#shared/lambda/live-topic.ts';
import { notifyFailure } from './notify-failure.ts';
import { Input, Output } from './schema.ts';

export const handler = defineStep({
  input: Input,
  output: Output,
  run: notifyFailure,
  // By its own name the failure would count as one that people were told of.
  tooSlow: () =>
    new NotificationFailed({
      what: 'The message about a failure took longer than its function may run.',
      remedy:
        'Look at the history of the execution for the step that failed, and at the log of this function.',
    }),
  services: {
    clock: systemClock,
    parameters: liveParameters(),
    topic: liveTopic(),
  },
});
