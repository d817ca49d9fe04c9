import { CreateUserCommand, IAMClient, ListUsersCommand } from '@aws-sdk/client-iam';
import { GetFunctionCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  CreateStateMachineCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { GetParametersByPathCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { keepAccount, restoreAccount } from '../../../local/engine/engine.ts';
import { startTestBed, type TestBed } from './engine-fixture.ts';

let bed: TestBed;

beforeAll(async () => {
  bed = await startTestBed();
});
afterAll(() => bed?.close());

const clients = () => {
  const { clientConfig } = bed.engine;
  return {
    iam: new IAMClient(clientConfig),
    lambda: new LambdaClient(clientConfig),
    sfn: new SFNClient(clientConfig),
    ssm: new SSMClient(clientConfig),
  };
};

const put = (Name: string) =>
  clients().ssm.send(new PutParameterCommand({ Name, Value: 'v', Type: 'String', Overwrite: true }));

async function account() {
  const { iam, sfn, ssm } = clients();
  const { Users = [] } = await iam.send(new ListUsersCommand({}));
  const { Parameters = [] } = await ssm.send(new GetParametersByPathCommand({ Path: '/kept' }));
  const { stateMachines = [] } = await sfn.send(new ListStateMachinesCommand({}));
  const { executions = [] } = await sfn.send(
    new ListExecutionsCommand({ stateMachineArn: stateMachines[0]?.stateMachineArn }),
  );
  return {
    users: Users.map(({ UserName }) => UserName),
    parameters: Parameters.map(({ Name, Value, Version }) => `${Name} ${Value} ${Version}`),
    machines: stateMachines.map(({ name }) => name),
    executions: executions.length,
  };
}

/** The number of the process that works for the function. */
async function processOf(FunctionName: string): Promise<number> {
  const Payload = JSON.stringify({ act: 'wait', ms: 0 });
  const { Payload: answer } = await clients().lambda.send(new InvokeCommand({ FunctionName, Payload }));
  return JSON.parse(answer?.transformToString() ?? '');
}

async function createMachine(): Promise<string> {
  const { stateMachineArn = '' } = await clients().sfn.send(
    new CreateStateMachineCommand({
      name: 'waits',
      roleArn: bed.outputs.MachineRole,
      definition: JSON.stringify({ StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 3600, End: true } } }),
    }),
  );
  return stateMachineArn;
}

it('an account is put back to how it was, again and again; functions are as they were, and keep running', async () => {
  const { iam, lambda, sfn } = clients();
  const act = bed.outputs.Act ?? '';
  const stateMachineArn = await createMachine();
  await put('/kept/one');
  const worker = await processOf(act);
  const before = await account();
  await keepAccount(bed.engine);

  const after = [];
  for (let round = 1; round <= 2; round++) {
    await iam.send(new CreateUserCommand({ UserName: 'made-by-a-test' }));
    await Promise.all([put('/kept/one'), put('/kept/two')]);
    await sfn.send(new StartExecutionCommand({ stateMachineArn }));
    await restoreAccount(bed.engine);
    after.push(await account());
  }

  expect(before).toEqual({
    users: [],
    parameters: ['/kept/one v 1'],
    machines: ['waits'],
    executions: 0,
  });
  expect(after).toEqual([before, before]);
  expect(await processOf(act)).toBe(worker);
  const { Configuration } = await lambda.send(new GetFunctionCommand({ FunctionName: act }));
  expect(Configuration?.State).toBe('Active');
});
