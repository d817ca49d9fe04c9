import type { SpApi, SpApiCall } from '#shared/clients/sp-api.ts';
import { withControls } from './controls.ts';

/** An answer of getMarketplaceParticipations. */
export const participation = (
  id: string,
  name: string,
  isParticipating = true,
  hasSuspendedListings = false,
) => ({
  marketplace: { id, name },
  participation: { isParticipating, hasSuspendedListings },
});

/** SP-API in memory: answers what a test sets, and by default a seller in the US and a vendor without orders. */
export function fakeSpApi() {
  const bodies: Record<string, unknown> = {
    getMarketplaceParticipations: { payload: [participation('ATVPDKIKX0DER', 'Amazon.com')] },
    getPurchaseOrders: { payload: { orders: [] } },
  };
  let onPost: (operation: string) => void = () => {};
  let onGet: (call: SpApiCall) => void = () => {};
  const service: SpApi = {
    get: async (call: SpApiCall) => {
      onGet(call);
      return { body: bodies[call.operation], requestId: 'req-sp-api' };
    },
    post: async ({ operation }: SpApiCall) => onPost(operation),
  };
  return withControls(service, {
    answer: (operation: string, body: unknown) => {
      bodies[operation] = body;
    },
    /** Looks at each call before it is answered, and may throw instead. */
    whenAsked: (run: (call: SpApiCall) => void) => {
      onGet = run;
    },
    /** What Amazon does when something is asked of it. */
    whenPosted: (run: (operation: string) => void) => {
      onPost = run;
    },
  });
}
