import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDeadLetters } from '#shared/clients/dead-letters.ts';
import { AwsDenied } from '#shared/errors/refused.ts';
import { jsonCall, jsonError, stubConfig } from '../../../support/stub-aws.ts';
import { type Stub, startStub } from '../../../support/stub-server.ts';
import { errorOf } from '../../../support/subjects.ts';

const BODY = '{"newClientSecret":"FAKE_SECRET"}';

let stub: Stub;
beforeAll(async () => {
  stub = await startStub();
});
afterAll(() => stub.stop());

describe('a dead-letter queue', () => {
  it('gets a message as it came', async () => {
    stub.answer({ status: 200, body: { MessageId: 'm' } });
    const QueueUrl = `${stub.url}/111122223333/dead`;

    await createDeadLetters(QueueUrl, { ...stubConfig(stub), md5: false }).send(BODY);

    expect(stub.received.map(jsonCall)).toEqual([['SendMessage', { QueueUrl, MessageBody: BODY }]]);
  });

  it('that refuses a message is named without it', async () => {
    stub.answer(jsonError('AccessDeniedException', `not for ${BODY}`));
    const QueueUrl = `${stub.url}/111122223333/dead`;

    const error = await errorOf(createDeadLetters(QueueUrl, stubConfig(stub)).send(BODY));

    expect(error).toBeInstanceOf(AwsDenied);
    expect(error.message).not.toContain('FAKE_SECRET');
  });
});
