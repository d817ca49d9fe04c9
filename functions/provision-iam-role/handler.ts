import { systemClock } from '#shared/clients/clock.ts';
import { createIamRoles } from '#shared/clients/iam-roles.ts';
import { defineStep } from '#shared/lambda/define-step.ts';
import { environment } from '#shared/lambda/environment.ts';
import { liveParameters } from '#shared/lambda/live-parameters.ts';
import { provisionIamRole } from './provision-iam-role.ts';
import { Input, Output } from './schema.ts';

export const handler = defineStep({
  input: Input,
  output: Output,
  run: provisionIamRole,
  services: {
    clock: systemClock,
    iamRoles: createIamRoles(),
    installation: environment.installation(),
    parameters: liveParameters(),
    boundaryArn: environment.permissionsBoundaryArn(),
  },
});
