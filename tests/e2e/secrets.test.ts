import { readFileSync } from 'node:fs';
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { createParameterStore } from '#shared/clients/parameter-store.ts';
import { parameterPaths } from '#shared/domain/parameter-paths.ts';
import { listTasks } from '#shared/tasks/task-store.ts';
import { createPerson, runCli } from '../../local/person.ts';
import { writtenParameters } from '../../local/results.ts';
import { answeringServices, type DeployedStack, deployStack } from '../support/deployed-stack.ts';

const APP = 'acme-secrets';

let stack: DeployedStack;
/** All texts that someone other than the owner of a secret may read, by where they were found. */
const texts: Record<string, string> = {};
/** All secrets of the run, by what they are. */
const secrets: Record<string, string> = {};

beforeAll(async () => {
  stack = await deployStack('e2e-secrets');
  const shown: string[] = [];
  const tokens: string[] = [];
  const person = createPerson(stack, APP, async (_, task, answers) => {
    tokens.push(task.token);
    Object.assign(secrets, answers.clientSecret && { clientSecret: answers.clientSecret });
    Object.assign(secrets, answers.refreshToken && { refreshToken: answers.refreshToken });
    const words = ['task', 'complete', `${APP}/${taskNameOf(task.kind)}`, '--from-stdin'];
    shown.push(await runCli(stack, ['task', 'list']), await runCli(stack, words, answers));
  });

  const good = await stack.run({ appName: APP, marketplace: 'US' }, person);
  stack.amazon.world.revokeAuthorization(secrets.refreshToken ?? '');
  const failed = await stack.run({ appName: APP, marketplace: 'US', waitSeconds: { authorization: 1 } });
  expect([good.status, failed.error]).toEqual(['SUCCEEDED', 'StepTimedOut']);

  await collectSecrets(tokens);
  await collectTexts([good.executionArn, failed.executionArn], shown);
}, 180_000);
afterAll(() => stack?.close(), 30_000);

const taskNameOf = (kind: string) => (kind === 'self-authorize' ? 'self-authorize-us' : kind);

async function collectSecrets(tokens: string[]): Promise<void> {
  const { iam } = parameterPaths(APP);
  const stored = await createParameterStore(stack.engine.clientConfig).getSecrets([iam.secretAccessKey]);
  secrets.secretAccessKey = stored[iam.secretAccessKey]?.reveal() ?? '';
  for (const [i, token] of tokens.entries()) secrets[`task token ${i + 1}`] = token;
}

async function collectTexts(executions: string[], shown: string[]): Promise<void> {
  for (const arn of executions) {
    const events = await stack.executions.history(arn);
    texts[`history of ${arn.split(':').at(-1)}`] = JSON.stringify(events);
    texts[`execution ${arn.split(':').at(-1)}`] = JSON.stringify(await stack.executions.describe(arn));
  }
  texts.messages = JSON.stringify(await stack.messages());
  texts['command line'] = shown.join('\n');
  texts['engine log'] = readFileSync(stack.engine.logFile ?? '', 'utf8');
  texts['requests seen by Amazon'] = JSON.stringify(stack.amazon.requests);
  const { parameters } = answeringServices(stack);
  const plain = (await writtenParameters(stack, APP)).filter(({ type }) => type === 'String');
  texts['String parameters'] = JSON.stringify(await parameters.get(plain.map(({ name }) => name)));
  Object.assign(texts, await lambdaLogs());
}

async function lambdaLogs(): Promise<Record<string, string>> {
  const logs = new CloudWatchLogsClient(stack.engine.clientConfig);
  const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({}));
  const found: Record<string, string> = {};
  for (const { logGroupName = '' } of logGroups) {
    const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName, limit: 10_000 }));
    found[logGroupName] = events.map(({ message }) => message).join('\n');
  }
  return found;
}

/** A secret as it stands, in base64 at each of the three offsets, and URL-encoded. */
function disguises(secret: string): string[] {
  const base64 = [0, 1, 2].map((offset) =>
    Buffer.from(' '.repeat(offset) + secret)
      .toString('base64')
      .slice(offset ? 4 : 0, -4),
  );
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), ...base64];
}

const whereFound = (needles: string[], among: string[]) =>
  among.filter((place) => needles.some((needle) => texts[place]?.includes(needle)));

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
    expect(whereFound(disguises(secrets[name] ?? ''), Object.keys(texts))).toEqual([]);
  });

  it('show no access token, no other refresh token and no client secret by their form', () => {
    const forms = /Atz[ar]\||Atc\||amzn1\.oa2-cs\.v1\.|Atz[ar]%7C/;

    expect(Object.keys(texts).filter((place) => forms.test(texts[place] ?? ''))).toEqual([]);
  });

  it('show no task token but where Step Functions itself records what it hands to the function', () => {
    const tokens = Object.entries(secrets).filter(([name]) => name.startsWith('task token'));
    const places = Object.keys(texts).filter((place) => !place.startsWith('history'));

    expect(tokens.length).toBe(3);
    for (const [, token] of tokens) expect(whereFound(disguises(token), places)).toEqual([]);
  });

  it('keep no task once nobody can answer it any more', async () => {
    expect(await listTasks(answeringServices(stack), APP)).toEqual([]);
  });
});
