import { createIamUsers } from '#shared/clients/iam-users.ts';
import { defineStep } from '#shared/lambda/define-step.ts';
import { environment } from '#shared/lambda/environment.ts';
import { liveParameters } from '#shared/lambda/live-parameters.ts';
import { deleteIamUser } from './delete-iam-user.ts';
import { Input, Output } from './schema.ts';

export const handler = defineStep({
  input: Input,
  output: Output,
  run: deleteIamUser,
  services: {
    iamUsers: createIamUsers(),
    installation: environment.installation(),
    parameters: liveParameters(),
  },
});
