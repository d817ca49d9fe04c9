import { type NeverTaken, setAsideMessage } from '#shared/domain/set-aside-message.ts';
import { ExplainedError } from '#shared/errors/base.ts';
import type { Delivery, Handled } from '#shared/lambda/define-queue.ts';
import type { Services } from '#shared/services.ts';

type Needs = Pick<Services, 'deadLetters' | 'topic'>;

/**
 * Puts a message that can never be taken into the dead-letter queue, and tells people. Where they cannot be told, it is
 * there all the same, and the alarm of that queue tells them a day later: trying again would put it there once more.
 * @throws what the dead-letter queue throws; then the message is delivered again
 */
export async function setAside(
  { deadLetters, topic }: Needs,
  { text }: Pick<Delivery, 'text'>,
  found: NeverTaken,
): Promise<Handled> {
  await deadLetters.send(text);
  const handled = { outcome: `put aside: ${found.why}` };
  try {
    await topic.publish(setAsideMessage(found));
    return handled;
  } catch (error) {
    return { ...handled, notTold: error instanceof ExplainedError ? error.what : (error as Error).name };
  }
}
