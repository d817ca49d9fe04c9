import type { FilteredSubscription } from '../domain/message-filter.ts';
import { AwsUnavailable } from '../errors/retryable.ts';
import type { Services } from '../services.ts';

/** Two that change one filter at once overwrite each other: so long after a change it is read again, in milliseconds. */
const SETTLE_MS = 2_000;
/** Applications that are started together change the same filter; each round at least one of them succeeds. */
const MOST_ROUNDS = 8;

/**
 * Changes the filter of a subscription, and reads it again until the change is there to stay.
 * @param change the new filter; `undefined` when nothing has to be changed
 * @throws AwsUnavailable when others overwrite the change each time, and what SNS throws
 */
export async function changeFilter(
  { subscriptions, guard }: Pick<Services, 'guard' | 'subscriptions'>,
  arn: string,
  change: (now: FilteredSubscription) => string | undefined,
): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const now = await subscriptions.filterOf(arn);
    const filter = now && change(now);
    if (filter === undefined) return;
    await subscriptions.setFilter(arn, filter);
    await guard.pause(SETTLE_MS);
  }
  throw new AwsUnavailable({
    what: `The filter of the subscription ${arn} was changed by others each time.`,
    remedy: 'Nothing at first, it is tried again.',
    details: { arn },
  });
}
