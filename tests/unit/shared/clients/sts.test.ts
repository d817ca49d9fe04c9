import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createSts, type Sts } from '#shared/clients/sts.ts';
import { Sensitive } from '#shared/domain/sensitive.ts';
import { UnexpectedReply } from '#shared/errors/broken.ts';
import { AwsThrottled, AwsUnavailable } from '#shared/errors/retryable.ts';
import { queryCall, queryError, queryReply, stubConfig } from '../../../support/stub-aws.ts';
import { BROKEN, type Stub, startStub } from '../../../support/stub-server.ts';
import { errorOf, ROLE_ARN, USER_ARN } from '../../../support/subjects.ts';

const KEY = { accessKeyId: 'AKIAOFUSER', secretAccessKey: new Sensitive('FAKE_USER_SECRET') };

const IDENTITY =
  '<GetCallerIdentityResponse><GetCallerIdentityResult></GetCallerIdentityResult></GetCallerIdentityResponse>';

let stub: Stub;
let sts: Sts;
beforeAll(async () => {
  stub = await startStub();
  sts = createSts(stubConfig(stub));
});
afterAll(() => stub.stop());

describe('identify', () => {
  it('tells whose key it is, asked with that key', async () => {
    stub.answer(queryReply('GetCallerIdentity', `<Arn>${USER_ARN}</Arn>`));

    const identity = await sts.identify(KEY);

    expect(identity).toEqual({ arn: USER_ARN });
    expect(stub.received[0]?.headers.authorization).toContain('Credential=AKIAOFUSER/');
  });
});

it('keeps one connection, whichever key asks', async () => {
  const ports = new Set<number | undefined>();
  stub.answer((response) => {
    ports.add(response.socket?.remotePort);
    response.setHeader('content-type', 'text/xml').end(IDENTITY);
  });

  for (const accessKeyId of ['AKIAONE', 'AKIATWO', 'AKIATHREE']) await sts.identify({ ...KEY, accessKeyId });

  expect(ports.size).toBe(1);
});

it('takes a page with status 200 for no answer', async () => {
  stub.answer({
    status: 200,
    headers: { 'content-type': 'text/html' },
    body: '<html><body>Hi</body></html>',
  });

  const error = await errorOf(sts.assumeRole(KEY, ROLE_ARN, 'sp-api-acme'));

  expect(error).toBeInstanceOf(AwsUnavailable);
  expect(error.message).toContain('is not whole');
});

describe('assumeRole', () => {
  it('gives credentials whose secrets are secrets', async () => {
    const credentials =
      '<AccessKeyId>ASIAFAKE</AccessKeyId><SecretAccessKey>FAKE_SESSION_SECRET</SecretAccessKey>' +
      '<SessionToken>FAKE_SESSION_TOKEN</SessionToken><Expiration>2027-01-01T01:00:00Z</Expiration>';
    stub.answer(queryReply('AssumeRole', `<Credentials>${credentials}</Credentials>`));

    const session = await sts.assumeRole(KEY, ROLE_ARN, 'sp-api-acme');

    expect(session).toEqual({
      accessKeyId: 'ASIAFAKE',
      secretAccessKey: expect.any(Sensitive),
      sessionToken: expect.any(Sensitive),
      expiresAt: new Date('2027-01-01T01:00:00Z'),
    });
    expect(stub.received.map(queryCall)).toEqual([
      ['AssumeRole', { RoleArn: ROLE_ARN, RoleSessionName: 'sp-api-acme', DurationSeconds: '3600' }],
    ]);
  });

  it.each([
    ['InvalidClientTokenId', 'unknown-key'],
    ['SignatureDoesNotMatch', 'wrong-secret'],
    ['AccessDenied', 'denied'],
  ])('answers a refusal, %s, as such', async (code, refused) => {
    stub.answer(queryError(403, code, 'in its own words'));

    const answer = await sts.assumeRole(KEY, ROLE_ARN, 'sp-api-acme');

    expect(answer).toEqual({ refused, message: 'in its own words', requestId: 'req-1' });
  });

  it.each([
    ['ExpiredToken', 400, UnexpectedReply],
    ['Throttling', 400, AwsThrottled],
    ['ServiceUnavailable', 503, AwsUnavailable],
  ])('throws what is no refusal: %s', async (code, status, type) => {
    stub.answer(queryError(status, code));

    const error = await errorOf(sts.assumeRole(KEY, ROLE_ARN, 'sp-api-acme'));

    expect(error).toBeInstanceOf(type);
    expect(error.message).not.toContain('FAKE_');
  });

  it('may work later when the connection broke', async () => {
    stub.answer(BROKEN.reset);

    const error = await errorOf(sts.assumeRole(KEY, ROLE_ARN, 'sp-api-acme'));

    expect(error).toBeInstanceOf(AwsUnavailable);
  });
});
