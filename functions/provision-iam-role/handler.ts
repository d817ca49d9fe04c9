import { createIamRoles } from '#shared/clients/iam-roles.ts';
import { createParameterStore } from '#shared/clients/parameter-store.ts';
import { defineStep } from '#shared/lambda/define-step.ts';
import { environment } from '#shared/lambda/environment.ts';
import { provisionIamRole } from './provision-iam-role.ts';
import { Input, Output } from './schema.ts';

export const handler = defineStep({
  input: Input,
  output: Output,
  run: provisionIamRole,
  services: {
    iamRoles: createIamRoles(),
    parameters: createParameterStore(),
    boundaryArn: environment.permissionsBoundaryArn(),
  },
});
