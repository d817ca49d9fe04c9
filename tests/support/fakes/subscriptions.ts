import type { EmailSubscription, Subscriptions } from '#shared/clients/subscriptions.ts';
import type { FilteredSubscription } from '#shared/domain/message-filter.ts';
import { withControls } from './controls.ts';

const FAKE_ARN = 'arn:aws:sns:eu-west-1:111122223333:topic';

/** E-mail subscriptions in memory, with their filters; one by `subscribe` is pending until it is confirmed. */
export function fakeSubscriptions() {
  const filters = new Map<string, FilteredSubscription>();
  const addresses = new Map<string, string>();
  const pending = new Map<string, string>();
  const addressOf = (arn: string) => addresses.get(arn) ?? `${arn.split(':').at(-1)}@example.com`;
  const service: Subscriptions = {
    listEmail: async () => [
      ...[...filters.keys()].map((arn): EmailSubscription => ({ address: addressOf(arn), arn })),
      ...[...pending.keys()].map((address) => ({ address })),
    ],
    filterOf: async (arn) => filters.get(arn),
    subscribe: async (address, filter) => {
      const known = [...addresses].find(([, one]) => one === address)?.[0];
      const existing = pending.get(address) ?? (known && filters.get(known)?.filter);
      if (existing === undefined && !known) pending.set(address, filter);
      return existing === undefined ? !known : existing === filter;
    },
    setFilter: async (arn, filter) => void filters.set(arn, { readsBody: false, filter }),
    remove: async (arn) => void filters.delete(arn),
  };
  return withControls(service, {
    arns: () => [...filters.keys()],
    /** The filters of the confirmed ones, by their addresses. */
    filters: () => Object.fromEntries([...filters].map(([arn, { filter }]) => [addressOf(arn), filter])),
    pending: () => Object.fromEntries(pending),
    add: (arn: string, filter?: string, readsBody = false) => void filters.set(arn, { filter, readsBody }),
    /** An address that has confirmed its subscription. */
    addAddress: (address: string, filter?: string, readsBody = false) => {
      const arn = `${FAKE_ARN}:${address.split('@')[0]}`;
      addresses.set(arn, address);
      filters.set(arn, { filter, readsBody });
      return arn;
    },
    addPending: (address: string, filter: string) => void pending.set(address, filter),
    confirm: (address: string) => {
      const filter = pending.get(address);
      pending.delete(address);
      const arn = `${FAKE_ARN}:${address.split('@')[0]}`;
      addresses.set(arn, address);
      filters.set(arn, { filter, readsBody: false });
    },
  });
}
