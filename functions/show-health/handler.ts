import { systemClock } from '#shared/clients/clock.ts';
import { HealthCall } from '#shared/health/health-call.ts';
import { defineCall } from '#shared/lambda/define-call.ts';
import { liveParameters } from '#shared/lambda/live-parameters.ts';
import { showHealth } from './show-health.ts';

export const handler = defineCall({
  input: HealthCall,
  run: showHealth,
  services: { clock: systemClock, parameters: liveParameters() },
});
