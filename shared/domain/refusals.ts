/** What another refresh token fixes. */
const OF_TOKEN: ReadonlySet<string> = new Set([
  'AuthorizationRevoked',
  'AuthorizationOfAnotherApplication',
  'AuthorizationOfAnotherRegion',
  'AuthorizationOfAnotherAccountType',
]);

/** What Amazon refuses to every caller, and not only to the stack. */
export const REFUSED_BY_AMAZON: ReadonlySet<string> = new Set([
  'ClientSecretRejected',
  ...OF_TOKEN,
  'MarketplaceNotParticipating',
  'SpApiDenied',
]);

/** So many accounts are named, so that a line stays short. */
export const MOST_ACCOUNTS = 5;

/** Who can do what a message asks for. */
export const NEEDS_LOGIN = 'Needs: Amazon login of the primary user.';

/** Who can fix an error, in a line; empty where it needs no login at Amazon. */
export const whoCanFix = (error: string): string[] =>
  REFUSED_BY_AMAZON.has(error) && error !== 'MarketplaceNotParticipating' ? [NEEDS_LOGIN] : [];

/**
 * The commands that take what a person brings from Amazon, a line each.
 * @param account that the error is about, where that is known
 */
export function commandsToFix(error: string, appName: string, account?: string): string[] {
  if (error === 'ClientSecretRejected') return [`To store the client secret: spapi secret store ${appName}`];
  if (!OF_TOKEN.has(error)) return [];
  return [
    ...(account
      ? [
          `See where to authorize: spapi task show ${appName}/self-authorize-${account}`,
          `To enter the refresh token: spapi task complete ${appName}/self-authorize-${account}`,
        ]
      : []),
    `${account ? 'If there is no such task, this creates it' : 'To get the task that takes the refresh token'}: spapi start ${appName} --again`,
  ];
}

/** Why a task comes again, where Amazon refuses what is stored: calls that use it fail. */
export const CLIENT_REFUSED = 'Login with Amazon refuses the client id and secret that are stored.';
export const TOKEN_REFUSED = 'Login with Amazon refuses the refresh token that is stored.';
