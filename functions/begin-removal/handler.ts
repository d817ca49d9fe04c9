import { systemClock } from '#shared/clients/clock.ts';
import { createParameterStore } from '#shared/clients/parameter-store.ts';
import { createRunningExecutions } from '#shared/clients/running-executions.ts';
import { defineStep } from '#shared/lambda/define-step.ts';
import { environment } from '#shared/lambda/environment.ts';
import { beginRemoval } from './begin-removal.ts';
import { Input, Output } from './schema.ts';

export const handler = defineStep({
  input: Input,
  output: Output,
  run: beginRemoval,
  services: {
    clock: systemClock,
    parameters: createParameterStore(),
    runningExecutions: createRunningExecutions(),
    stateMachineArns: environment.stateMachineArns(),
  },
});
