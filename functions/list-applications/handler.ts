import { defineStep } from '#shared/lambda/define-step.ts';
import { environment } from '#shared/lambda/environment.ts';
import { liveParameters } from '#shared/lambda/live-parameters.ts';
import { listApplications } from './list-applications.ts';
import { Input, Output } from './schema.ts';

export const handler = defineStep({
  input: Input,
  output: Output,
  run: listApplications,
  services: { parameters: liveParameters(), mostPerExecution: environment.mostPerExecution() },
  example: { appName: 'acme-orders' },
});
