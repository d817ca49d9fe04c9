import { afterAll, describe, expect, it } from '@jest/globals';
import { invoke, printed } from '../../../support/lambda.ts';
import { startStub } from '../../../support/stub-server.ts';
import { stepContext } from '../../../support/subjects.ts';

const sns = await startStub();
const ssm = await startStub();
const SETTINGS = {
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'FAKE_KEY',
  AWS_SECRET_ACCESS_KEY: 'FAKE_SECRET',
  AWS_ENDPOINT_URL_SNS: sns.url,
  AWS_ENDPOINT_URL_SSM: ssm.url,
  NAMESPACE: 'sp-api',
  STAGE: 'prod',
  TOPIC_ARN: 'arn:aws:sns:eu-west-1:111122223333:topic',
  CHAT: 'off',
};
const before = { ...process.env };
Object.assign(process.env, SETTINGS);
// The handler reads the settings while it is loaded.
const { handler } = await import('../../../../functions/select-selling-account/handler.ts');

const { handler: notify } = await import('../../../../functions/notify-failure/handler.ts');

afterAll(async () => {
  await sns.stop();
  await ssm.stop();
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

describe('the handler that tells of a failure', () => {
  it('fails as not told where SNS does not answer in time', async () => {
    const state = { failure: { RecordResults: { Error: 'AwsDenied', Cause: '{}' } } };
    const execution = { Input: { appName: 'acme-orders' }, RedriveCount: 0 };
    const input = { state, failedExecution: execution, execution };
    const run = () => printed(() => invoke(notify, { context: stepContext('NotifyFailure'), input }));
    // Loading the rules may take a busy machine more than the second that the function has.
    await import('#shared/diagnosis/explain-failure.ts');
    sns.answer(() => {});

    const { error } = await run();

    expect([error?.name, sns.received.length]).toEqual(['NotificationFailed', 1]);
  });
});
