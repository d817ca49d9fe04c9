import { createParameterStore } from '#shared/clients/parameter-store.ts';
import { defineStep } from '#shared/lambda/define-step.ts';
import { deleteParameters } from './delete-parameters.ts';
import { Input, Output } from './schema.ts';

export const handler = defineStep({
  input: Input,
  output: Output,
  run: deleteParameters,
  services: {
    parameters: createParameterStore(),
  },
});
