import { SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { type DeployedStack, sharedStack } from '../support/deployed-stack.ts';
import { pathsOf } from '../support/installation.ts';
import { until } from '../support/patience.ts';
import { startWalk } from '../support/task-pages.ts';

let stack: DeployedStack;

beforeAll(async () => {
  stack = await sharedStack();
});
afterAll(() => stack?.close());

const about = (appName: string) =>
  stack.inbox.all.map(({ subject }) => subject).filter((subject) => subject.startsWith(`[${appName}]`));

/** Receives until as many messages about an application have come, and then what may still come. */
async function receive(appName: string, count: number): Promise<string[]> {
  await until(() => about(appName).length >= count, stack.inbox.receive);
  await stack.messages();
  return about(appName);
}

describe('an execution', () => {
  it('that somebody stops is told by the safety net', async () => {
    const walk = await startWalk(stack, 'ended-stopped');
    await walk.link('request-data-access');

    const sfn = new SFNClient(stack.engine.clientConfig);
    await sfn.send(new StopExecutionCommand({ executionArn: walk.executionArn }));

    expect(await receive('ended-stopped', 2)).toEqual([
      '[ended-stopped] RequestDataAccess waits for you: Request data access',
      expect.stringContaining(
        `[ended-stopped] ${stack.deployment.stackName}-create-private-app ended: ABORTED`,
      ),
    ]);
    const { status } = pathsOf('ended-stopped');
    const { [status]: text = '{}' } = await stack.parameters.get([status]);
    expect(JSON.parse(text)).toMatchObject({ state: 'failed', execution: walk.executionArn });
  });

  it('that a removal stops is told by the removal alone', async () => {
    const appName = 'ended-removed';
    const walk = await startWalk(stack, appName);
    await walk.link('request-data-access');

    const { status } = await stack.runMachine('RemovePrivateAppArn', { appName, graceSeconds: 0 });

    expect([status, await walk.untilEnded()]).toEqual(['SUCCEEDED', 'ABORTED ApplicationRemoved']);
    expect(await receive(appName, 3)).toEqual([
      `[${appName}] RequestDataAccess waits for you: Request data access`,
      `[${appName}] ConfirmRemoval waits for you: Confirm the removal`,
      `[${appName}] The application was removed`,
    ]);
  });

  it('that told its failure itself is not told again', async () => {
    const walk = await startWalk(stack, 'ended-told', { waitSeconds: { dataAccess: 1 } });

    expect(await walk.untilEnded()).toBe('FAILED StepTimedOut');
    expect(await receive('ended-told', 2)).toEqual([
      '[ended-told] RequestDataAccess waits for you: Request data access',
      '[ended-told] RequestDataAccess failed: StepTimedOut',
    ]);
  });
});
