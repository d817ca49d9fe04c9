import { systemClock } from '#shared/clients/clock.ts';
import { createIamUserPolicies } from '#shared/clients/iam-user-policies.ts';
import { defineStep } from '#shared/lambda/define-step.ts';
import { attachStsPolicy } from './attach-sts-policy.ts';
import { Input, Output } from './schema.ts';

export const handler = defineStep({
  input: Input,
  output: Output,
  run: attachStsPolicy,
  services: { clock: systemClock, iamUserPolicies: createIamUserPolicies() },
});
