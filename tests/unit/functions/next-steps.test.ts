import { describe, expect, it } from '@jest/globals';
import { queryCall, queryError, queryReply, stubConfig } from '../../support/stub-aws.ts';
import { type Answer, startStub } from '../../support/stub-server.ts';

type Written = (lines: string[]) => void;
type Plugin = new (
  serverless: object,
  options: object,
  utils: { writeText: Written },
) => { hooks: { finalize: () => Promise<void> } };

interface Run {
  commands?: string[];
  options?: { function?: string };
  custom?: { kmsKeyArn?: string };
  answer?: Answer;
}

const STACK = 'sp-api-private-app-prod';
const outputs = {
  TopicArn: 'arn:aws:sns:eu-west-1:111122223333:sp-api-private-app-prod',
  CreatePrivateAppArn:
    'arn:aws:states:eu-west-1:111122223333:stateMachine:sp-api-private-app-prod-create-private-app',
};
const described = queryReply(
  'DescribeStacks',
  `<Stacks><member><Outputs>${Object.entries(outputs)
    .map(
      ([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
    )
    .join('')}</Outputs></member></Stacks>`,
);

/** What the plugin writes at the end of a command of the framework. */
async function written(run: Run = {}): Promise<string> {
  const file = '../../../functions/next-steps.js';
  const { default: NextSteps } = (await import(file)) as { default: Plugin };
  const { commands = ['deploy'], options = {}, custom = {}, answer = described } = run;
  const stub = await startStub();
  stub.answer(answer);
  const aws = {
    naming: { getStackName: () => STACK },
    getStage: () => 'prod',
    getRegion: () => 'eu-west-1',
    getAwsSdkV3Config: async () => stubConfig(stub),
  };
  const serverless = { processedInput: { commands }, service: { custom }, getProvider: () => aws };
  const lines: string[] = [];
  const { hooks } = new NextSteps(serverless, options, { writeText: (more) => lines.push(...more) });
  await hooks.finalize();
  await stub.stop();
  if (lines.length > 0)
    expect(stub.received.map(queryCall)).toEqual([['DescribeStacks', { StackName: STACK }]]);
  return lines.join('\n');
}

describe('a deployment', () => {
  it("ends with the three next steps, filled in with the stack's own values", async () => {
    const text = await written();

    expect(text).toContain(
      `aws sns subscribe --topic-arn ${outputs.TopicArn} --protocol email --notification-endpoint you@example.com --region eu-west-1`,
    );
    expect(text).toContain('spapi doctor --stage prod --region eu-west-1\n');
    expect(text).toContain('spapi start acme-orders --marketplace US --stage prod --region eu-west-1\n');
    expect(text).toContain(
      `https://eu-west-1.console.aws.amazon.com/states/home?region=eu-west-1#/statemachines/view/${outputs.CreatePrivateAppArn}`,
    );
    expect(text.match(/^\d\./gm)).toEqual(['1.', '2.', '3.']);
  });

  it('names the key of the deployer in the commands that need it', async () => {
    const text = await written({ custom: { kmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/k' } });

    expect(text).toContain('--region eu-west-1 --kms-key-arn arn:aws:kms:eu-west-1:111122223333:key/k');
  });

  it('does not fail where the stack cannot be described', async () => {
    expect(await written({ answer: queryError(403, 'AccessDenied') })).toBe(
      '\nNext: spapi doctor --stage prod --region eu-west-1',
    );
  });

  it('of one function alone, and any other command, has no next steps', async () => {
    expect(await written({ options: { function: 'act' } })).toBe('');
    expect(await written({ commands: ['deploy', 'list'] })).toBe('');
    expect(await written({ commands: ['package'] })).toBe('');
  });
});
