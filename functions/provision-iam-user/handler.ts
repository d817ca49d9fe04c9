import { systemClock } from '#shared/clients/clock.ts';
import { createIamUsers } from '#shared/clients/iam-users.ts';
import { createSts } from '#shared/clients/sts.ts';
import { defineStep } from '#shared/lambda/define-step.ts';
import { environment } from '#shared/lambda/environment.ts';
import { liveParameters } from '#shared/lambda/live-parameters.ts';
import { provisionIamUser } from './provision-iam-user.ts';
import { Input, Output } from './schema.ts';

export const handler = defineStep({
  input: Input,
  output: Output,
  run: provisionIamUser,
  services: {
    clock: systemClock,
    iamUsers: createIamUsers(),
    installation: environment.installation(),
    parameters: liveParameters(),
    sts: createSts(),
    boundaryArn: environment.permissionsBoundaryArn(),
  },
});
