import { describe, expect, it } from '@jest/globals';
import { readyMessage } from '#shared/domain/ready-message.ts';
import { APP, EXECUTION, EXECUTION_LINK } from '../../../support/subjects.ts';

const message = (count: number, warnings: string[] = []) =>
  readyMessage(
    { appName: APP, execution: EXECUTION },
    {
      accounts: Array.from({ length: count }, (_, i) => ({ name: `account-${i}`, region: 'EU' })),
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
        `Setup of the SP-API application ${APP} is complete. A real call worked for every account: account-0 (EU), account-1 (EU).`,
        `Everything that another service needs is in Parameter Store, below /sp-api/${APP}/.`,
        'List the operations you can call: npm run spapi -- operations',
        `Call one: npm run spapi -- call ${APP}/account-0 OPERATION`,
        `See the status at any time: npm run spapi -- status ${APP}`,
        `Execution: ${EXECUTION_LINK}`,
      ].join('\n'),
    });
  });

  it('names the first warnings, counts the others, and has ten lines at most', () => {
    const lines = message(1, ['a', 'b', 'c', 'd', 'e']).body.split('\n');

    expect(lines.filter((line) => /^(Look|And)/.test(line))).toEqual([
      'Look at this: a',
      'Look at this: b',
      'Look at this: c',
      'And 2 more.',
    ]);
    expect(lines.length).toBeLessThanOrEqual(10);
  });
});
