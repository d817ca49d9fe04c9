import { GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { parseFault } from '../../../local/faults/faults.ts';
import { type FaultProxy, startFaultProxy } from '../../../local/faults/proxy.ts';
import { startVirtualTime } from '../../../local/stack/virtual-time.ts';
import { type Stub, startStub } from '../../support/stub-server.ts';

const APP = 'acme-orders';
const CALL = 'TestAssumeRole/ssm:GetParameters';
const DONE = { status: 200, body: { Parameters: [] } };

let upstream: Stub;
let proxy: FaultProxy;

beforeAll(async () => {
  upstream = await startStub();
  proxy = await startFaultProxy(
    { aws: upstream.url, sts: upstream.url, amazon: upstream.url },
    startVirtualTime(1),
  );
});
afterAll(async () => {
  await proxy.close();
  await upstream.stop();
});

/** One call as a function makes it: the preload has marked it. */
async function getParameters() {
  const credentials = { accessKeyId: 'AKIA', secretAccessKey: 'planted' };
  const ssm = new SSMClient({ endpoint: proxy.url, region: 'us-east-1', credentials });
  ssm.middlewareStack.add(
    (next) => (args) => {
      const { headers } = args.request as { headers: Record<string, string> };
      Object.assign(headers, { 'x-fault-subject': APP, 'x-fault-state': 'TestAssumeRole' });
      return next(args);
    },
    { step: 'build' },
  );
  await ssm.send(new GetParametersCommand({ Names: ['/sp-api/x'] }));
}

it('breaks the attempt that was asked for, and lets the next one of the SDK through', async () => {
  upstream.answer(DONE);
  const watch = proxy.watch([APP], { faults: [parseFault(`${CALL}#1=drop-before`)] });

  await getParameters();

  expect(watch).toMatchObject({
    injected: 1,
    calls: [
      { call: CALL, nth: 1 },
      { call: CALL, nth: 2 },
    ],
  });
  expect(upstream.received).toHaveLength(1);
});
