import { createIamUsers } from '#shared/clients/iam-users.ts';
import { defineStep } from '#shared/lambda/define-step.ts';
import { environment } from '#shared/lambda/environment.ts';
import { liveParameters } from '#shared/lambda/live-parameters.ts';
import { restoreOldAccessKey } from './restore-old-access-key.ts';
import { Input, Output } from './schema.ts';

export const handler = defineStep({
  input: Input,
  output: Output,
  run: restoreOldAccessKey,
  services: {
    iamUsers: createIamUsers(),
    installation: environment.installation(),
    parameters: liveParameters(),
  },
});
