import { createIamPolicies } from '#shared/clients/iam-policies.ts';
import { defineStep } from '#shared/lambda/define-step.ts';
import { environment } from '#shared/lambda/environment.ts';
import { liveParameters } from '#shared/lambda/live-parameters.ts';
import { provisionIamPolicy } from './provision-iam-policy.ts';
import { Input, Output } from './schema.ts';

export const handler = defineStep({
  input: Input,
  output: Output,
  run: provisionIamPolicy,
  services: {
    iamPolicies: createIamPolicies(),
    parameters: liveParameters(),
    installation: environment.installation(),
  },
});
