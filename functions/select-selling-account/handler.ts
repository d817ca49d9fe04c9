import { systemClock } from '#shared/clients/clock.ts';
import { createRunningExecutions } from '#shared/clients/running-executions.ts';
import { defineStep } from '#shared/lambda/define-step.ts';
import { liveParameters } from '#shared/lambda/live-parameters.ts';
import { Input, Output } from './schema.ts';
import { selectSellingAccount } from './select-selling-account.ts';

export const handler = defineStep({
  input: Input,
  output: Output,
  run: selectSellingAccount,
  services: {
    clock: systemClock,
    parameters: liveParameters(),
    runningExecutions: createRunningExecutions(),
  },
  example: { appName: 'acme-orders', marketplace: 'US' },
});
