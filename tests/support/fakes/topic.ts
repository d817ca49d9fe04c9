import type { Topic } from '#shared/clients/topic.ts';
import type { Message } from '#shared/domain/message.ts';
import { withControls } from './controls.ts';

/** A topic that keeps what was published. */
export function fakeTopic() {
  const messages: Message[] = [];
  const service: Topic = {
    publish: async (message) => {
      messages.push(message);
    },
  };
  return withControls(service, { messages });
}
