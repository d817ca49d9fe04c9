import { systemClock } from '#shared/clients/clock.ts';
import { createExecutionHistory } from '#shared/clients/execution-history.ts';
import { defineEvent } from '#shared/lambda/define-event.ts';
import { liveParameters } from '#shared/lambda/live-parameters.ts';
import { liveTopic } from '#shared/lambda/live-topic.ts';
import { reportEndedExecution } from './report-ended-execution.ts';
import { Detail } from './schema.ts';

export const handler = defineEvent({
  detail: Detail,
  run: reportEndedExecution,
  services: {
    clock: systemClock,
    executionHistory: createExecutionHistory(),
    parameters: liveParameters(),
    topic: liveTopic(),
  },
});
