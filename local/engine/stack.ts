import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  type Stack,
  type StackEvent,
  UpdateStackCommand,
  type UpdateStackCommandInput,
} from '@aws-sdk/client-cloudformation';
import type { Engine } from './engine.ts';
import { poll } from './processes.ts';

const deadlineMs = 3 * 60_000;

interface StackOptions {
  stackName: string;
  templateUrl: string;
  onProgress: (text: string) => void;
}

/** A client of the engine's CloudFormation. */
export function stackClient(engine: Engine): CloudFormationClient {
  return new CloudFormationClient(engine.clientConfig);
}

/** Creates or updates a stack, waits until it is complete, and answers its outputs. */
export async function applyStack(
  client: CloudFormationClient,
  options: StackOptions,
): Promise<Record<string, string>> {
  const { stackName, templateUrl, onProgress } = options;
  const existing = await describeStack(client, stackName);
  // A stack whose creation failed can only be deleted.
  const unusable = /^(ROLLBACK_COMPLETE|ROLLBACK_FAILED|CREATE_FAILED)$/.test(existing?.StackStatus ?? '');
  if (unusable) await removeStack(client, stackName);
  const update = existing !== undefined && !unusable;

  onProgress(`${update ? 'updating' : 'creating'} the stack ${stackName}`);
  const input = {
    StackName: stackName,
    TemplateURL: templateUrl,
    Capabilities: ['CAPABILITY_IAM' as const, 'CAPABILITY_NAMED_IAM' as const],
  };
  await (update ? updateStack(client, input) : client.send(new CreateStackCommand(input)));
  const stack = await settled(client, stackName);
  if (!/^(CREATE|UPDATE)_COMPLETE$/.test(stack?.StackStatus ?? ''))
    throw new Error(
      `${stackName} is ${stack?.StackStatus ?? 'gone'}: ${(await firstFailure(client, stackName)) ?? 'no resource says why'}`,
    );

  return Object.fromEntries(
    (stack?.Outputs ?? []).map((output) => [output.OutputKey ?? '', output.OutputValue ?? '']),
  );
}

async function updateStack(client: CloudFormationClient, input: UpdateStackCommandInput): Promise<void> {
  try {
    await client.send(new UpdateStackCommand(input));
  } catch (error) {
    // CloudFormation calls it an error when a stack already is as it should be.
    if (!(error instanceof Error && error.message.includes('No updates are to be performed'))) throw error;
  }
}

/** Deletes a stack and waits until it is gone. */
export async function removeStack(client: CloudFormationClient, stackName: string): Promise<void> {
  await client.send(new DeleteStackCommand({ StackName: stackName }));
  const left = await settled(client, stackName);
  if (left && left.StackStatus !== 'DELETE_COMPLETE')
    throw new Error(
      `${stackName} is ${left.StackStatus}: ${(await firstFailure(client, stackName)) ?? 'no resource says why'}`,
    );
}

/** The stack as soon as nothing is in progress; undefined when there is none. */
async function settled(client: CloudFormationClient, stackName: string): Promise<Stack | undefined> {
  const done = await poll(
    async () => {
      const stack = await describeStack(client, stackName);
      return stack?.StackStatus?.endsWith('_IN_PROGRESS') ? undefined : { stack };
    },
    { deadlineMs },
  );
  if (!done) throw new Error(`${stackName} was not finished after ${deadlineMs / 1000} seconds`);
  return done.stack;
}

/** A stack; `undefined` when it is not there. */
export async function describeStack(
  client: CloudFormationClient,
  stackName: string,
): Promise<Stack | undefined> {
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: stackName }));
    return Stacks[0];
  } catch (error) {
    if (error instanceof Error && error.message.includes('does not exist')) return undefined;
    throw error;
  }
}

/**
 * Why a stack could not be created, changed or deleted; `undefined` when no resource says why. The events come newest
 * first; the oldest failure is the cause, the later ones are its consequences.
 */
export async function firstFailure(
  client: CloudFormationClient,
  StackName: string,
  ending = '_FAILED',
): Promise<string | undefined> {
  let cause: StackEvent | undefined;
  let NextToken: string | undefined;
  do {
    const page = await client.send(new DescribeStackEventsCommand({ StackName, NextToken }));
    const events = page.StackEvents ?? [];
    const start = events.findIndex(begins);
    const recent = start < 0 ? events : events.slice(0, start);
    cause = recent.findLast(({ ResourceStatus }) => ResourceStatus?.endsWith(ending)) ?? cause;
    NextToken = start < 0 ? page.NextToken : undefined;
  } while (NextToken);
  return cause && `${cause.LogicalResourceId} (${cause.ResourceType}): ${cause.ResourceStatusReason}`;
}

/** Whether the stack itself began to be created, changed or deleted: what failed before that is of an earlier time. */
const begins = ({ ResourceType, ResourceStatus }: StackEvent) =>
  ResourceType === 'AWS::CloudFormation::Stack' &&
  /^(CREATE|UPDATE|DELETE)_IN_PROGRESS$/.test(ResourceStatus ?? '');
