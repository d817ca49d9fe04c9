import { describe, expect, it } from '@jest/globals';
import { readyMessage } from '#shared/domain/ready-message.ts';
import { APP, EXECUTION, EXECUTION_LINK } from '../../../support/subjects.ts';

const message = (count: number, warnings: string[] = [], sellingPartner: 'seller' | 'vendor' = 'seller') =>
  readyMessage(
    { appName: APP, execution: EXECUTION },
    {
      accounts: Array.from({ length: count }, (_, i) => ({ name: `account-${i}`, region: 'EU' })),
      account: { name: 'account-0', sellingPartner },
      results: `/sp-api/${APP}/`,
      warnings,
    },
  );

describe('the message that an application works', () => {
  it('names the accounts, the results, how to use them, the status and the execution', () => {
    expect(message(2)).toEqual({
      appName: APP,
      subject: `[${APP}] Ready: the application works`,
      body: [
        `Setup of the SP-API application ${APP} is complete. A real call worked for every account.`,
        'Runbook: spapi runbook "Ready: the application works" (or search docs/runbook.md of sp-api-private-app for these words)',
        `Call an operation: spapi call ${APP}/account-0 getMarketplaceParticipations`,
        `Run your program with the credentials: spapi exec ${APP}/account-0 -- node app.js`,
        `Connect Postman, an SDK or another tool: spapi export ${APP}/account-0 --to postman --out ./postman`,
        `Accounts: account-0 (EU), account-1 (EU). Everything that another service needs is in Parameter Store, below /sp-api/${APP}/.`,
        `See the status at any time: spapi status ${APP}`,
        `Execution: ${EXECUTION_LINK}`,
      ].join('\n'),
    });
  });

  it('names a call that a vendor may make', () => {
    expect(message(1, [], 'vendor').body).toContain(`call ${APP}/account-0 getPurchaseOrders -p limit=1\n`);
  });

  it('names the first warnings, counts the others, and has eleven lines at most', () => {
    const lines = message(1, ['a', 'b', 'c', 'd', 'e']).body.split('\n');

    expect(lines.filter((line) => /^(Look|And)/.test(line))).toEqual([
      'Look at this: a',
      'Look at this: b',
      'And 3 more.',
    ]);
    expect(lines.length).toBeLessThanOrEqual(11);
  });
});
