import { systemClock } from '#shared/clients/clock.ts';
import { createIamUserPolicies } from '#shared/clients/iam-user-policies.ts';
import { createIamUsers } from '#shared/clients/iam-users.ts';
import { defineStep } from '#shared/lambda/define-step.ts';
import { environment } from '#shared/lambda/environment.ts';
import { liveParameters } from '#shared/lambda/live-parameters.ts';
import { deleteUserAccess } from './delete-user-access.ts';
import { Input, Output } from './schema.ts';

export const handler = defineStep({
  input: Input,
  output: Output,
  run: deleteUserAccess,
  services: {
    clock: systemClock,
    iamUserPolicies: createIamUserPolicies(),
    iamUsers: createIamUsers(),
    installation: environment.installation(),
    parameters: liveParameters(),
  },
});
