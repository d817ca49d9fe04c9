import { defineStep } from '#shared/lambda/define-step.ts';
import { liveParameters } from '#shared/lambda/live-parameters.ts';
import { deleteParameters } from './delete-parameters.ts';
import { Input, Output } from './schema.ts';

export const handler = defineStep({
  input: Input,
  output: Output,
  run: deleteParameters,
  services: {
    parameters: liveParameters(),
  },
});
