import { createIamPolicies } from '#shared/clients/iam-policies.ts';
import { createIamRoles } from '#shared/clients/iam-roles.ts';
import { createIamUserPolicies } from '#shared/clients/iam-user-policies.ts';
import { createIamUsers } from '#shared/clients/iam-users.ts';
import { defineStep } from '#shared/lambda/define-step.ts';
import { environment } from '#shared/lambda/environment.ts';
import { liveParameters } from '#shared/lambda/live-parameters.ts';
import { listResources } from './list-resources.ts';
import { Input, Output } from './schema.ts';

export const handler = defineStep({
  input: Input,
  output: Output,
  run: listResources,
  services: {
    iamPolicies: createIamPolicies(),
    iamRoles: createIamRoles(),
    iamUserPolicies: createIamUserPolicies(),
    iamUsers: createIamUsers(),
    installation: environment.installation(),
    parameters: liveParameters(),
  },
  example: { appName: 'acme-orders' },
});
