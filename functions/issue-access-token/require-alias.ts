import { InvalidInput } from '#shared/errors/broken.ts';

/** No name of an application or of an account has it. */
const BETWEEN = '_';

/**
 * IAM grants the right to invoke a function for each alias, so an alias limits its callers: `acme-orders` to the accounts of that
 * application, `acme-orders_us` to one of them. Without an alias all are open.
 * @throws InvalidInput
 */
export function requireAlias(
  alias: string | undefined,
  { appName, authorization }: { appName: string; authorization: string },
): void {
  if (alias === undefined || alias === appName || alias === `${appName}${BETWEEN}${authorization}`) return;
  throw new InvalidInput({
    what: `The alias "${alias}" of this function does not give tokens for ${appName}/${authorization}.`,
    remedy: `Invoke the alias ${appName} or ${appName}${BETWEEN}${authorization}; docs/connect.md says how to create it.`,
  });
}
