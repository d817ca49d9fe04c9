import { DescribeExecutionCommand, SFNClient } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Bed, startBed } from './cli-fixture.ts';

let bed: Bed;

beforeAll(async () => {
  bed = await startBed();
  await bed.parameters.put('acme-gone', bed.parameters.paths.of('acme-gone').config, '{}');
});

afterAll(() => bed?.close());

const REMOVAL = { deletes: ['the IAM user theirs'], keeps: ['what is at Amazon'], graceSeconds: 0 };

async function inputOf(stdout: string): Promise<unknown> {
  const executionArn = stdout.match(/^Execution: (\S+)$/m)?.[1] ?? '';
  const sfn = new SFNClient(bed.engine.clientConfig);
  return JSON.parse((await sfn.send(new DescribeExecutionCommand({ executionArn }))).input ?? '');
}

describe('remove', () => {
  it.each([
    ['the default grace period', [], { appName: 'acme-gone' }],
    ['that of the person', ['--grace-days', '2'], { appName: 'acme-gone', graceSeconds: 172_800 }],
  ])('starts the state machine with %s, and says how to confirm it', async (_, options, input) => {
    const run = await bed.spapi([
      ...['remove', 'acme-gone', ...options],
      ...['--state-machine-arn', bed.stateMachineArn],
    ]);

    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toContain('spapi task complete acme-gone/confirm-removal');
    expect(await inputOf(run.stdout)).toEqual(input);
  });

  it.each(['91', '-1', 'x'])('takes no grace period of %s days', async (days) => {
    const run = await bed.spapi(['remove', 'acme-gone', `--grace-days=${days}`]);

    expect([run.code, run.stdout]).toEqual([2, '']);
    expect(run.stderr).toContain('--grace-days is a whole number from 0 to 90.');
  });
});

describe('the confirmation', () => {
  it('shows what is deleted and kept, and no page of Amazon', async () => {
    await bed.wait('confirm-removal', 'acme-show', { removal: REMOVAL });

    const { stdout } = await bed.spapi(['task', 'show', 'acme-show/confirm-removal']);

    expect(stdout).toContain('Will be deleted: the IAM user theirs');
    expect(stdout).toContain('Will be kept: what is at Amazon');
    expect(stdout).not.toContain('Page:');
  });

  it('takes the name of the application alone, and lets the execution go on', async () => {
    const { execution } = await bed.wait('confirm-removal', 'acme-confirm', { removal: REMOVAL });
    const complete = ['task', 'complete', 'acme-confirm/confirm-removal', '--from-stdin'];

    const wrong = await bed.spapi(complete, { appName: 'acme-show' });
    const right = await bed.spapi(complete, { appName: 'acme-confirm' });

    expect([wrong.code, right.code]).toEqual([1, 0]);
    expect(wrong.stderr).toContain('The name that was typed is that of another application.');
    expect(await bed.ended(execution)).toMatchObject({ status: 'SUCCEEDED' });
  });
});
