import { systemClock } from '#shared/clients/clock.ts';
import { createParameterStore } from '#shared/clients/parameter-store.ts';
import { createRunningExecutions } from '#shared/clients/running-executions.ts';
import { defineStep } from '#shared/lambda/define-step.ts';
import { Input, Output } from './schema.ts';
import { selectSellingAccount } from './select-selling-account.ts';

export const handler = defineStep({
  input: Input,
  output: Output,
  run: selectSellingAccount,
  services: {
    clock: systemClock,
    parameters: createParameterStore(),
    runningExecutions: createRunningExecutions(),
  },
  example: { appName: 'acme-orders', marketplace: 'US' },
});
