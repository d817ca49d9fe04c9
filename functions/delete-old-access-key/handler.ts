import { systemClock } from '#shared/clients/clock.ts';
import { createIamUsers } from '#shared/clients/iam-users.ts';
import { defineStep } from '#shared/lambda/define-step.ts';
import { environment } from '#shared/lambda/environment.ts';
import { liveParameters } from '#shared/lambda/live-parameters.ts';
import { deleteOldAccessKey } from './delete-old-access-key.ts';
import { Input, Output } from './schema.ts';

export const handler = defineStep({
  input: Input,
  output: Output,
  run: deleteOldAccessKey,
  services: {
    clock: systemClock,
    iamUsers: createIamUsers(),
    parameters: liveParameters(),
    installation: environment.installation(),
  },
});
