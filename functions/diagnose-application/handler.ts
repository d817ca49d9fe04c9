import { systemClock } from '#shared/clients/clock.ts';
import { createIamInspector } from '#shared/clients/iam-inspector.ts';
import { createIamRoles } from '#shared/clients/iam-roles.ts';
import { createIamUsers } from '#shared/clients/iam-users.ts';
import { createLwa } from '#shared/clients/lwa.ts';
import { createSpApi } from '#shared/clients/sp-api.ts';
import { createSts } from '#shared/clients/sts.ts';
import { defineStep } from '#shared/lambda/define-step.ts';
import { environment } from '#shared/lambda/environment.ts';
import { liveParameters } from '#shared/lambda/live-parameters.ts';
import { diagnoseApplication } from './diagnose-application.ts';
import { Input, Output } from './schema.ts';

export const handler = defineStep({
  input: Input,
  output: Output,
  run: diagnoseApplication,
  services: {
    clock: systemClock,
    iamInspector: createIamInspector(),
    iamRoles: createIamRoles(),
    iamUsers: createIamUsers(),
    lwa: createLwa(environment.lwaEndpoint()),
    region: environment.region(),
    parameters: liveParameters(),
    spApi: createSpApi(),
    spApiEndpoint: environment.spApiEndpoint(),
    sts: createSts(),
  },
});
