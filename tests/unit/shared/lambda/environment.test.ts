import { afterEach, describe, expect, it } from '@jest/globals';
import { environment } from '#shared/lambda/environment.ts';

const SETTINGS = {
  AWS_REGION: environment.region,
  TOPIC_ARN: environment.topicArn,
  LWA_ENDPOINT: environment.lwaEndpoint,
  SP_API_ENDPOINT: environment.spApiEndpoint,
};
const before = { ...process.env };

afterEach(() => {
  for (const name of Object.keys(SETTINGS)) delete process.env[name];
  for (const name of Object.keys(SETTINGS)) if (before[name]) process.env[name] = before[name];
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
