/**
 * The filter policy of a subscription: which applications' messages an address gets. Messages carry the name of their
 * application as the attribute `appName`. Source: docs.aws.amazon.com/sns/latest/dg/sns-message-filtering.html
 */

/** A subscription as far as its filter goes. */
export interface FilteredSubscription {
  /** The filter policy, as JSON; absent where every message is delivered. */
  filter?: string | undefined;
  /** Whether the filter looks at the text of a message, not at its attributes. */
  readsBody: boolean;
}

/** What a filter means for one application. */
export type FilterReading =
  /** Every message is delivered. */
  | { kind: 'all' }
  /** The application is named in it. */
  | { kind: 'named' }
  /** It names other applications; this filter names this one too. */
  | { kind: 'others'; extended: string }
  /** It was made for another purpose, so it must not be changed here. */
  | { kind: 'foreign' };

/** The filter for the messages about one application only. */
export const filterFor = (appName: string): string => JSON.stringify({ appName: [appName] });

/** What a subscription delivers of an application's messages. */
export function readFilter({ filter, readsBody }: FilteredSubscription, appName: string): FilterReading {
  const policy = parse(filter);
  if (policy && Object.keys(policy).length === 0) return { kind: 'all' };
  const names = policy?.appName;
  if (!policy || readsBody || !Array.isArray(names)) return { kind: 'foreign' };
  if (names.includes(appName)) return { kind: 'named' };
  return { kind: 'others', extended: JSON.stringify({ ...policy, appName: [...names, appName] }) };
}

/**
 * What is to be done with a subscription when an application is removed.
 * @returns `keep`; `remove` where it delivered the messages about this application only; or the filter without it
 */
export function withoutApplication(
  subscription: FilteredSubscription,
  appName: string,
): 'keep' | 'remove' | { filter: string } {
  if (readFilter(subscription, appName).kind !== 'named') return 'keep';
  const policy = parse(subscription.filter) as { appName: unknown[] };
  const names = policy.appName.filter((name) => name !== appName);
  if (names.length > 0) return { filter: JSON.stringify({ ...policy, appName: names }) };
  return Object.keys(policy).length === 1 ? 'remove' : 'keep';
}

/** The policy; `{}` where there is none, `undefined` where it is no object. */
function parse(filter: string | undefined): Record<string, unknown> | undefined {
  if (!filter) return {};
  try {
    const policy: unknown = JSON.parse(filter);
    const isObject = typeof policy === 'object' && policy !== null && !Array.isArray(policy);
    return isObject ? (policy as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
