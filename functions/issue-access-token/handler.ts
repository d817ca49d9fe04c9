import { createAnySpApi } from '#shared/clients/any-sp-api.ts';
import { systemClock } from '#shared/clients/clock.ts';
import { createLwa } from '#shared/clients/lwa.ts';
import { defineRequest } from '#shared/lambda/define-request.ts';
import { environment } from '#shared/lambda/environment.ts';
import { liveParameters } from '#shared/lambda/live-parameters.ts';
import { issueAccessToken } from './issue-access-token.ts';
import { EXAMPLE, Input } from './schema.ts';

export const handler = defineRequest({
  input: Input,
  run: issueAccessToken,
  example: EXAMPLE,
  services: {
    clock: systemClock,
    lwa: createLwa(environment.lwaEndpoint()),
    parameters: liveParameters(),
    anySpApi: createAnySpApi(),
    spApiEndpoint: environment.spApiEndpoint(),
    tokens: new Map(),
  },
});
