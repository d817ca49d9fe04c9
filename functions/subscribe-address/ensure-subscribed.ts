import { filterFor, readFilter } from '#shared/domain/message-filter.ts';
import type { AddressState } from '#shared/domain/notification-address.ts';
import { awsRegionOf } from '#shared/domain/partition.ts';
import { SubscriptionNotOurs } from '#shared/errors/refused.ts';
import { changeFilter } from '#shared/notifications/change-filter.ts';
import type { Services } from '#shared/services.ts';

type Needs = Pick<Services, 'guard' | 'subscriptions'>;

/**
 * Makes sure that an address gets the messages about an application. What delivers every message, or waits to be
 * confirmed, is left as it is.
 * @throws SubscriptionNotOurs, and what SNS throws
 */
export async function ensureSubscribed(
  services: Needs,
  address: string,
  appName: string,
): Promise<AddressState> {
  const { subscriptions } = services;
  const existing = await find(services, address);
  if (existing) return addTo(services, existing, appName);
  if (await subscriptions.subscribe(address, filterFor(appName))) return 'pending';
  // Somebody else was faster: an application that was started at the same time, or a person.
  const now = await find(services, address);
  return now ? addTo(services, now, appName) : 'pending';
}

const find = async ({ subscriptions }: Needs, address: string) =>
  (await subscriptions.listEmail()).find((one) => one.address === address);

async function addTo(
  services: Needs,
  { address, arn }: { address: string; arn?: string },
  appName: string,
): Promise<AddressState> {
  if (!arn) return 'pending';
  let state: AddressState = 'subscribed';
  await changeFilter(services, arn, (now) => {
    const reading = readFilter(now, appName);
    if (reading.kind === 'foreign') throw notOurs(address, arn, appName);
    state = reading.kind === 'all' ? 'all-messages' : 'subscribed';
    return reading.kind === 'others' ? reading.extended : undefined;
  });
  return state;
}

const notOurs = (address: string, arn: string, appName: string) =>
  new SubscriptionNotOurs({
    what: `${address} is subscribed with a filter policy without appName, so the stack did not change it.`,
    remedy: `Add ${appName} to appName in the filter policy of ${arn}, or unsubscribe it (aws sns unsubscribe --subscription-arn ${arn} --region ${awsRegionOf(arn)}) and subscribe ${address} without a filter.`,
    details: { arn },
  });
