import type { Subscriptions } from '#shared/clients/subscriptions.ts';
import { withControls } from './controls.ts';

/** Confirmed e-mail subscriptions in memory, with their filters. */
export function fakeSubscriptions() {
  const filters = new Map<string, string | undefined>();
  const service: Subscriptions = {
    listEmail: async () => [...filters.keys()],
    filterOf: async (arn) => filters.get(arn),
    remove: async (arn) => void filters.delete(arn),
  };
  return withControls(service, {
    arns: () => [...filters.keys()],
    add: (arn: string, filter?: string) => void filters.set(arn, filter),
  });
}
