import { afterEach, describe, expect, it } from '@jest/globals';
import { environment } from '#shared/lambda/environment.ts';

const SETTINGS = {
  AWS_REGION: environment.region,
  TOPIC_ARN: environment.topicArn,
  LWA_ENDPOINT: environment.lwaEndpoint,
  SP_API_ENDPOINT: environment.spApiEndpoint,
  CENTRAL_ENDPOINT: environment.centralEndpoint,
  STATE_MACHINE_ARN: environment.stateMachineArn,
  PERMISSIONS_BOUNDARY_ARN: environment.permissionsBoundaryArn,
  CLIENT_SECRET_QUEUE_ARN: environment.clientSecretQueueArn,
  DEAD_LETTER_QUEUE_URL: environment.deadLetterQueueUrl,
  PAGE_URL: environment.pageUrl,
};
const NAMES = [...Object.keys(SETTINGS), 'NAMESPACE', 'STAGE', 'CHAT', 'KMS_KEY_ARN'];
const before = { ...process.env };

afterEach(() => {
  for (const name of NAMES) delete process.env[name];
  for (const name of NAMES) if (before[name]) process.env[name] = before[name];
});

describe.each(Object.entries(SETTINGS))('the setting %s', (name, read) => {
  it('is what the deployment set', () => {
    process.env[name] = 'value';

    const value = read();

    expect(value).toBe('value');
  });

  it.each(['', undefined])('is named when it is %j', (value) => {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;

    expect(read).toThrow(
      expect.objectContaining({
        name: 'StepFailed',
        message: `The environment variable ${name} is not set.\nWhat to do: Deploy the stack again from serverless.yml, which sets it.`,
      }),
    );
  });
});

describe('the installation', () => {
  it('is the namespace, the stage and the region that the deployment set', () => {
    Object.assign(process.env, { NAMESPACE: 'sp-api-dev', STAGE: 'dev', AWS_REGION: 'eu-west-1' });

    expect(environment.installation()).toEqual({
      namespace: 'sp-api-dev',
      stage: 'dev',
      region: 'eu-west-1',
    });
  });

  it.each(['NAMESPACE', 'STAGE'])('names the setting that is missing: %s', (name) => {
    Object.assign(process.env, { NAMESPACE: 'sp-api-dev', STAGE: 'dev', AWS_REGION: 'eu-west-1' });
    delete process.env[name];

    expect(environment.installation).toThrow(`The environment variable ${name} is not set.`);
  });
});

describe('the KMS key', () => {
  it.each([
    ['arn:aws:kms:us-east-1:111122223333:key/1', 'arn:aws:kms:us-east-1:111122223333:key/1'],
    ['', undefined],
  ])('may be given: %j', (value, expected) => {
    process.env.KMS_KEY_ARN = value;

    expect(environment.kmsKeyArn()).toBe(expected);
  });
});

describe('the task pages', () => {
  it('may be left out of the stack', () => {
    process.env.PAGE_URL = 'off';

    expect(environment.pageUrl()).toBeUndefined();
  });
});

describe('messages in the schema of the chat service', () => {
  it.each([
    ['on', true],
    ['off', false],
    ['yes', false],
  ])('are sent when CHAT is on alone: %s', (value, expected) => {
    process.env.CHAT = value;

    const chat = environment.chat();

    expect(chat).toBe(expected);
  });

  it('have to be decided by the deployment', () => {
    delete process.env.CHAT;

    expect(environment.chat).toThrow('The environment variable CHAT is not set.');
  });
});

describe('the days before its end when a client secret is replaced', () => {
  afterEach(() => {
    delete process.env.ROTATE_DAYS_BEFORE;
  });

  it.each([1, 14, 90])('are %d where the deployment says so', (days) => {
    process.env.ROTATE_DAYS_BEFORE = String(days);

    expect(environment.rotateDaysBefore()).toBe(days);
  });

  it.each(['0', '91', '1.5', 'soon'])('cannot be %s', (days) => {
    process.env.ROTATE_DAYS_BEFORE = days;

    expect(() => environment.rotateDaysBefore()).toThrow(
      'The environment variable ROTATE_DAYS_BEFORE is no number of days from 1 to 90.',
    );
  });
});
