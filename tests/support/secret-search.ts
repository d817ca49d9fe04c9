import { readFileSync } from 'node:fs';
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { writtenParameters } from '../../local/results.ts';
import { answeringServices, type DeployedStack } from './deployed-stack.ts';

/** Texts that someone other than the owner of a secret may read, by where they were found. */
export type Texts = Record<string, string>;

/** Everything that a deployed stack leaves behind and many may read. */
export async function collectTexts(
  stack: DeployedStack,
  appName: string,
  executions: string[],
): Promise<Texts> {
  const texts: Texts = {};
  for (const arn of executions) {
    const events = await stack.executions.history(arn);
    texts[`history of ${arn.split(':').at(-1)}`] = JSON.stringify(events);
    texts[`execution ${arn.split(':').at(-1)}`] = JSON.stringify(await stack.executions.describe(arn));
  }
  await stack.messages();
  texts.messages = JSON.stringify(stack.inbox.all);
  texts['engine log'] = readFileSync(stack.engine.logFile ?? '', 'utf8');
  texts['requests seen by Amazon'] = JSON.stringify(stack.amazon.requests);
  const { parameters } = answeringServices(stack);
  const plain = (await writtenParameters(stack, appName)).filter(({ type }) => type === 'String');
  texts['String parameters'] = JSON.stringify(await parameters.get(plain.map(({ name }) => name)));
  return { ...texts, ...(await lambdaLogs(stack)) };
}

async function lambdaLogs(stack: DeployedStack): Promise<Texts> {
  const logs = new CloudWatchLogsClient(stack.engine.clientConfig);
  const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({}));
  const found: Texts = {};
  for (const { logGroupName = '' } of logGroups) {
    const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName, limit: 10_000 }));
    found[logGroupName] = events.map(({ message }) => message).join('\n');
  }
  return found;
}

/** A secret as it stands, in base64 at each of the three offsets, URL-encoded, and as JSON. */
function disguises(secret: string): string[] {
  const base64 = [0, 1, 2].map((offset) =>
    Buffer.from(' '.repeat(offset) + secret)
      .toString('base64')
      .slice(offset ? 4 : 0, -4),
  );
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), ...base64];
}

/** Where a secret is shown, in any disguise. */
export const whereShown = (texts: Texts, secret: string): string[] =>
  Object.keys(texts).filter((place) => disguises(secret).some((needle) => texts[place]?.includes(needle)));

/** Where anything has the form of a token or a client secret. */
export const whereSecretForms = (texts: Texts): string[] =>
  Object.keys(texts).filter((place) =>
    /(Atz[ar]|Atc)(\||%7C)[A-Za-z0-9]|amzn1\.oa2-cs\.v1\.[0-9a-f]/.test(texts[place] ?? ''),
  );
