import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ConfirmSubscriptionCommand, SNSClient } from '@aws-sdk/client-sns';
import type { Engine } from '../../local/engine/engine.ts';

/** Confirms the subscription of an address, as its owner does by the link in the mail of SNS. */
export async function confirmAddress(engine: Engine, address: string): Promise<void> {
  const folder = dirname(engine.logFile ?? '');
  const mails = readFileSync(join(folder, 'mails.jsonl'), 'utf8').trim().split('\n');
  const mail = mails.map((line) => JSON.parse(line)).findLast(({ to }) => to === address);
  const sns = new SNSClient(engine.clientConfig);
  await sns.send(new ConfirmSubscriptionCommand({ TopicArn: mail.topic, Token: mail.token }));
}
