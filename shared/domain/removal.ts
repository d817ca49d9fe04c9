import * as z from 'zod/mini';
import { AppName } from './application.ts';
import { firstFitting, shorterLists } from './parameter-limit.ts';
import { DAY_SECONDS } from './times.ts';

/** What a person types to start `remove-private-app`. Only `appName` has no default. */
export const RemovalInput = z.strictObject({
  appName: AppName,
  /** How long the access keys stay, inactive, before anything is deleted. */
  graceSeconds: z._default(z.int().check(z.minimum(0), z.maximum(90 * DAY_SECONDS)), 7 * DAY_SECONDS),
});
export type RemovalInput = z.infer<typeof RemovalInput>;

/** Error of the executions that a removal stops; its own message tells people. */
export const APPLICATION_REMOVED = 'ApplicationRemoved';

/** What is removed, by name; parameters by their names within the application. No value. */
export const Removed = z.strictObject({ iam: z.array(z.string()), parameters: z.array(z.string()) });
export type Removed = z.infer<typeof Removed>;

/** A removal that a person has confirmed and that has not ended. Times are ISO 8601, UTC. */
export const OpenRemoval = z.object({
  confirmedAt: z.string(),
  execution: z.string(),
  /** ARNs that the application has adopted; its configuration, which says so too, may be deleted already. */
  adopted: z.array(z.string()),
  /** Since when the access keys are inactive. */
  inactiveSince: z.optional(z.string()),
  removed: Removed,
});
export type OpenRemoval = z.infer<typeof OpenRemoval>;

/** What a person reads before they confirm a removal, and how long the access keys stay inactive. */
export const RemovalPlan = z.strictObject({
  deletes: z.array(z.string()),
  keeps: z.array(z.string()),
  graceSeconds: z.int(),
});
export type RemovalPlan = z.infer<typeof RemovalPlan>;

const union = (one: string[], other: string[]) => [...new Set([...one, ...other])];

const MORE = /^and (\d+) more$/;
const isName = (name: string) => !MORE.test(name);

/** How many names a list stands for that {@link fitRemoval} may have shortened. */
export const countNames = (names: string[]): number =>
  names.reduce((count, name) => count + Number(MORE.exec(name)?.[1] ?? 1), 0);

/** Both lists in one; an interrupted removal finds less each time it is started again. */
export function joinRemoved(one: Removed, other: Removed): Removed {
  const names = union(one.parameters.filter(isName), other.parameters);
  // Those that a shortened list only counts may be among the others or not.
  const more = countNames(one.parameters) - names.length;
  return {
    iam: union(one.iam, other.iam),
    parameters: [...names, ...(more > 0 ? [`and ${more} more`] : [])],
  };
}

const AUTHORIZATION = /^authorizations\/([^/]+)\//;
const accountOf = (parameter: string): string | undefined => AUTHORIZATION.exec(parameter)?.[1];

/**
 * A record of a removal as JSON that fits a parameter: of very many names the last ones are only counted. One of each
 * account comes first, because they tell which accounts had authorized the application.
 */
export function fitRemoval<T extends { removed: Removed }>(record: T): string {
  const { iam, parameters } = record.removed;
  const names = parameters.filter(isName);
  const accounts = names.map(accountOf);
  const first = names.filter((_, i) => accounts[i] && accounts.indexOf(accounts[i]) === i);
  return firstFitting(recordsWith(union(first, names), countNames(parameters) - names.length));

  function* recordsWith(ordered: string[], left: number): Generator<T> {
    for (const some of shorterLists(ordered, left)) yield { ...record, removed: { iam, parameters: some } };
  }
}

/**
 * What only a person can do at Amazon after an application was removed here.
 * @param parameters names of its parameters; they tell which accounts had authorized it
 * Source: developer-docs.amazon.com/sp-api/docs/self-authorization, …/application-management-api
 */
export function whatRemains(appName: string, parameters: string[]): string[] {
  const accounts = [...new Set(parameters.flatMap((name) => accountOf(name) ?? []))];
  const whose = accounts.length > 0 ? ` of ${accounts.join(', ')}` : '';
  return [
    `Revoke the authorizations${whose}: Manage Authorizations > Revoke Authorization > Self-Authorizations. Until then, copies of the refresh token keep working.`,
    `Delete the app client ${appName}: in Seller Central under Apps and Services > Develop Apps, in Vendor Central under Integration > API Integration, with the arrow beside "Edit App". Its client secret then stops working.`,
    'Only if no other application uses this stack (spapi status lists none) and its queue was registered: delete the destination on the page Notification Preferences.',
  ];
}
