import { createParameterStore } from '#shared/clients/parameter-store.ts';
import { defineStep } from '#shared/lambda/define-step.ts';
import { environment } from '#shared/lambda/environment.ts';
import { replaceStoredAccessKey } from './replace-stored-access-key.ts';
import { Input, Output } from './schema.ts';

export const handler = defineStep({
  input: Input,
  output: Output,
  run: replaceStoredAccessKey,
  services: { parameters: createParameterStore({ keyArn: environment.kmsKeyArn() }) },
});
