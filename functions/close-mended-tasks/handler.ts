import { systemClock } from '#shared/clients/clock.ts';
import { createGuard } from '#shared/clients/guard.ts';
import { createLwa } from '#shared/clients/lwa.ts';
import { createTaskTokens } from '#shared/clients/task-tokens.ts';
import { defineStep } from '#shared/lambda/define-step.ts';
import { environment } from '#shared/lambda/environment.ts';
import { liveParameters } from '#shared/lambda/live-parameters.ts';
import { closeMendedTasks } from './close-mended-tasks.ts';
import { Input, Output } from './schema.ts';

export const handler = defineStep({
  input: Input,
  output: Output,
  run: closeMendedTasks,
  services: {
    clock: systemClock,
    guard: createGuard(),
    lwa: createLwa(environment.lwaEndpoint()),
    parameters: liveParameters(),
    taskTokens: createTaskTokens(),
    who: async () => 'the check of the credentials',
  },
});
