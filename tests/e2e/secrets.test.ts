import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { CreateAliasCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { listTasks } from '#shared/tasks/task-store.ts';
import { runCli } from '../../local/person/answer-by-cli.ts';
import { createPerson } from '../../local/person/person.ts';
import { answeringServices, type DeployedStack, sharedStack } from '../support/deployed-stack.ts';
import { pathsOf } from '../support/installation.ts';
import { collectTexts, type Texts, whereSecretForms, whereShown } from '../support/secret-search.ts';

const APP = 'acme-secrets';

let stack: DeployedStack;
let issued: Record<string, unknown> & { accessToken: string };
/** All texts that someone other than the owner of a secret may read, by where they were found. */
const texts: Texts = {};
/** All secrets of the run, by what they are. */
const secrets: Record<string, string> = {};

beforeAll(async () => {
  stack = await sharedStack();
  const shown: string[] = [];
  const tokens: string[] = [];
  const person = createPerson(stack, APP, async (_, task, answers) => {
    tokens.push(task.token);
    Object.assign(secrets, answers.clientSecret && { clientSecret: answers.clientSecret });
    Object.assign(secrets, answers.refreshToken && { refreshToken: answers.refreshToken });
    const words = ['task', 'complete', `${APP}/${taskNameOf(task.kind)}`, '--from-stdin'];
    shown.push(await runCli(stack, ['task', 'list']), await runCli(stack, words, { answers }));
  });

  const good = await stack.run({ appName: APP, marketplace: 'US' }, person);
  issued = await issueToken();
  secrets.accessToken = issued.accessToken;
  stack.amazon.world.revokeAuthorization(secrets.refreshToken ?? '');
  const failed = await stack.run({ appName: APP, marketplace: 'US', waitSeconds: { authorization: 1 } });
  expect([good.status, failed.error]).toEqual(['SUCCEEDED', 'StepTimedOut']);

  await collectSecrets(tokens);
  Object.assign(texts, await collectTexts(stack, APP, [good.executionArn, failed.executionArn]));
  texts['command line'] = shown.join('\n');
});
afterAll(() => stack?.close());

/** As another service of the account asks for a token. */
async function issueToken() {
  const lambda = new LambdaClient(stack.engine.clientConfig);
  const FunctionName = `${stack.deployment.stackName}-issue-access-token`;
  const Payload = JSON.stringify({ appName: APP, authorization: 'us' });
  const reply = await lambda.send(new InvokeCommand({ FunctionName, Payload }));
  const answer = JSON.parse(reply.Payload?.transformToString() ?? '');
  const headers = { 'x-amz-access-token': answer.accessToken, 'user-agent': answer.userAgent };
  const call = await fetch(`${answer.endpoint}/sellers/v1/marketplaceParticipations`, { headers });
  return { ...answer, status: call.status };
}

const taskNameOf = (kind: string) => (kind === 'self-authorize' ? 'self-authorize-us' : kind);

async function collectSecrets(tokens: string[]): Promise<void> {
  const { iam } = pathsOf(APP);
  const stored = await stack.parameters.getSecrets([iam.secretAccessKey]);
  secrets.secretAccessKey = stored[iam.secretAccessKey]?.reveal() ?? '';
  for (const [i, token] of tokens.entries()) secrets[`task token ${i + 1}`] = token;
}

it('a service that may invoke one alias gets tokens of that application, and of no other', async () => {
  const lambda = new LambdaClient(stack.engine.clientConfig);
  const FunctionName = `${stack.deployment.stackName}-issue-access-token`;
  for (const Name of [APP, 'acme-other'])
    await lambda.send(new CreateAliasCommand({ FunctionName, Name, FunctionVersion: '$LATEST' }));
  const caller = new LambdaClient({
    ...stack.engine.clientConfig,
    credentials: await callerOf(`function:${FunctionName}:${APP}`),
  });
  const invoke = async (client: LambdaClient, appName: string, Qualifier?: string) => {
    const Payload = JSON.stringify({ appName, authorization: 'us' });
    const reply = await client.send(
      new InvokeCommand({ FunctionName, Payload, ...(Qualifier && { Qualifier }) }),
    );
    const { accessToken, errorType } = JSON.parse(reply.Payload?.transformToString() ?? '');
    return errorType ?? typeof accessToken;
  };
  const denied = { name: 'AccessDeniedException' };

  expect(await invoke(caller, APP, APP)).toBe('string');
  expect(await invoke(caller, 'acme-other', APP)).toBe('InvalidInput');
  expect(await invoke(lambda, APP, 'acme-other')).toBe('InvalidInput');
  await expect(invoke(caller, 'acme-other', 'acme-other')).rejects.toMatchObject(denied);
  await expect(invoke(caller, APP)).rejects.toMatchObject(denied);
});

/** Credentials of a user who may invoke this and nothing else. */
async function callerOf(resource: string) {
  const iam = new IAMClient(stack.engine.clientConfig);
  const UserName = 'token-caller';
  const Resource = `arn:aws:lambda:${stack.engine.region}:*:${resource}`;
  const Statement = [{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource }];
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await iam.send(new CreateUserCommand({ UserName }));
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'invoke', PolicyDocument }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' };
}

it('another service gets an access token that works, and nothing else', () => {
  const { accessToken, endpoint, userAgent, ...rest } = issued;

  expect([accessToken, endpoint, userAgent].map((text) => typeof text)).toEqual([
    'string',
    'string',
    'string',
  ]);
  expect(rest).toEqual({ expiresAt: expect.any(String), region: 'NA', status: 200 });
});

describe('a run that succeeds and one that fails', () => {
  it('have left texts to search: history, logs of the functions, messages, parameters, command line', () => {
    const logGroups = Object.keys(texts).filter((name) => name.startsWith('/aws/lambda/'));

    expect(logGroups.filter((name) => texts[name]?.includes('step done')).length).toBe(11);
    expect(texts.messages).toContain('[acme-secrets] SelfAuthorize failed: StepTimedOut');
    expect(texts['command line']).toContain('complete');
    expect(Object.values(secrets).map((secret) => secret.length > 15)).toEqual(
      Object.keys(secrets).map(() => true),
    );
    expect(Object.keys(secrets)).toContain('secretAccessKey');
  });

  it.each(['clientSecret', 'refreshToken', 'secretAccessKey'])('show the %s nowhere', (name) => {
    expect(whereShown(texts, secrets[name] ?? '')).toEqual([]);
  });

  it('show no access token, no other refresh token and no client secret by their form', () => {
    expect(whereSecretForms(texts)).toEqual([]);
  });

  it('show no task token but where Step Functions itself records what it hands to the function', () => {
    const tokens = Object.entries(secrets).filter(([name]) => name.startsWith('task token'));
    const places = Object.entries(texts).filter(([place]) => !place.startsWith('history'));

    expect(tokens.length).toBe(3);
    for (const [, token] of tokens) expect(whereShown(Object.fromEntries(places), token)).toEqual([]);
  });

  it('keep no task once nobody can answer it any more', async () => {
    expect(await listTasks(answeringServices(stack), APP)).toEqual([]);
  });
});
