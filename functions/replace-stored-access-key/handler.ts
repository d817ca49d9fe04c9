import { createParameterStore } from '#shared/clients/parameter-store.ts';
import { defineStep } from '#shared/lambda/define-step.ts';
import { replaceStoredAccessKey } from './replace-stored-access-key.ts';
import { Input, Output } from './schema.ts';

export const handler = defineStep({
  input: Input,
  output: Output,
  run: replaceStoredAccessKey,
  services: { parameters: createParameterStore() },
});
