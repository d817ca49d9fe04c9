import { systemClock } from '#shared/clients/clock.ts';
import { createLwa } from '#shared/clients/lwa.ts';
import { createSpApi } from '#shared/clients/sp-api.ts';
import { createSts } from '#shared/clients/sts.ts';
import { defineStep } from '#shared/lambda/define-step.ts';
import { environment } from '#shared/lambda/environment.ts';
import { liveParameters } from '#shared/lambda/live-parameters.ts';
import { callSellingPartnerApi } from './call-selling-partner-api.ts';
import { Input, Output } from './schema.ts';

export const handler = defineStep({
  input: Input,
  output: Output,
  run: callSellingPartnerApi,
  services: {
    clock: systemClock,
    lwa: createLwa(environment.lwaEndpoint()),
    parameters: liveParameters(),
    spApi: createSpApi(),
    spApiEndpoint: environment.spApiEndpoint(),
    sts: createSts(),
  },
});
