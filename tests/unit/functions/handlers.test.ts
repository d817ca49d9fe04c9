import { afterAll, describe, expect, it } from '@jest/globals';
import { invoke, printed } from '../../support/lambda.ts';
import { stepContext } from '../../support/subjects.ts';

const SETTINGS = { AWS_REGION: 'eu-west-1', NAMESPACE: 'sp-api', STAGE: 'prod' };
const before = { ...process.env };
Object.assign(process.env, SETTINGS);
// The handler reads the settings while it is loaded.
const { handler } = await import('../../../functions/select-selling-account/handler.ts');

afterAll(() => {
  for (const name of Object.keys(SETTINGS)) delete process.env[name];
  Object.assign(process.env, before);
});

describe('the handler of the first step', () => {
  it('shows a person who typed a wrong input every problem and a correct example', async () => {
    const input = { appName: 'Acme Orders', marketplace: 'Germany', iam: { mode: 'maybe' } };
    const event = { context: stepContext('SelectSellingAccount'), input };

    const { error, text } = await printed(() => invoke(handler, event));

    expect(error?.name).toBe('InvalidInput');
    expect(error?.message.split('\n').map((line) => line.split(';')[0])).toEqual([
      'The input has 3 problem(s):',
      '- appName: must be 3 to 40 lower-case letters, digits or hyphens, starting with a letter',
      '- marketplace: unknown marketplace',
      '- iam.mode: must be create, adopt or none',
      'What to do: Correct the input and start again, for example with {"appName":"acme-orders","marketplace":"US"}.',
    ]);
    expect(`${error?.message}${text}`).not.toMatch(/Acme Orders|Germany|maybe/);
  });
});
