import { createIamPolicies } from '#shared/clients/iam-policies.ts';
import { createParameterStore } from '#shared/clients/parameter-store.ts';
import { defineStep } from '#shared/lambda/define-step.ts';
import { provisionIamPolicy } from './provision-iam-policy.ts';
import { Input, Output } from './schema.ts';

export const handler = defineStep({
  input: Input,
  output: Output,
  run: provisionIamPolicy,
  services: { iamPolicies: createIamPolicies(), parameters: createParameterStore() },
});
