import { systemClock } from '#shared/clients/clock.ts';
import { createGuard } from '#shared/clients/guard.ts';
import { createLwa } from '#shared/clients/lwa.ts';
import { createSpApi } from '#shared/clients/sp-api.ts';
import { createTaskTokens } from '#shared/clients/task-tokens.ts';
import { defineCall } from '#shared/lambda/define-call.ts';
import { environment } from '#shared/lambda/environment.ts';
import { liveParameters } from '#shared/lambda/live-parameters.ts';
import { TaskCall } from '#shared/tasks/task-call.ts';
import { handleTask } from './handle-task.ts';

export const handler = defineCall({
  input: TaskCall,
  run: handleTask,
  services: {
    clock: systemClock,
    guard: createGuard(),
    lwa: createLwa(environment.lwaEndpoint()),
    parameters: liveParameters(),
    spApi: createSpApi(),
    spApiEndpoint: environment.spApiEndpoint(),
    taskTokens: createTaskTokens(),
    who: async () => 'the page of the task',
  },
});
