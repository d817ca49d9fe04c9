import { createExecutionHistory } from '#shared/clients/execution-history.ts';
import { createTopic } from '#shared/clients/topic.ts';
import { defineEvent } from '#shared/lambda/define-event.ts';
import { environment } from '#shared/lambda/environment.ts';
import { liveParameters } from '#shared/lambda/live-parameters.ts';
import { reportEndedExecution } from './report-ended-execution.ts';
import { Detail } from './schema.ts';

export const handler = defineEvent({
  detail: Detail,
  run: reportEndedExecution,
  services: {
    executionHistory: createExecutionHistory(),
    parameters: liveParameters(),
    topic: createTopic(environment.topicArn(), { chat: environment.chat() }),
  },
});
