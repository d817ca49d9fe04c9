import {
  DeleteRolePolicyCommand,
  IAMClient,
  ListRolesCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { answerTask } from '#shared/tasks/answer-task.ts';
import { rejectTask } from '#shared/tasks/reject-task.ts';
import { listTasks } from '#shared/tasks/task-store.ts';
import { writtenParameters } from '../../local/execution/results.ts';
import { createPerson } from '../../local/person/person.ts';
import { answeringServices, type DeployedStack, sharedStack } from '../support/deployed-stack.ts';
import { pathsOf } from '../support/installation.ts';
import { iamInventory } from '../support/inventory.ts';

let stack: DeployedStack;

beforeAll(async () => {
  stack = await sharedStack();
});
afterAll(() => stack?.close());

/** The messages about failures; those that ask a person are left out. */
async function failureMessages() {
  return (await stack.messages()).filter(({ subject }) => subject.includes(' failed: '));
}

async function expectOneMessage(subject: string, cause: RegExp, remedy: RegExp) {
  const messages = await failureMessages();
  expect(messages.map((message) => message.subject)).toEqual([subject]);
  const [, , ...rest] = messages[0]?.body.split('\n') ?? [];
  const body = rest.join('\n');
  expect(body).toMatch(cause);
  expect(body.slice(body.indexOf('What to do: '))).toMatch(remedy);
  expect(body).toMatch(/\nExecution: https:\/\/us-east-1\.console\.aws\.amazon\.com\/states\//);
}

describe('a refused input', () => {
  it.each([
    [
      'an unknown marketplace',
      { appName: 'bad-one', marketplace: 'XX' },
      ['marketplace: unknown marketplace'],
    ],
    [
      'a bad name',
      { appName: 'Bad Name', marketplace: 'US' },
      ['appName: must be 3 to 40 lower-case letters'],
    ],
    [
      'an unknown field',
      { appName: 'bad-one', marketplace: 'US', region: 'NA' },
      ['unknown field(s): region'],
    ],
    [
      'wrong types',
      { appName: 7, marketplace: ['US'] },
      ['appName: must be of type string', 'marketplace: must be'],
    ],
    [
      'adopt without ARNs',
      { appName: 'bad-one', marketplace: 'US', iam: { mode: 'adopt' } },
      ['iam.userArn', 'iam.roleArn'],
    ],
    ['no object at all', 'acme-orders', ['input: must be of type object']],
  ])(
    'with %s fails at once, lists every problem, shows an example and creates nothing',
    async (_, input, problems) => {
      const before = await iamInventory(stack.engine);

      const execution = await stack.run(input);

      expect([execution.status, execution.error]).toEqual(['FAILED', 'InvalidInput']);
      for (const problem of problems) expect(execution.cause).toContain(problem);
      expect(JSON.parse(execution.cause ?? '').errorMessage).toContain(
        '{"appName":"acme-orders","marketplace":"US"}',
      );
      expect(await iamInventory(stack.engine)).toEqual(before);
      expect(await writtenParameters(stack, 'bad-one')).toEqual([]);
      expect((await failureMessages()).map(({ subject }) => subject.replace(/^\[.*\] /, ''))).toEqual([
        'SelectSellingAccount failed: InvalidInput',
      ]);
    },
  );
});

describe('a failure', () => {
  it('of IAM is told with the denied action', async () => {
    const iam = new IAMClient(stack.engine.clientConfig);
    const { Roles = [] } = await iam.send(new ListRolesCommand({ MaxItems: 1000 }));
    const RoleName = Roles.find(({ RoleName: name }) => name?.includes('ProvisionIamUser'))?.RoleName;
    const deny = { Effect: 'Deny', Action: 'iam:CreateUser', Resource: '*' };
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [deny] });
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'deny', PolicyDocument }));

    const execution = await stack.run({ appName: 'iam-denied', marketplace: 'US' });
    await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'deny' }));

    expect([execution.status, execution.error]).toEqual(['FAILED', 'AwsDenied']);
    await expectOneMessage(
      '[iam-denied] ProvisionIamUser failed: AwsDenied',
      /iam:CreateUser/,
      /service control policy/,
    );
  });

  it('of AssumeRole is told with the role, and what to check', async () => {
    await stack.run({ appName: 'owner-one', marketplace: 'US' }, stack.person('owner-one'));
    await stack.run({ appName: 'owner-two', marketplace: 'US' }, stack.person('owner-two'));
    await stack.messages();
    const [one, two] = [pathsOf('owner-one').iam, pathsOf('owner-two').iam];
    const { parameters } = answeringServices(stack);
    const given = await parameters.get([one.userArn, one.roleArn, one.policyArn, two.accessKeyId]);
    const secret = await parameters.getSecrets([two.secretAccessKey]);
    const { iam } = pathsOf('wrong-key');
    await parameters.put('wrong-key', iam.accessKeyId, given[two.accessKeyId] ?? '');
    await parameters.put('wrong-key', iam.secretAccessKey, secret[two.secretAccessKey] ?? '');
    const arns = {
      userArn: given[one.userArn],
      roleArn: given[one.roleArn],
      policyArn: given[one.policyArn],
    };

    const input = { appName: 'wrong-key', marketplace: 'US', iam: { mode: 'adopt', ...arns } };
    const execution = await stack.run(input);

    expect([execution.status, execution.error]).toEqual(['FAILED', 'AssumeRoleDenied']);
    await expectOneMessage(
      '[wrong-key] TestAssumeRole failed: AssumeRoleDenied',
      /STS refused arn:aws:iam::\d{12}:role\/sp-api\/SellingPartnerAPIRole-owner-one/,
      /trust policy/,
    );
  });

  it('of the client secret (invalid_client) is told with LWA’s words', async () => {
    await stack.run({ ...plain, appName: 'lwa-client' }, stack.person('lwa-client'));
    await stack.messages();
    const body = { error: 'invalid_client', error_description: 'Client authentication failed' };
    const answer = { status: 401, body };
    const fault = stack.amazon.world.fail({
      target: 'lwa',
      operation: 'refresh_token',
      times: Infinity,
      answer,
    });

    const execution = await stack.run({ ...plain, appName: 'lwa-client' });
    fault.stop();

    expect([execution.status, execution.error]).toEqual(['FAILED', 'ClientSecretRejected']);
    await expectOneMessage(
      '[lwa-client] SelfAuthorize failed: ClientSecretRejected',
      /401 invalid_client: Client authentication failed/,
      /LWA credentials/,
    );
  });

  it('of the refresh token (invalid_grant) is told with the remedy to authorize again', async () => {
    const appName = 'lwa-grant';
    // Revoked between the person's answer and the next step.
    const person = answeringThen(appName, ({ refreshToken }) => {
      if (refreshToken) stack.amazon.world.revokeAuthorization(refreshToken);
    });

    const execution = await stack.run({ ...plain, appName }, person);

    expect([execution.status, execution.error]).toEqual(['FAILED', 'AuthorizationRevoked']);
    await expectOneMessage(
      '[lwa-grant] ExchangeLwaToken failed: AuthorizationRevoked',
      /400 invalid_grant/,
      /Authorize the application again/,
    );
  });

  it.each([
    ['403', 'unauthorized', 'SpApiDenied', /answered 403 Unauthorized/, /data access role/],
    [
      '429 that does not stop',
      'throttle',
      'SpApiThrottled',
      /answered 429 QuotaExceeded/,
      /Wait a few minutes/,
    ],
  ] as const)('of the call (%s) is told with Amazon’s answer', async (_, answer, error, cause, remedy) => {
    const appName = `call-${answer}`;
    const faults: { stop(): void }[] = [];
    // Begins after the call that the answer itself makes, and before the next step.
    const person = answeringThen(appName, ({ refreshToken }) => {
      if (refreshToken) faults.push(stack.amazon.world.fail({ target: 'sp-api', times: Infinity, answer }));
    });

    const execution = await stack.run({ ...plain, appName }, person);
    for (const fault of faults) fault.stop();

    expect([execution.status, execution.error]).toEqual(['FAILED', error]);
    await expectOneMessage(`[${appName}] CallSellingPartnerApi failed: ${error}`, cause, remedy);
  });

  it('of a person who never answers is told as a time-out of the step', async () => {
    const input = { ...plain, appName: 'nobody', waitSeconds: { dataAccess: 1 } };

    const execution = await stack.run(input);

    expect([execution.status, execution.error]).toEqual(['FAILED', 'StepTimedOut']);
    await expectOneMessage(
      '[nobody] RequestDataAccess failed: StepTimedOut',
      /got no answer in time/,
      /everything done so far is kept/,
    );
    expect(await listTasks(answeringServices(stack), 'nobody')).toEqual([]);
  });

  it('of a person who gives up is told with the reason', async () => {
    const appName = 'given-up';
    const usual = stack.person(appName);
    const person = {
      answerWaiting: async () => {
        const services = answeringServices(stack);
        const task = (await listTasks(services, appName)).find(({ kind }) => kind === 'register-application');
        if (!task) return usual.answerWaiting();
        await rejectTask(services, task, { reason: 'The budget was cut.', giveUp: true });
        return [];
      },
    };

    const execution = await stack.run({ ...plain, appName }, person);

    expect([execution.status, execution.error]).toEqual(['FAILED', 'TaskRejected']);
    await expectOneMessage(
      '[given-up] RegisterApplication failed: TaskRejected',
      /The budget was cut\./,
      /same input/,
    );
  });
});

/** A person whose answer is proven and stored, and then something happens before the execution goes on. */
function answeringThen(appName: string, happens: (answers: Record<string, string>) => void) {
  const services = answeringServices(stack);
  return createPerson(stack, appName, (_, task, answers) => {
    const taskTokens = {
      ...services.taskTokens,
      succeed: (...parameters: Parameters<typeof services.taskTokens.succeed>) => {
        happens(answers);
        return services.taskTokens.succeed(...parameters);
      },
    };
    return answerTask({ ...services, taskTokens }, task, answers);
  });
}

const plain = { marketplace: 'US', iam: { mode: 'none' } };
