import { createTopic, type Topic } from '../clients/topic.ts';
import { environment } from './environment.ts';

/** The topic of this deployment; the commands in its messages are for this deployment. */
export const liveTopic = (): Topic =>
  createTopic(environment.topicArn(), {
    chat: environment.chat(),
    stage: environment.installation().stage,
  });
