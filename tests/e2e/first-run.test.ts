import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  DisableAlarmActionsCommand,
  EnableAlarmActionsCommand,
} from '@aws-sdk/client-cloudwatch';
import { DisableRuleCommand, EnableRuleCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import {
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateUserCommand,
  DeleteRolePermissionsBoundaryCommand,
  IAMClient,
  PutRolePermissionsBoundaryCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { DisableKeyCommand, EnableKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  DeleteFunctionConcurrencyCommand,
  LambdaClient,
  PutFunctionConcurrencyCommand,
  UpdateFunctionUrlConfigCommand,
} from '@aws-sdk/client-lambda';
import {
  ListSubscriptionsByTopicCommand,
  SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AWS_CLIENT_CONFIG } from '#shared/clients/aws-config.ts';
import { createParameterStore } from '#shared/clients/parameter-store.ts';
import { taskName } from '#shared/domain/human-task.ts';
import type { Deployed } from '../../cli/doctor/deployed.ts';
import { examine } from '../../cli/doctor/examine.ts';
import type { Finding } from '../../cli/doctor/finding.ts';
import { doctorServices } from '../../cli/doctor/live.ts';
import type { DoctorServices } from '../../cli/doctor/services.ts';
import { VERSION } from '../../cli/package-json.ts';
import { stackNameOf } from '../../cli/stack-outputs.ts';
import { poll } from '../../local/engine/processes.ts';
import { runCli } from '../../local/person/answer-by-cli.ts';
import { createPerson } from '../../local/person/person.ts';
import { type DeployedStack, deployStack } from '../support/deployed-stack.ts';
import { inOrder } from '../support/in-order.ts';
import { type InstalledRelease, installRelease } from '../support/installed-release.ts';
import { attachServiceControlPolicy } from '../support/organization.ts';
import { PATIENCE_MS } from '../support/patience.ts';

const STAGE = 'e2e-first-run';
const STACK = stackNameOf(STAGE);

let stack: DeployedStack;
let live: DoctorServices;
let services: DoctorServices;
let deployed: Deployed;

beforeAll(async () => {
  // With the key of the stack, as most deployments have it.
  stack = await deployStack(STAGE, { kmsKeyArn: undefined });
  live = doctorServices({ ...AWS_CLIENT_CONFIG, ...stack.engine.clientConfig });
  // 46 roles with their policies, which most of these tests do not change.
  services = { ...live, findRole: remembered(live.findRole), simulate: remembered(live.simulate) };
  deployed = (await services.findStack(STACK)) as Deployed;
});
afterAll(() => stack?.close());

/** Asks the same only once, but for the time. */
function remembered<P extends unknown[], R>(ask: (...parameters: P) => Promise<R>): typeof ask {
  const known = new Map<string, Promise<R>>();
  return (...parameters) => {
    const key = JSON.stringify(parameters, (name, value) => (name === 'at' ? undefined : value));
    const answer = known.get(key) ?? ask(...parameters);
    known.set(key, answer);
    return answer;
  };
}

const idOf = (type: string, name = /./) =>
  deployed.resources.find((resource) => resource.type === type && name.test(resource.name))?.id ?? '';

async function examined(change: { version?: string; services?: Partial<DoctorServices> } = {}) {
  const { version = VERSION } = change;
  const subject = { ...stack.installation, stackName: STACK, version };
  const found: Finding[] = [];
  for await (const finding of examine({ ...services, ...change.services }, subject)) found.push(finding);
  return found;
}

/** What the doctor finds wrong, as `level check: what`. */
const wrong = async (change: Parameters<typeof examined>[0] = {}) =>
  (await examined(change))
    .filter(({ level }) => level !== 'ok')
    .map(({ level, check, what }) => `${level} ${check}: ${what}`);

/** What the doctor finds wrong while something is broken. */
async function wrongWhile(
  breaking: () => Promise<unknown>,
  repairing: () => Promise<unknown>,
  change: Parameters<typeof examined>[0] = {},
) {
  await breaking();
  try {
    return await wrong(change);
  } finally {
    await repairing();
  }
}

describe('the doctor', () => {
  const step = inOrder();

  step('finds everything in order on a stack whose topic has a subscriber', async () => {
    const findings = await examined();

    expect(await wrong()).toEqual([]);
    expect([...new Set(findings.map(({ check }) => check))]).toEqual([
      ...['caller', 'clock', 'concurrency', 'stack', 'version', 'subscription'],
      ...['schedule', 'page', 'alarms', 'key', 'boundary', 'functions', 'rights'],
    ]);
  });

  step('is a command that says so in words and in JSON, and ends with 0', async () => {
    const text = await runCli(stack, ['doctor', '--stage', STAGE]);
    const json = JSON.parse(await runCli(stack, ['doctor', '--stage', STAGE, '--json']));

    expect(text).toContain('Everything is in order.');
    expect(json).toEqual(expect.objectContaining({ healthy: true, stack: STACK, problems: 0, warnings: 0 }));
  });

  step('names a stack that is not there, and ends with 1', async () => {
    const run = runCli(stack, ['doctor', '--stage', 'nowhere']);

    await expect(run).rejects.toThrow(
      /ended with 1:[\s\S]*There is no stack sp-api-private-app-nowhere in us-east-1\./,
    );
  });

  step('names a topic without a subscription, and one whose subscription nobody has confirmed', async () => {
    const sns = new SNSClient(stack.engine.clientConfig);
    const { TopicArn = '' } = deployed.outputs;
    const listed = async () =>
      (await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }))).Subscriptions ?? [];
    const [inbox] = await listed();
    await sns.send(new UnsubscribeCommand({ SubscriptionArn: inbox?.SubscriptionArn }));

    const nobody = await wrong();
    const Endpoint = 'ops@example.com';
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint }));
    const pending = await wrong();
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: inbox?.Endpoint }));

    expect(nobody).toEqual([
      'problem subscription: Nobody receives the messages: the topic has no subscription.',
    ]);
    expect(pending).toEqual([
      `problem subscription: Nobody receives the messages: email ${Endpoint} has not confirmed the subscription.`,
    ]);
  });
});

describe('the doctor names', () => {
  afterAll(async () => {
    const pending = (await wrong()).filter((text) => !text.startsWith('warning subscription'));
    expect(pending).toEqual([]);
  });
  const others = (found: string[]) => found.filter((text) => !text.startsWith('warning subscription'));

  it('a schedule that is off', async () => {
    const events = new EventBridgeClient(stack.engine.clientConfig);
    const rule = { Name: idOf('AWS::Events::Rule', /^(?!SendHealthLink).*Schedule/) };

    const found = await wrongWhile(
      () => events.send(new DisableRuleCommand(rule)),
      () => events.send(new EnableRuleCommand(rule)),
    );

    expect(others(found)).toEqual([
      `problem schedule: The credentials are not checked, so nobody learns when one expires: the rule ${rule.Name} is off.`,
    ]);
  });

  it('pages that AWS does not show to the public', async () => {
    const lambda = new LambdaClient(stack.engine.clientConfig);
    const FunctionName = `${STACK}-serve-task-pages`;
    const set = (AuthType: 'AWS_IAM' | 'NONE') =>
      lambda.send(new UpdateFunctionUrlConfigCommand({ FunctionName, AuthType }));

    const found = await wrongWhile(
      () => set('AWS_IAM'),
      () => set('NONE'),
    );

    expect(others(found)).toEqual([
      expect.stringMatching(
        /^problem page: The pages do not answer at http.* 403 .*AWS refuses public access\.$/,
      ),
    ]);
  });

  it('an alarm that tells nobody', async () => {
    const cloudWatch = new CloudWatchClient(stack.engine.clientConfig);
    const alarm = { AlarmNames: [idOf('AWS::CloudWatch::Alarm', /CheckFailed/)] };

    const found = await wrongWhile(
      () => cloudWatch.send(new DisableAlarmActionsCommand(alarm)),
      () => cloudWatch.send(new EnableAlarmActionsCommand(alarm)),
    );

    expect(await cloudWatch.send(new DescribeAlarmsCommand(alarm))).toMatchObject({
      MetricAlarms: [{ AlarmActions: [deployed.outputs.TopicArn] }],
    });
    expect(others(found)).toEqual([
      `problem alarms: The actions of these alarms are off, so they tell nobody: ${alarm.AlarmNames[0]}`,
    ]);
  });

  it('a key that is off', async () => {
    const kms = new KMSClient(stack.engine.clientConfig);
    const key = { KeyId: idOf('AWS::KMS::Key') };

    const found = await wrongWhile(
      () => kms.send(new DisableKeyCommand(key)),
      () => kms.send(new EnableKeyCommand(key)),
    );

    expect(others(found)).toEqual([expect.stringMatching(/^problem key: The KMS key \S+ is Disabled\./)]);
  });

  it('an account whose functions have too little concurrency', async () => {
    const lambda = new LambdaClient(stack.engine.clientConfig);
    const FunctionName = `${STACK}-notify-failure`;
    const reserve = { FunctionName, ReservedConcurrentExecutions: 990 };

    const found = await wrongWhile(
      () => lambda.send(new PutFunctionConcurrencyCommand(reserve)),
      () => lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName })),
    );

    expect(others(found)).toEqual([
      expect.stringMatching(/^problem concurrency: Only 10 functions of the account can run at a time/),
    ]);
  });

  it('a stack of another version', async () => {
    expect(others(await wrong({ version: '99.0.0' }))).toEqual([
      `problem version: The stack has version ${VERSION}, this command line has 99.0.0.`,
    ]);
  });

  it('a clock that is off', async () => {
    const clock = { now: () => new Date(Date.now() + 10 * 60_000) };

    expect(others(await wrong({ services: { clock } }))).toEqual([
      expect.stringMatching(/^problem clock: The clock of this machine is (599|60\d) seconds ahead of AWS/),
    ]);
  });

  it('a boundary that keeps the functions from what they need', async () => {
    const iam = new IAMClient(stack.engine.clientConfig);
    const RoleName = idOf('AWS::IAM::Role', /^ProvisionIamUser/);
    const arn = await createPolicy(iam, 'no-users', [
      allowAll,
      { Effect: 'Deny', Action: 'iam:CreateUser', Resource: '*' },
    ]);

    const found = await wrongWhile(
      () => iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary: arn })),
      () => iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName })),
      { services: { findRole: live.findRole, simulate: live.simulate } },
    );

    expect(others(found)).toEqual([
      `problem functions: The permissions boundary ${arn} denies iam:CreateUser to the functions, for example to the role ${RoleName}.`,
    ]);
  });

  it('a changed boundary that keeps the users of applications from their role', async () => {
    const iam = new IAMClient(stack.engine.clientConfig);
    const PolicyArn = idOf('AWS::IAM::ManagedPolicy');
    const before = JSON.stringify(await live.policyDocument(PolicyArn));
    const onlyCalls = documentOf([{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' }]);
    const set = (PolicyDocument: string) =>
      iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument, SetAsDefault: true }));

    const found = await wrongWhile(
      () => set(onlyCalls),
      () => set(before),
    );

    expect(others(found)).toEqual([
      `problem boundary: The boundary ${PolicyArn} denies sts:AssumeRole to the users and roles of all applications.`,
    ]);
  });

  it('a service control policy that denies what the functions need, as a warning', async () => {
    const { detach } = await attachServiceControlPolicy(stack.engine, {
      Statement: [{ Effect: 'Deny', Action: ['iam:CreateUser', 'iam:CreateAccessKey'], Resource: '*' }],
    });

    const found = await wrongWhile(async () => {}, detach, { services: { simulate: live.simulate } });

    expect(others(found)).toEqual([
      'warning functions: According to the policy simulator, a service control policy of your organization denies iam:CreateAccessKey, iam:CreateUser.',
    ]);
  });

  it('what the caller may neither look at nor do', async () => {
    const iam = new IAMClient(stack.engine.clientConfig);
    const UserName = 'operator';
    const { User } = await iam.send(new CreateUserCommand({ UserName, Path: '/team/' }));
    const reading = [
      'cloudformation:*',
      'sns:*',
      'events:*',
      'lambda:*',
      'sqs:*',
      'kms:*',
      'iam:*',
      'ssm:Get*',
    ];
    const PolicyDocument = documentOf([
      { Effect: 'Allow', Action: [...reading, 'ssm:Describe*', 'states:*'], Resource: '*' },
      { Effect: 'Deny', Action: 'states:SendTask*', Resource: '*' },
    ]);
    await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'p', PolicyDocument }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
    const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '' } = AccessKey ?? {};
    const credentials = { accessKeyId, secretAccessKey };
    const own = doctorServices({ ...AWS_CLIENT_CONFIG, ...stack.engine.clientConfig, credentials });
    const { callerIdentity, alarms, simulate } = own;

    const found = await wrong({ services: { callerIdentity, alarms, simulate } });

    expect(others(found)).toEqual([
      'warning alarms: Could not look: needs cloudwatch:DescribeAlarms.',
      ...[
        ['task complete', 'ssm:PutParameter'],
        ['task complete', 'ssm:AddTagsToResource'],
        ['task complete', 'states:SendTaskSuccess'],
        ['task reject', 'states:SendTaskFailure'],
        ['task complete and task reject', 'ssm:DeleteParameters'],
        ['deploy', 's3:PutObject'],
      ].map(([commands, action]) =>
        expect.stringContaining(
          `warning rights: You may not run ${commands}: your policies do not allow ${action} on `,
        ),
      ),
    ]);
    expect(User?.Arn).toContain(':user/team/operator');
  });
});

describe('a packed release in an empty folder', () => {
  const NAME = 'acme-packed';
  let release: InstalledRelease;
  beforeAll(async () => {
    release = await installRelease(stack);
  });
  afterAll(() => release?.remove());

  const { stage, namespace } = { stage: 'packed', namespace: 'sp-api-packed' };
  const run = async (words: string[], input?: string) => {
    const { exitCode, output } = await release.spapi(words, input);
    return { exitCode, output };
  };
  const deployWords = () => {
    const { lwaEndpoint, spApiEndpoint } = stack.amazon;
    const params = { lwaEndpoint, spApiEndpoint, centralEndpoint: stack.sellerCentral.endpoint };
    return [
      ...['deploy', '--stage', stage, '--yes'],
      ...Object.entries(params).flatMap(([name, value]) => ['--param', `${name}=${value}`]),
    ];
  };

  it('deploys in one command, and its own commands take an application through the tutorial', async () => {
    const deployed = await run(deployWords());
    const again = await run(deployWords());
    const { lwaEndpoint, spApiEndpoint } = stack.amazon;
    const there = ['--stage', stage, '--lwa-endpoint', lwaEndpoint, '--sp-api-endpoint', spApiEndpoint];
    const started = await run([...there, 'start', NAME, '--marketplace', 'US']);
    const installation = { ...stack.installation, stage, namespace };
    const parameters = createParameterStore({ ...stack.engine.clientConfig, installation });
    const person = createPerson({ ...stack, parameters }, NAME, async (_, task, answers) => {
      const words = ['task', 'complete', `${NAME}/${taskName(task)}`, '--from-stdin'];
      expect(await run([...there, ...words], JSON.stringify(answers))).toMatchObject({ exitCode: 0 });
    });
    const answered = new Set<string>();
    const status = await poll(
      async () => {
        for (const task of await person.answerWaiting()) answered.add(task);
        const shown = await run([...there, 'status', NAME]);
        return /ready/i.test(shown.output) ? shown : undefined;
      },
      { deadlineMs: PATIENCE_MS, everyMs: 300 },
    );

    expect([deployed.exitCode, deployed.output]).toEqual([0, expect.stringContaining('is deployed.')]);
    expect(deployed.output).toMatch(/\+ NotifyFailureLambdaFunction \(AWS::Lambda::Function\)/);
    expect(deployed.output).toMatch(/_COMPLETE +Topic \(AWS::SNS::Topic\)/);
    expect(deployed.output).toContain(`doctor --region us-east-1 --stage ${stage}`);
    expect([again.exitCode, again.output]).toEqual([0, expect.stringContaining('is up to date.')]);
    expect(started).toMatchObject({ exitCode: 0 });
    expect([...answered].sort()).toEqual([
      'register-application',
      'request-data-access',
      'self-authorize-us',
    ]);
    expect(status).toMatchObject({ exitCode: 0 });
  });
});

const allowAll = { Effect: 'Allow', Action: '*', Resource: '*' };

const documentOf = (Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });

async function createPolicy(iam: IAMClient, PolicyName: string, statements: object[]): Promise<string> {
  const { Policy } = await iam.send(
    new CreatePolicyCommand({ PolicyName, PolicyDocument: documentOf(statements) }),
  );
  return Policy?.Arn ?? '';
}
