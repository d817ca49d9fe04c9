import { systemClock } from '#shared/clients/clock.ts';
import { createIamUsers } from '#shared/clients/iam-users.ts';
import { createParameterStore } from '#shared/clients/parameter-store.ts';
import { defineStep } from '#shared/lambda/define-step.ts';
import { inspectAccessKey } from './inspect-access-key.ts';
import { Input, Output } from './schema.ts';

export const handler = defineStep({
  input: Input,
  output: Output,
  run: inspectAccessKey,
  services: { clock: systemClock, iamUsers: createIamUsers(), parameters: createParameterStore() },
  example: { appName: 'acme-orders' },
});
