import { systemClock } from '#shared/clients/clock.ts';
import { createIamInspector } from '#shared/clients/iam-inspector.ts';
import { createIamPolicies } from '#shared/clients/iam-policies.ts';
import { createIamRoles } from '#shared/clients/iam-roles.ts';
import { createIamUsers } from '#shared/clients/iam-users.ts';
import { defineStep } from '#shared/lambda/define-step.ts';
import { environment } from '#shared/lambda/environment.ts';
import { liveParameters } from '#shared/lambda/live-parameters.ts';
import { Input, Output } from './schema.ts';
import { verifyPolicies } from './verify-policies.ts';

export const handler = defineStep({
  input: Input,
  output: Output,
  run: verifyPolicies,
  services: {
    clock: systemClock,
    iamInspector: createIamInspector(),
    iamPolicies: createIamPolicies(),
    iamRoles: createIamRoles(),
    iamUsers: createIamUsers(),
    installation: environment.installation(),
    region: environment.region(),
    parameters: liveParameters(),
  },
});
