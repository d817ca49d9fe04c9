import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findInstallation } from '../../../cli/installation.ts';
import { queryCall, queryError, queryReply, stubConfig } from '../../support/stub-aws.ts';
import { type Stub, startStub } from '../../support/stub-server.ts';

let stub: Stub;
beforeAll(async () => {
  stub = await startStub();
});
afterAll(() => stub.stop());

const stack = (name: string, namespace = '') =>
  `<member><StackName>${name}</StackName><StackStatus>CREATE_COMPLETE</StackStatus><CreationTime>2026-01-01T00:00:00Z</CreationTime><Outputs><member><OutputKey>Namespace</OutputKey><OutputValue>${namespace}</OutputValue></member></Outputs></member>`;
const stacks = (...found: string[]) => queryReply('DescribeStacks', `<Stacks>${found.join('')}</Stacks>`);

const find = (options: { stage?: string; namespace?: string }) =>
  findInstallation({ ...stubConfig(stub), requestHandler: {} } as never, options);

describe('the deployment that a command is about', () => {
  it('is the only one in the region where no stage is given', async () => {
    stub.answer(
      stacks(stack('other'), stack('sp-api-private-app-prod')),
      stacks(stack('sp-api-private-app-prod', 'sp-api')),
    );

    expect(await find({})).toEqual({ stage: 'prod', namespace: 'sp-api', region: 'us-east-1' });
  });

  it('is the one that SPAPI_STAGE names where no other is given', async () => {
    process.env.SPAPI_STAGE = 'prod';
    try {
      expect(await find({ namespace: 'a' })).toMatchObject({ stage: 'prod' });
      expect(await find({ stage: 'test', namespace: 'a' })).toMatchObject({ stage: 'test' });
    } finally {
      delete process.env.SPAPI_STAGE;
    }
  });

  it('is the stage dev where there are several, or none', async () => {
    stub.answer(stacks(stack('sp-api-private-app-prod'), stack('sp-api-private-app-test')));

    expect(await find({ namespace: 'sp-api-dev' })).toEqual({
      stage: 'dev',
      namespace: 'sp-api-dev',
      region: 'us-east-1',
    });
  });

  it('is the one given, and no other is looked for', async () => {
    stub.answer(stacks(stack('sp-api-private-app-prod', 'acme')));

    expect(await find({ stage: 'prod' })).toEqual({ stage: 'prod', namespace: 'acme', region: 'us-east-1' });
    expect(stub.received.map(queryCall)).toEqual([
      ['DescribeStacks', { StackName: 'sp-api-private-app-prod' }],
    ]);
  });

  it('is the stage dev with its usual namespace for a person who may not look', async () => {
    stub.answer(queryError(403, 'AccessDenied'));

    expect(await find({})).toEqual({ stage: 'dev', namespace: 'sp-api-dev', region: 'us-east-1' });
  });
});
