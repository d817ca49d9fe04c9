import { systemClock } from '#shared/clients/clock.ts';
import { createRunningExecutions } from '#shared/clients/running-executions.ts';
import { defineStep } from '#shared/lambda/define-step.ts';
import { environment } from '#shared/lambda/environment.ts';
import { liveParameters } from '#shared/lambda/live-parameters.ts';
import { beginRemoval } from './begin-removal.ts';
import { Input, Output } from './schema.ts';

export const handler = defineStep({
  input: Input,
  output: Output,
  run: beginRemoval,
  services: {
    clock: systemClock,
    parameters: liveParameters(),
    runningExecutions: createRunningExecutions(),
    stateMachineArns: environment.stateMachineArns(),
  },
});
