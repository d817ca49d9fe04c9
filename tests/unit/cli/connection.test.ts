import { describe, expect, it } from '@jest/globals';
import { whyNoRegion } from '#shared/domain/partition.ts';
import { connect, refuseOtherStack, requireSafeVariables } from '../../../cli/connection.ts';
import { UsageError } from '../../../cli/errors.ts';
import { errorOf } from '../../support/subjects.ts';

describe('an address of AWS that a variable names', () => {
  it.each([
    ['AWS_ENDPOINT_URL', 'http://192.0.2.1:4566'],
    ['AWS_ENDPOINT_URL_SSM', 'http://aws.example'],
    ['AWS_ENDPOINT_URL', 'http://localhost.example'],
    ['AWS_ENDPOINT_URL', 'http://127.0.0.1@aws.example'],
    ['AWS_ENDPOINT_URL', 'not an address'],
  ])('is refused where it is neither encrypted nor this machine: %s=%s', (name, address) => {
    expect(() => requireSafeVariables({ [name]: address })).toThrow(
      new UsageError(`${name} must be an https address, or one of this machine.`),
    );
  });

  it.each(['https://aws.example', 'http://127.0.0.1:4566', 'http://localhost:4566', 'http://[::1]:4566', ''])(
    'is taken: %j',
    (address) => {
      expect(() =>
        requireSafeVariables({ AWS_ENDPOINT_URL: address, OTHER: 'http://aws.example' }),
      ).not.toThrow();
    },
  );

  it('is looked at before anything is sent', async () => {
    process.env.AWS_ENDPOINT_URL = 'http://192.0.2.1:4566';
    try {
      expect(await errorOf(connect({ region: 'us-east-1' }))).toBeInstanceOf(UsageError);
    } finally {
      delete process.env.AWS_ENDPOINT_URL;
    }
  });
});

it('a region in which SP-API has no use is refused before anything is sent', async () => {
  expect(await errorOf(connect({ region: 'us-gov-west-1' }))).toEqual(
    new UsageError(String(whyNoRegion('us-gov-west-1'))),
  );
});

describe('--local', () => {
  const LOCAL = { region: 'us-east-1', stage: 'local', namespace: 'sp-api' };

  it.each([
    [{ region: 'eu-west-1' }, /region of the local stack is us-east-1: leave out --region eu-west-1/],
    [{ stage: 'prod' }, /stage of the local stack is local: leave out --stage prod/],
    [{ namespace: 'other' }, /namespace of the local stack is sp-api: leave out --namespace other/],
    [{ kmsKeyArn: 'arn:aws:kms:us-east-1:111122223333:key/1' }, /leave out --kms-key-arn/],
  ])('is refused with an option that means another stack: %j', (options, expected) => {
    expect(() => refuseOtherStack(options, LOCAL)).toThrow(expected);
  });

  it('is taken alone, and with what the local stack has', () => {
    expect(() => refuseOtherStack({}, LOCAL)).not.toThrow();
    expect(() => refuseOtherStack(LOCAL, LOCAL)).not.toThrow();
  });
});
