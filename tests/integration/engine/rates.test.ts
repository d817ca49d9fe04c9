import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startTestBed, type TestBed } from './engine-fixture.ts';

let bed: TestBed;

// Fault runs are those with a time of their own; here it runs as fast as ours.
beforeAll(async () => {
  bed = await startTestBed({ virtualTime: JSON.stringify({ origin: Date.now(), rate: 1 }) });
});

afterAll(() => bed?.close());

it('refuses a function that writes more than three parameters a second, in fault runs', async () => {
  const Payload = JSON.stringify({ act: 'put 30 parameters', name: '/allowed/p' });
  const lambda = new LambdaClient(bed.engine.clientConfig);

  const answer = await lambda.send(new InvokeCommand({ FunctionName: bed.outputs.Act, Payload }));

  const replies: { status: number; text: string }[] = JSON.parse(
    Buffer.from(answer.Payload ?? []).toString(),
  );
  expect(replies.slice(0, 3).map(({ status }) => status)).toEqual([200, 200, 200]);
  const refused = replies.filter(({ status }) => status !== 200);
  expect(refused.length).toBeGreaterThan(0);
  for (const { text } of refused)
    expect(JSON.parse(text)).toMatchObject({ __type: 'ThrottlingException', message: 'Rate exceeded' });
});

it('lets the tests themselves write as they like', async () => {
  const ssm = new SSMClient({ ...bed.engine.clientConfig, maxAttempts: 1 });
  const put = (_: unknown, i: number) =>
    ssm.send(new PutParameterCommand({ Name: `/free/${i}`, Value: 'v', Type: 'String' }));

  await expect(Promise.all(Array.from({ length: 30 }, put))).resolves.toHaveLength(30);
});
