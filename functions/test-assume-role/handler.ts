import { systemClock } from '#shared/clients/clock.ts';
import { createSts } from '#shared/clients/sts.ts';
import { defineStep } from '#shared/lambda/define-step.ts';
import { liveParameters } from '#shared/lambda/live-parameters.ts';
import { Input, Output } from './schema.ts';
import { testAssumeRole } from './test-assume-role.ts';

export const handler = defineStep({
  input: Input,
  output: Output,
  run: testAssumeRole,
  services: { clock: systemClock, parameters: liveParameters(), sts: createSts() },
});
