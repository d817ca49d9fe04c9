import { systemClock } from '#shared/clients/clock.ts';
import { createGuard } from '#shared/clients/guard.ts';
import { createLwa } from '#shared/clients/lwa.ts';
import { createSpApi } from '#shared/clients/sp-api.ts';
import { createTaskTokens } from '#shared/clients/task-tokens.ts';
import { definePage } from '#shared/lambda/define-page.ts';
import { environment } from '#shared/lambda/environment.ts';
import { liveParameters } from '#shared/lambda/live-parameters.ts';
import { serveTaskPages } from './serve-task-pages.ts';

export const handler = definePage({
  run: serveTaskPages,
  services: {
    centralEndpoint: environment.centralEndpoint(),
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
