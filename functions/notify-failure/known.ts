import * as z from 'zod/mini';

/** The steps that are repeated for each account. */
const OF_AN_ACCOUNT = new Set(['SelfAuthorize', 'ExchangeLwaToken', 'CallSellingPartnerApi']);

const Accounts = z.object({
  application: z.object({ authorizations: z.array(z.object({ name: z.string() })) }),
});

const Ending = z.object({
  rotation: z.object({ registration: z.object({ queue: z.object({ secretEnds: z.string() }) }) }),
});

/**
 * What the data of a state machine says of a failure besides the error: the accounts that the step may be about, and when
 * the client secret expires.
 * @param state the data after a catch; it may be anything
 */
export function knownOf(state: unknown, step: string): { accounts?: string[]; secretEnds?: string } {
  const accounts = OF_AN_ACCOUNT.has(step)
    ? Accounts.safeParse(state).data?.application.authorizations.map(({ name }) => name)
    : undefined;
  const secretEnds = Ending.safeParse(state).data?.rotation.registration.queue.secretEnds;
  return { ...(accounts && { accounts }), ...(secretEnds && { secretEnds }) };
}
