import { composeMessage, type Message } from './message.ts';
import { executionLink } from './messages.ts';
import { andMore } from './name-some.ts';
import { type UsableAccount, waysToUse } from './ways-to-use.ts';

/** A message holds so many warnings; the output of the execution has all. */
const MOST_WARNINGS = 2;

/**
 * The message that an application works: one for all its accounts.
 * @param ready accounts by name and region, the account for a first call, the path of the results in Parameter Store, and what to look at
 */
export function readyMessage(
  { appName, execution }: { appName: string; execution: string },
  ready: {
    accounts: { name: string; region: string }[];
    account?: UsableAccount | undefined;
    results: string;
    warnings: string[];
  },
): Message {
  const { accounts, account, results, warnings } = ready;
  return composeMessage({
    appName,
    subject: `[${appName}] Ready: the application works`,
    first: `Setup of the SP-API application ${appName} is complete. A real call worked for every account.`,
    runbook: 'Ready: the application works',
    lines: [
      ...waysToUse(appName, account).map(({ what, command }) => `${what}: ${command}`),
      ...warnings.slice(0, MOST_WARNINGS).map((text) => `Look at this: ${text}`),
      ...andMore(warnings.length - MOST_WARNINGS),
      `Accounts: ${accounts.map(({ name, region }) => `${name} (${region})`).join(', ')}. Everything that another service needs is in Parameter Store, below ${results}.`,
      `See the status at any time: spapi status ${appName}`,
      `Execution: ${executionLink(execution)}`,
    ],
  });
}
