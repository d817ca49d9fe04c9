import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { AWS_CLIENT_CONFIG } from '#shared/clients/aws-config.ts';
import { createParameterStore } from '#shared/clients/parameter-store.ts';
import { AwsUnavailable } from '#shared/errors/retryable.ts';
import { INSTALLATION } from '../../../support/installation.ts';
import { stubConfig } from '../../../support/stub-aws.ts';
import { type Stub, startStub } from '../../../support/stub-server.ts';
import { errorOf } from '../../../support/subjects.ts';

let stub: Stub;
beforeAll(async () => {
  stub = await startStub();
});
afterAll(() => stub.stop());

it('a service that says nothing is unavailable after some seconds', async () => {
  stub.answer(() => {});
  const parameters = createParameterStore({
    ...AWS_CLIENT_CONFIG,
    ...stubConfig(stub),
    installation: INSTALLATION,
  });

  const error = await errorOf(parameters.get(['/sp-api/acme/config']));

  expect(error).toBeInstanceOf(AwsUnavailable);
  expect(stub.received).toHaveLength(1);
}, 9_000);
