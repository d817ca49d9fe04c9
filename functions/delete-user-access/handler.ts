import { systemClock } from '#shared/clients/clock.ts';
import { createIamUserPolicies } from '#shared/clients/iam-user-policies.ts';
import { createIamUsers } from '#shared/clients/iam-users.ts';
import { createParameterStore } from '#shared/clients/parameter-store.ts';
import { defineStep } from '#shared/lambda/define-step.ts';
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
    parameters: createParameterStore(),
  },
});
