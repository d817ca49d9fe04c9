import { createIamRoles } from '#shared/clients/iam-roles.ts';
import { defineStep } from '#shared/lambda/define-step.ts';
import { environment } from '#shared/lambda/environment.ts';
import { liveParameters } from '#shared/lambda/live-parameters.ts';
import { deleteIamRole } from './delete-iam-role.ts';
import { Input, Output } from './schema.ts';

export const handler = defineStep({
  input: Input,
  output: Output,
  run: deleteIamRole,
  services: {
    iamRoles: createIamRoles(),
    installation: environment.installation(),
    parameters: liveParameters(),
  },
});
