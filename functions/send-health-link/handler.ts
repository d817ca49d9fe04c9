import * as z from 'zod/mini';
import { systemClock } from '#shared/clients/clock.ts';
import { defineEvent } from '#shared/lambda/define-event.ts';
import { environment } from '#shared/lambda/environment.ts';
import { liveParameters } from '#shared/lambda/live-parameters.ts';
import { liveTopic } from '#shared/lambda/live-topic.ts';
import { sendHealthLink } from './send-health-link.ts';

export const handler = defineEvent({
  detail: z.unknown(),
  run: (services) => sendHealthLink(services),
  services: {
    clock: systemClock,
    pageUrl: environment.pageUrl(),
    parameters: liveParameters(),
    topic: liveTopic(),
  },
});
