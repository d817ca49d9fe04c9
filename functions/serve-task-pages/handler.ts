import { systemClock } from '#shared/clients/clock.ts';
import { createGuard } from '#shared/clients/guard.ts';
import { createPrivateFunction } from '#shared/clients/private-function.ts';
import { definePage } from '#shared/lambda/define-page.ts';
import { environment } from '#shared/lambda/environment.ts';
import { liveCommands } from '#shared/lambda/live-commands.ts';
import { liveParameters } from '#shared/lambda/live-parameters.ts';
import { leadBackFailed } from './not-taken.ts';
import { serveTaskPages } from './serve-task-pages.ts';

export const handler = definePage({
  commands: liveCommands,
  leadBack: leadBackFailed,
  run: serveTaskPages,
  services: {
    centralEndpoint: environment.centralEndpoint(),
    clock: systemClock,
    guard: createGuard(),
    handleTask: createPrivateFunction(environment.handleTaskFunction()),
    parameters: liveParameters(),
    showHealth: createPrivateFunction(environment.showHealthFunction()),
  },
});
