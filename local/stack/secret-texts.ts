import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import type { LocalStack } from './local-stack.ts';

/** Texts that someone other than the owner of a secret may read, by where they were found. */
export type Texts = Record<string, string>;

/** The logs of all functions. */
export async function functionLogs({ engine }: Pick<LocalStack, 'engine'>): Promise<Texts> {
  const logs = new CloudWatchLogsClient(engine.clientConfig);
  const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({}));
  const found: Texts = {};
  for (const { logGroupName = '' } of logGroups)
    found[logGroupName] = (await linesOf(logs, logGroupName)).join('\n');
  return found;
}

/** The most events that one answer has. */
const MOST_EVENTS = 10_000;

/** All of a log, some lines twice: the embedded AWS gives no token to go on with, so the next page starts in the last millisecond. */
async function linesOf(logs: CloudWatchLogsClient, logGroupName: string): Promise<string[]> {
  const lines: string[] = [];
  for (let startTime = 0; ; ) {
    const request = { logGroupName, startTime, limit: MOST_EVENTS };
    const { events = [] } = await logs.send(new FilterLogEventsCommand(request));
    for (const { message = '' } of events) lines.push(message);
    const { timestamp = startTime } = events.at(-1) ?? {};
    if (events.length < MOST_EVENTS || timestamp === startTime) return lines;
    startTime = timestamp;
  }
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
