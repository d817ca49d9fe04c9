import { createIamPolicies } from '#shared/clients/iam-policies.ts';
import { defineStep } from '#shared/lambda/define-step.ts';
import { environment } from '#shared/lambda/environment.ts';
import { liveParameters } from '#shared/lambda/live-parameters.ts';
import { deleteIamPolicy } from './delete-iam-policy.ts';
import { Input, Output } from './schema.ts';

export const handler = defineStep({
  input: Input,
  output: Output,
  run: deleteIamPolicy,
  services: {
    iamPolicies: createIamPolicies(),
    installation: environment.installation(),
    parameters: liveParameters(),
  },
});
