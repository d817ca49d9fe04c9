import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { poll } from '../../local/engine/processes.ts';
import { PATIENCE_MS } from '../support/patience.ts';
import { sharedEngine } from '../support/shared-engine.ts';
import type { Machine } from './definition.ts';

/** How a whole machine went. */
export interface Run {
  status: string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever the machine hands on
  output: any;
  /** The states that were entered, in order, with their input. */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  entered: { name: string; input: any }[];
}

/** Runs whole machines on the embedded AWS. */
export interface MachineRunner {
  run(machine: Machine, input: object): Promise<Run>;
  close(): Promise<void>;
}

/** Starts the engine, with a role that machines run as. */
export async function startMachineRunner(): Promise<MachineRunner> {
  const engine = await sharedEngine();
  const sfn = new SFNClient(engine.clientConfig);
  const trust = { Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const { Role } = await new IAMClient(engine.clientConfig).send(
    new CreateRoleCommand({
      RoleName: 'machines',
      AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [trust] }),
    }),
  );
  let machines = 0;
  return {
    run: async (machine, input) => {
      const { stateMachineArn } = await sfn.send(
        new CreateStateMachineCommand({
          name: `machine-${machines++}`,
          roleArn: Role?.Arn,
          definition: JSON.stringify(machine),
        }),
      );
      const start = new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) });
      return follow(sfn, (await sfn.send(start)).executionArn);
    },
    close: () => engine.close(),
  };
}

async function follow(sfn: SFNClient, executionArn: string | undefined): Promise<Run> {
  const ended = await poll(
    async () => {
      const execution = await sfn.send(new DescribeExecutionCommand({ executionArn }));
      return execution.status === 'RUNNING' ? undefined : execution;
    },
    { deadlineMs: PATIENCE_MS, everyMs: 25 },
  );
  const { events = [] } = await sfn.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }));
  const entered = events.flatMap(({ stateEnteredEventDetails: state }) =>
    state ? [{ name: state.name ?? '', input: JSON.parse(state.input ?? '{}') }] : [],
  );
  return { status: ended?.status, output: JSON.parse(ended?.output ?? '{}'), entered };
}
